/** An org for the tests of the data layer: standard objects, a few custom ones, an in-memory database. */
import {
  makeField,
  fieldMap,
  idField,
  isDeletedField,
  auditFields,
  owner,
  text,
  lookup,
  picklist,
  number,
} from '../../src/schema/fields.ts';
import type { FieldSchema, ObjectSchema, OrgSchema, PermissionSetSchema } from '../../src/schema/model.ts';
import { createOrgSchema } from '../../src/schema/org-schema.ts';
import { standardObjects } from '../../src/schema/standard/catalogue.ts';
import { standardProfiles } from '../../src/schema/standard/profiles.ts';
import { Database } from '../../src/storage/database.ts';
import { migrateTables } from '../../src/storage/tables.ts';
import { DataLayer } from '../../src/data/data-layer.ts';
import { seedOrg } from '../../src/data/seed.ts';
import type { SeedUser } from '../../src/data/seed.ts';
import { NO_TRIGGERS } from '../../src/data/dml/triggers.ts';
import type { TriggerBatch, TriggerRunner } from '../../src/data/dml/triggers.ts';
import type { DataSession } from '../../src/data/session.ts';
import { SObject } from '../../src/runtime/platform/sobject.ts';
import type { AccessContext, DmlOperation, RowResult } from '../../src/runtime/ports.ts';

export const NOW = Date.UTC(2026, 4, 20, 12);

export function customObject(
  name: string,
  keyPrefix: string,
  fields: readonly FieldSchema[],
  more: Partial<ObjectSchema> = {},
): ObjectSchema {
  return {
    ...standardObjects.get('account')!,
    name,
    label: name,
    labelPlural: `${name}s`,
    keyPrefix,
    kind: 'custom',
    custom: true,
    source: `${name}.object-meta.xml`,
    fields: fieldMap([
      idField(),
      isDeletedField(),
      text('Name', 80, { nameField: true }),
      owner('UserOrGroup'),
      ...auditFields(),
      ...fields,
    ]),
    ...more,
  };
}

const custom = { custom: true };

export const BOX = customObject('Box__c', 'a00', [
  text('Key__c', 20, { ...custom, unique: true, externalId: true }),
  lookup('Account__c', 'Account', 'Boxes__r', { ...custom, relationshipName: 'Account__r' }),
  lookup('Keeper__c', 'Contact', 'Kept__r', { ...custom, relationshipName: 'Keeper__r', deleteConstraint: 'restrict' }),
  picklist('Colour__c', ['Red', 'Green'], { ...custom, restrictedPicklist: true }),
  makeField('Tags__c', 'multipicklist', {
    ...custom,
    picklistValues: ['a', 'b', 'c'].map((value) => ({ value, label: value, active: true, isDefault: false })),
  }),
  number('Weight__c', 6, 2, custom),
  makeField('Serial__c', 'autonumber', { ...custom, displayFormat: 'B-{0000}', readOnly: true }),
  makeField('Packed__c', 'date', custom),
]);

export const ITEM = customObject('Item__c', 'a01', [
  lookup('Box__c', 'Box__c', 'Items__r', {
    ...custom,
    relationshipName: 'Box__r',
    deleteConstraint: 'cascade',
    masterDetail: true,
    nillable: false,
  }),
]);

export function schemaWith(
  objects: readonly ObjectSchema[],
  permissionSets: readonly PermissionSetSchema[] = [],
): OrgSchema {
  const all = new Map([
    ...standardObjects,
    ...objects.map((object): [string, ObjectSchema] => [object.name.toLowerCase(), object]),
  ]);
  return createOrgSchema({
    projectDirectory: '.',
    apiVersion: '66.0',
    objects: all,
    permissionSets: new Map([
      ...standardProfiles(all),
      ...permissionSets.map((set): [string, PermissionSetSchema] => [set.name.toLowerCase(), set]),
    ]),
    customPermissions: new Map([['load', { name: 'Load', label: 'Load' }]]),
    labels: new Map(),
    customMetadata: [],
    apex: [],
    lwc: [],
    flexiPages: new Map(),
    apps: new Map(),
    tabs: new Map(),
    layouts: new Map(),
  });
}

export const permissionSet = (name: string, grants: Partial<PermissionSetSchema>): PermissionSetSchema => ({
  name,
  label: name,
  description: undefined,
  isProfile: false,
  objectPermissions: new Map(),
  fieldPermissions: new Map(),
  customPermissions: new Set(),
  userPermissions: new Set(),
  classAccesses: new Set(),
  applications: new Set(),
  tabs: new Map(),
  ...grants,
});

type Trigger = (event: string, batch: TriggerBatch) => void;

export class TestOrg {
  readonly schema: OrgSchema;
  readonly database: Database;
  readonly data: DataLayer;
  readonly adminId: string;
  readonly userIds: ReadonlyMap<string, string>;
  readonly organizationId: string;
  readonly counted = { queries: 0, queryRows: 0, dmlStatements: 0, dmlRows: 0 };
  readonly triggers = new Map<string, Trigger>();
  now = NOW;
  timeZone = 'UTC';
  userId: string;
  dmlKinds = { setup: undefined, record: undefined };

  constructor(
    options: {
      objects?: readonly ObjectSchema[];
      permissionSets?: readonly PermissionSetSchema[];
      users?: readonly SeedUser[];
      triggers?: TriggerRunner;
      database?: Database;
    } = {},
  ) {
    this.database = options.database ?? Database.open();
    this.schema = schemaWith(options.objects ?? [BOX, ITEM], options.permissionSets);
    migrateTables(this.database, this.schema);
    const runner: TriggerRunner = options.triggers ?? {
      handles: (object) => this.triggers.has(object),
      run: (object, event, batch) => this.triggers.get(object)!(event, batch),
    };
    this.data = new DataLayer({
      schema: this.schema,
      database: this.database,
      triggers: runner ?? NO_TRIGGERS,
      session: () => this.session(),
      listOf: (_, rows) => ({ items: rows }),
      now: () => this.now,
    });
    const seeded = seedOrg(this.schema, this.database, this.data.counters, this.now, {
      organizationName: 'Test',
      kind: 'developer',
      users: options.users,
    });
    this.adminId = this.userId = seeded.adminId;
    this.userIds = seeded.userIds;
    this.organizationId = seeded.organizationId;
  }

  session(): DataSession {
    const { counted } = this;
    return {
      userId: this.userId,
      locale: 'en_US',
      timeZone: this.timeZone,
      now: () => this.now,
      countQuery: () => {
        counted.queries++;
      },
      countQueryRows: (rows) => {
        counted.queryRows += rows;
      },
      countSubqueries: () => {},
      countSearch: () => {},
      commits: true,
      captures: 'selected',
      countDmlStatement: () => {
        counted.dmlStatements++;
      },
      countDmlRows: (rows) => {
        counted.dmlRows += rows;
      },
      markLimits: () => {
        const before = { ...counted };
        return () => {
          Object.assign(counted, before);
        };
      },
      dmlKinds: this.dmlKinds,
    };
  }

  access(more: Partial<AccessContext> = {}): AccessContext {
    return { userId: this.userId, mode: 'system', sharing: false, ...more };
  }

  row(type: string, values: Record<string, unknown>): SObject {
    return new SObject(type, this.schema.objects.get(type.toLowerCase()), new Map(Object.entries(values)));
  }

  query(text: string, binds: readonly unknown[] = [], access = this.access()): readonly SObject[] {
    return this.data.query(text, binds, access).rows;
  }

  /** Rows as plain objects, for comparisons. */
  plain(text: string, binds: readonly unknown[] = [], access = this.access()): unknown[] {
    return this.query(text, binds, access).map(plain);
  }

  dml(
    operation: DmlOperation,
    rows: readonly SObject[],
    more: { allOrNone?: boolean; access?: AccessContext; externalIdField?: string; merged?: SObject[] } = {},
  ): readonly RowResult[] {
    return this.data.dml({ operation, rows, allOrNone: true, access: this.access(), ...more });
  }

  insert(type: string, ...rows: Record<string, unknown>[]): SObject[] {
    const made = rows.map((values) => this.row(type, values));
    const results = this.dml('insert', made);
    for (const { errors } of results) if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return made;
  }
}

export function plain(value: unknown): unknown {
  if (value instanceof SObject) return Object.fromEntries([...value.values].map(([key, inner]) => [key, plain(inner)]));
  if (typeof value === 'object' && value !== null && 'items' in value) return (value.items as unknown[]).map(plain);
  if (typeof value === 'object' && value !== null && 'toPlainString' in value)
    return Number((value as { toPlainString(): string }).toPlainString());
  if (typeof value === 'object' && value !== null && 'days' in value) return `day ${String(value.days)}`;
  if (typeof value === 'object' && value !== null && 'ms' in value) return `ms ${String(value.ms)}`;
  return value;
}
