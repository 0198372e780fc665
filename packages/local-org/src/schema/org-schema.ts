/** Puts the parts of an org's schema together and answers the questions that run over all objects. */
import { emptySetup } from './setup.ts';
import { ownObjects, plainObjects } from './own-names.ts';
import type { ChildRelationship, ObjectSchema, OrgSchema } from './model.ts';

export type OrgSchemaParts = Omit<OrgSchema, 'childRelationships' | 'setup' | 'namespace'> &
  Partial<Pick<OrgSchema, 'setup' | 'namespace'>>;

/** An `OrgSchema` over the given parts; child relationships are computed once, on the first question. */
export function createOrgSchema(parts: OrgSchemaParts): OrgSchema {
  let children: Map<string, ChildRelationship[]> | undefined;
  return {
    setup: emptySetup(),
    namespace: '',
    ...parts,
    objects: ownObjects(parts.objects, parts.namespace ?? ''),
    childRelationships(object: string): readonly ChildRelationship[] {
      children ??= childrenByParent(parts.objects.values());
      return children.get(object.toLowerCase()) ?? [];
    },
  };
}

/** The plain data that a schema was made of. */
export function partsOf(schema: OrgSchema): Omit<OrgSchema, 'childRelationships'> {
  const parts = Object.entries({ ...schema, objects: plainObjects(schema.objects) });
  return Object.fromEntries(parts.filter(([name]) => name !== 'childRelationships')) as unknown as Omit<
    OrgSchema,
    'childRelationships'
  >;
}

function childrenByParent(objects: Iterable<ObjectSchema>): Map<string, ChildRelationship[]> {
  const children = new Map<string, ChildRelationship[]>();
  for (const object of objects) {
    for (const field of object.fields.values()) {
      for (const parent of field.referenceTo) {
        const key = parent.toLowerCase();
        let list = children.get(key);
        if (!list) children.set(key, (list = []));
        list.push({
          childObject: object.name,
          field: field.name,
          relationshipName: field.childRelationshipName,
          cascadeDelete: field.deleteConstraint === 'cascade',
          restrictedDelete: field.deleteConstraint === 'restrict',
        });
      }
    }
  }
  return children;
}
