/** What one permission set grants, read from its rows; that of a profile on fields from the schema, which has too many for rows. */
import type { ObjectPermission, OrgSchema, PermissionSetSchema } from '../../schema/model.ts';
import type { Database, SqlRow } from '../../storage/database.ts';

export interface FieldRight {
  readonly read: boolean;
  readonly edit: boolean;
}

/** Names are lower-cased. */
export interface Grants {
  readonly objects: ReadonlyMap<string, ObjectPermission>;
  readonly fields: ReadonlyMap<string, FieldRight>;
  readonly customPermissions: ReadonlySet<string>;
  readonly userPermissions: ReadonlySet<string>;
}

export class GrantReader {
  readonly #schema: OrgSchema;
  readonly #database: Database;
  readonly #sets = new Map<string, Grants>();
  readonly #groups = new Map<string, Grants>();
  #written = false;

  constructor(schema: OrgSchema, database: Database) {
    this.#schema = schema;
    this.#database = database;
  }

  /** After a write to the tables of permissions; until it is settled a rollback may bring back what was there before. */
  changed(): void {
    this.#written = true;
    this.#clear();
  }

  rolledBack(): void {
    if (this.#written) this.#clear();
  }

  settled(): void {
    this.#written = false;
  }

  #clear(): void {
    this.#sets.clear();
    this.#groups.clear();
  }

  /** @param id of a permission set, a profile's own included */
  ofSet(id: string): Grants {
    let grants = this.#sets.get(id);
    if (grants === undefined) this.#sets.set(id, (grants = this.#readSet(id)));
    return grants;
  }

  /** All that the sets of a group grant, without what is muted in it. */
  ofGroup(id: string): Grants {
    let grants = this.#groups.get(id);
    if (grants === undefined) this.#groups.set(id, (grants = this.#readGroup(id)));
    return grants;
  }

  #readSet(id: string): Grants {
    const row = this.#database.get(
      'SELECT s.*, p."Name" AS "ProfileName" FROM "PermissionSet" s LEFT JOIN "Profile" p ON p."Id" = s."ProfileId" WHERE s."Id" = ?',
      id,
    );
    if (row === undefined) return NOTHING;
    const name = String(row['ProfileName'] ?? row['Name']).toLowerCase();
    const declared = this.#schema.permissionSets.get(name);
    const schema = declared?.isProfile === (row['ProfileName'] !== null) ? declared : undefined;
    return {
      objects: this.#objects(id),
      fields: this.#fields(id, schema),
      customPermissions: this.#customPermissions(id),
      userPermissions: userPermissions(row, schema),
    };
  }

  #objects(id: string): Map<string, ObjectPermission> {
    const rows = this.#database.all('SELECT * FROM "ObjectPermissions" WHERE "ParentId" = ?', id);
    return new Map(
      rows.map((row) => [
        String(row['SobjectType']).toLowerCase(),
        {
          create: row['PermissionsCreate'] === 1,
          read: row['PermissionsRead'] === 1,
          edit: row['PermissionsEdit'] === 1,
          delete: row['PermissionsDelete'] === 1,
          viewAll: row['PermissionsViewAllRecords'] === 1,
          modifyAll: row['PermissionsModifyAllRecords'] === 1,
        },
      ]),
    );
  }

  #fields(id: string, schema: PermissionSetSchema | undefined): Map<string, FieldRight> {
    const fields = new Map<string, FieldRight>();
    if (schema?.isProfile) {
      for (const [key, { readable, editable }] of schema.fieldPermissions)
        fields.set(key, { read: readable || editable, edit: editable });
    }
    const rows = this.#database.arrays(
      'SELECT "Field", "PermissionsRead", "PermissionsEdit" FROM "FieldPermissions" WHERE "ParentId" = ?',
      id,
    );
    for (const [field, read, edit] of rows)
      fields.set(String(field).toLowerCase(), { read: read === 1 || edit === 1, edit: edit === 1 });
    return fields;
  }

  #customPermissions(id: string): Set<string> {
    const rows = this.#database.arrays(
      'SELECT c."DeveloperName" FROM "SetupEntityAccess" a JOIN "CustomPermission" c ON c."Id" = a."SetupEntityId" WHERE a."ParentId" = ?',
      id,
    );
    return new Set(rows.map(([name]) => String(name).toLowerCase()));
  }

  #readGroup(id: string): Grants {
    const members = this.#database.arrays(
      'SELECT "PermissionSetId" FROM "PermissionSetGroupComponent" WHERE "PermissionSetGroupId" = ?',
      id,
    );
    const sets = members.map(([set]) => this.ofSet(set as string));
    const name = this.#database.get('SELECT "DeveloperName" FROM "PermissionSetGroup" WHERE "Id" = ?', id)?.[
      'DeveloperName'
    ];
    const { permissionSetGroups, mutingPermissionSets } = this.#schema.setup;
    const group = permissionSetGroups.get(String(name).toLowerCase());
    const muted = (group?.mutingPermissionSets ?? []).flatMap(
      (set) => mutingPermissionSets.get(set.toLowerCase()) ?? [],
    );
    return muted.reduce(without, sets.reduce(together, NOTHING));
  }
}

const NOTHING: Grants = {
  objects: new Map(),
  fields: new Map(),
  customPermissions: new Set(),
  userPermissions: new Set(),
};

function userPermissions(row: SqlRow, schema: PermissionSetSchema | undefined): Set<string> {
  const names = new Set<string>();
  for (const [column, value] of Object.entries(row))
    if (value === 1 && column.startsWith('Permissions')) names.add(column.slice('Permissions'.length).toLowerCase());
  // A permission that has no column here cannot be changed by rows.
  for (const name of schema?.userPermissions ?? []) if (!(`Permissions${name}` in row)) names.add(name.toLowerCase());
  return names;
}

function together(a: Grants, b: Grants): Grants {
  const objects = new Map(a.objects);
  for (const [name, right] of b.objects) {
    const known = objects.get(name);
    objects.set(name, known === undefined ? right : eachRight((key) => known[key] || right[key]));
  }
  const fields = new Map(a.fields);
  for (const [name, right] of b.fields) {
    const known = fields.get(name);
    fields.set(name, { read: right.read || known?.read === true, edit: right.edit || known?.edit === true });
  }
  return {
    objects,
    fields,
    customPermissions: a.customPermissions.union(b.customPermissions),
    userPermissions: a.userPermissions.union(b.userPermissions),
  };
}

/** The rights that depend on a muted one go with it. */
function without(grants: Grants, muted: PermissionSetSchema): Grants {
  const objects = new Map(grants.objects);
  for (const [name, right] of muted.objectPermissions) {
    const known = objects.get(name.toLowerCase());
    if (known === undefined) continue;
    const left = eachRight((key) => known[key] && !right[key]);
    objects.set(name.toLowerCase(), withoutDependents(left));
  }
  const fields = new Map(grants.fields);
  for (const [name, right] of muted.fieldPermissions) {
    const known = fields.get(name.toLowerCase());
    if (known === undefined) continue;
    const read = known.read && !right.readable;
    fields.set(name.toLowerCase(), { read, edit: read && known.edit && !right.editable });
  }
  return {
    objects,
    fields,
    customPermissions: grants.customPermissions.difference(lowered(muted.customPermissions)),
    userPermissions: grants.userPermissions.difference(lowered(muted.userPermissions)),
  };
}

function withoutDependents(right: ObjectPermission): ObjectPermission {
  const { read } = right;
  const edit = read && right.edit;
  const viewAll = read && right.viewAll;
  return {
    read,
    create: read && right.create,
    edit,
    delete: edit && right.delete,
    viewAll,
    modifyAll: edit && right.delete && viewAll && right.modifyAll,
  };
}

const eachRight = (right: (key: keyof ObjectPermission) => boolean): ObjectPermission => ({
  create: right('create'),
  read: right('read'),
  edit: right('edit'),
  delete: right('delete'),
  viewAll: right('viewAll'),
  modifyAll: right('modifyAll'),
});

const lowered = (names: ReadonlySet<string>): Set<string> => new Set([...names].map((name) => name.toLowerCase()));
