/** The share objects of a schema: `AccountShare`, `Invoice__Share`. */
import type { ObjectSchema, OrgSchema } from '../../schema/model.ts';
import { isShared } from '../../schema/standard/shares.ts';
import { memo } from '../objects.ts';

export interface ShareObject {
  readonly object: ObjectSchema;
  /** the object whose rows are shared */
  readonly shared: ObjectSchema;
  /** `AccountId`, `ParentId` */
  readonly parentField: string;
  /** `AccountAccessLevel`, `AccessLevel` */
  readonly levelField: string;
  /** whether there is anybody who does not see and change every row anyway: only then the platform keeps rows */
  readonly kept: boolean;
}

/** What decides the access of an account's owner to the records of each child object: a field of his role. */
export const ACCOUNT_CHILDREN: ReadonlyMap<string, string> = new Map([
  ['Contact', 'ContactAccessForAccountOwner'],
  ['Opportunity', 'OpportunityAccessForAccountOwner'],
  ['Case', 'CaseAccessForAccountOwner'],
]);

const shares = memo((schema: OrgSchema): ReadonlyMap<ObjectSchema, ShareObject> => {
  const byShared = new Map<ObjectSchema, ShareObject>();
  for (const shared of schema.objects.values()) {
    const name = shared.custom ? shared.name.replace(/__c$/i, '__Share') : `${shared.name}Share`;
    const object = name === shared.name ? undefined : schema.objects.get(name.toLowerCase());
    if (object === undefined) continue;
    const parentField = shared.custom ? 'ParentId' : `${shared.name}Id`;
    const levelField = shared.custom ? 'AccessLevel' : `${shared.name}AccessLevel`;
    // What is only known by its shape lacks one or the other.
    const complete = [parentField, levelField, 'RowCause'].every((field) => object.fields.has(field.toLowerCase()));
    if (complete && shared.fields.has('ownerid'))
      byShared.set(shared, { object, shared, parentField, levelField, kept: isShared(shared) });
  }
  return byShared;
});

const sharedBy = memo(
  (schema: OrgSchema): ReadonlyMap<ObjectSchema, ShareObject> =>
    new Map([...shares(schema).values()].map((share) => [share.object, share])),
);

/** The share object of an object; undefined where it has none. */
export const shareOf = (schema: OrgSchema, shared: ObjectSchema): ShareObject | undefined => shares(schema).get(shared);

/** What a share object shares; undefined for other objects. */
export const shareObject = (schema: OrgSchema, object: ObjectSchema): ShareObject | undefined =>
  sharedBy(schema).get(object);
