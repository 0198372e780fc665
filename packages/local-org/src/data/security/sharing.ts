/**
 * Which rows a user sees where `with sharing` is in effect: those that he owns or that a queue of his owns, where the
 * org-wide default is private. Role hierarchy, sharing rules and manual shares are not applied.
 */
import type { ObjectSchema, OrgSchema } from '../../schema/model.ts';
import { allOf, identifier, parameter, sql } from '../sql.ts';
import type { Fragment } from '../sql.ts';
import type { Scope } from '../soql/scope.ts';

/** How the rows of an object are owned: by their own owner, or by the owner of what a reference leads to. */
export interface Ownership {
  readonly object: ObjectSchema;
  /** reference fields from the row to the row that has the owner */
  readonly path: readonly string[];
}

/** Undefined where everybody reads every row (`change`: may change every row). */
export function ownershipOf(
  schema: OrgSchema,
  object: ObjectSchema,
  change = false,
  path: readonly string[] = [],
): Ownership | undefined {
  switch (object.sharingModel) {
    case 'ReadWrite':
      return undefined;
    case 'Read':
      return change && object.fields.has('ownerid') ? { object, path } : undefined;
    case 'Private':
      return object.fields.has('ownerid') ? { object, path } : undefined;
    case 'ControlledByParent': {
      const master = [...object.fields.values()].find(
        (field) => field.masterDetail || (!object.custom && field.deleteConstraint === 'cascade'),
      );
      const parent = master === undefined ? undefined : schema.objects.get(master.referenceTo[0].toLowerCase());
      return parent === undefined || path.length > 5
        ? undefined
        : ownershipOf(schema, parent, change, [...path, master!.name]);
    }
  }
}

/** The condition on the rows of `alias`; parameters take the user and whether he sees all. */
export function ownershipCondition(
  schema: OrgSchema,
  object: ObjectSchema,
  alias: string,
  ownership: Ownership,
): Fragment {
  const user = parameter(({ session }) => session.userId);
  const all = parameter((run) => run.seesAll(object.name));
  const mine = sql`SELECT ${user} UNION SELECT "GroupId" FROM "GroupMember" WHERE "UserOrGroupId" = ${user}`;
  let rows = sql`"OwnerId" IN (${mine})`;
  let at = object;
  const hops = ownership.path.map((field) => {
    const hop = { field, from: at };
    at = schema.objects.get(at.fields.get(field.toLowerCase())!.referenceTo[0].toLowerCase())!;
    return hop;
  });
  for (const { field, from } of hops.reverse()) {
    const parent = schema.objects.get(from.fields.get(field.toLowerCase())!.referenceTo[0].toLowerCase())!;
    rows = sql`${identifier(field)} IN (SELECT "Id" FROM ${identifier(parent.name)} WHERE ${rows})`;
  }
  // A child without a parent is its owner's alone.
  const orphan = hops.length > 0 && object.fields.has('ownerid') ? sql` OR "OwnerId" IN (${mine})` : sql``;
  return sql`${all} OR ${identifier(alias, 'Id')} IN (SELECT "Id" FROM ${identifier(object.name)} WHERE ${rows}${orphan})`;
}

export function sharingFilter(schema: OrgSchema, scope: Scope): Fragment[] {
  const ownership = ownershipOf(schema, scope.object);
  return ownership === undefined ? [] : [allOf([ownershipCondition(schema, scope.object, scope.alias, ownership)])];
}
