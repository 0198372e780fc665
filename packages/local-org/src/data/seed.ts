/**
 * The rows that an org has before anybody works in it: organization, profiles, users, permission sets, code, record types,
 * custom metadata. Run at every start: what the project has gained since is added, what has changed is changed.
 */
import type { CustomMetadataRecord, FieldSchema, ObjectSchema, OrgSchema } from '../schema/model.ts';
import { derivedValue } from '../schema/derived.ts';
import type { Database } from '../storage/database.ts';
import type { Counters } from './counters.ts';
import { seedProcesses } from './approval/seed-processes.ts';
import { seedMembers, seedPermissions, seedRoles } from './security/seed-access.ts';
import { completeOwnerRows } from './security/shares.ts';
import { SeedRows } from './seed-rows.ts';
import type { Values } from './seed-rows.ts';
import { quoted } from './sql.ts';
import type { SqlValue } from './sql.ts';
import { DAY, kindOf } from './values.ts';

export interface SeedUser {
  readonly username: string;
  readonly firstName?: string;
  readonly lastName: string;
  readonly email: string;
  /** up to 8 characters */
  readonly alias: string;
  /** `System Administrator`, `Standard User` */
  readonly profile: string;
  readonly permissionSets?: readonly string[];
  readonly timeZone?: string;
}

/** What an org is for, as Organization says it. */
export type OrgKind = 'developer' | 'production' | 'sandbox' | 'scratch';

interface OrgTraits {
  readonly edition: string;
  readonly isSandbox: boolean;
  /** days until it ends */
  readonly trial?: number;
}

/** Scratch orgs are sandboxes that end, after seven days unless they are made for longer: Salesforce DX Developer Guide, "Create Scratch Orgs". */
export const ORG_KINDS: Readonly<Record<OrgKind, OrgTraits>> = {
  developer: { edition: 'Developer Edition', isSandbox: false },
  production: { edition: 'Enterprise Edition', isSandbox: false },
  sandbox: { edition: 'Enterprise Edition', isSandbox: true },
  scratch: { edition: 'Developer Edition', isSandbox: true, trial: 7 },
};

export interface SeedOptions {
  readonly organizationName: string;
  readonly kind: OrgKind;
  /** besides the administrator */
  readonly users?: readonly SeedUser[];
  readonly admin?: Partial<Omit<SeedUser, 'profile'>>;
}

export interface SeededOrg {
  readonly organizationId: string;
  readonly adminId: string;
  /** the platform itself, as which triggers of platform events run */
  readonly automatedUserId: string;
  /** ids by username, the administrator's included */
  readonly userIds: ReadonlyMap<string, string>;
}

export function seedOrg(
  schema: OrgSchema,
  database: Database,
  counters: Counters,
  now: number,
  options: SeedOptions,
): SeededOrg {
  return database.transaction(() => {
    const seeded = new Seeder(schema, database, counters, now).seed(options);
    counters.keep();
    return seeded;
  });
}

/** Adds or replaces records of custom metadata types, as a deployment does. They last until the org is opened with its project again. */
export function deployMetadata(
  schema: OrgSchema,
  database: Database,
  counters: Counters,
  now: number,
  adminId: string,
  records: readonly CustomMetadataRecord[],
): void {
  new Seeder(schema, database, counters, now).deploy(adminId, records);
}

class Seeder {
  readonly #schema: OrgSchema;
  readonly #database: Database;
  readonly #counters: Counters;
  readonly #now: number;
  readonly #rows: SeedRows;

  constructor(schema: OrgSchema, database: Database, counters: Counters, now: number) {
    this.#schema = schema;
    this.#database = database;
    this.#counters = counters;
    this.#now = now;
    this.#rows = new SeedRows(schema, database, counters, now);
  }

  /** A trial that has begun ends when it said. */
  #trialEnd(days: number): number {
    const known = this.#database.get('SELECT "TrialExpirationDate" FROM "Organization"')?.['TrialExpirationDate'];
    return typeof known === 'number' ? known : this.#now + days * DAY;
  }

  seed(options: SeedOptions): SeededOrg {
    const admin: SeedUser = {
      username: 'admin@local-org.example',
      firstName: 'Admin',
      lastName: 'User',
      email: 'admin@local-org.example',
      alias: 'admin',
      ...options.admin,
      profile: 'System Administrator',
    };
    const adminId = this.#rows.find('User', { Username: admin.username }) ?? this.#counters.newId('005');
    this.#rows.userId = adminId;
    const traits = ORG_KINDS[options.kind];
    const organizationId = this.#rows.put(
      'Organization',
      {},
      {
        Name: options.organizationName,
        IsSandbox: traits.isSandbox ? 1 : 0,
        OrganizationType: traits.edition,
        TrialExpirationDate: traits.trial === undefined ? null : this.#trialEnd(traits.trial),
        NamespacePrefix: this.#schema.namespace || null,
        InstanceName: 'LOCAL',
        DefaultLocaleSidKey: 'en_US',
        LanguageLocaleKey: 'en_US',
        TimeZoneSidKey: 'UTC',
        FiscalYearStartMonth: 1,
        DefaultAccountAccess: this.#access('Account'),
        DefaultContactAccess: this.#access('Contact'),
        DefaultOpportunityAccess: this.#access('Opportunity'),
        DefaultLeadAccess: this.#access('Lead'),
        DefaultCaseAccess: this.#access('Case'),
      },
    );
    seedPermissions(this.#schema, this.#database, this.#rows);
    seedRoles(this.#schema, this.#rows, organizationId);
    const userIds = new Map<string, string>();
    userIds.set(admin.username, this.#user(admin, adminId));
    for (const user of options.users ?? []) userIds.set(user.username, this.#user(user));
    const automatedUserId = this.#automatedUser(organizationId);
    seedMembers(this.#schema, this.#database, this.#rows);
    completeOwnerRows(this.#database, this.#schema, this.#now, adminId);
    this.#code();
    this.#recordTypes();
    this.#statuses();
    seedProcesses(this.#schema, this.#rows);
    this.#rows.put('Pricebook2', { IsStandard: 1 }, { Name: 'Standard Price Book', IsActive: 1 });
    this.#customMetadata();
    return { organizationId, adminId, automatedUserId, userIds };
  }

  deploy(adminId: string, records: readonly CustomMetadataRecord[]): void {
    this.#rows.userId = adminId;
    for (const record of records) {
      const object = this.#schema.objects.get(record.type.toLowerCase())!;
      const key = { DeveloperName: record.developerName };
      const isNew = this.#rows.find(object.name, key) === undefined;
      const values = isNew ? withDefaults(object, record) : record;
      this.#rows.put(object.name, key, metadataValues(object, values));
    }
    for (const object of this.#schema.objects.values())
      if (object.kind === 'customMetadata') this.#relateMetadata(object);
  }

  #access(object: string): string {
    const model = this.#schema.objects.get(object.toLowerCase())?.sharingModel;
    return { Private: 'None', Read: 'Read', ReadWrite: 'Edit', ControlledByParent: 'ControlledByParent' }[
      model ?? 'ReadWrite'
    ];
  }

  // ---------------------------------------------------------------- users and permissions

  /** `id`: of a new row */
  #user(user: SeedUser, newId?: string): string {
    const profileId = this.#rows.find('Profile', { Name: user.profile });
    if (profileId === undefined)
      throw new Error(`The user ${user.username} has the profile "${user.profile}", which the org does not have`);
    const id = this.#rows.put(
      'User',
      { Username: user.username },
      {
        FirstName: user.firstName ?? null,
        LastName: user.lastName,
        Email: user.email,
        Alias: user.alias,
        ProfileId: profileId,
        IsActive: 1,
        CommunityNickname: user.username.split('@')[0].slice(0, 40),
        TimeZoneSidKey: user.timeZone ?? 'UTC',
        LocaleSidKey: 'en_US',
        LanguageLocaleKey: 'en_US',
        EmailEncodingKey: 'UTF-8',
        UserType: 'Standard',
      },
      newId,
    );
    for (const name of user.permissionSets ?? []) {
      const setId = this.#rows.find('PermissionSet', { Name: name });
      if (setId === undefined)
        throw new Error(`The user ${user.username} has the permission set "${name}", which the project does not have`);
      this.#rows.put('PermissionSetAssignment', { AssigneeId: id, PermissionSetId: setId }, { IsActive: 1 });
    }
    return id;
  }

  /** A user without a profile, whom nobody can log in as. */
  #automatedUser(organizationId: string): string {
    const username = `autoproc@${organizationId.toLowerCase()}`;
    return this.#rows.put(
      'User',
      { Username: username },
      {
        FirstName: 'Automated',
        LastName: 'Process',
        Email: `${username}.example`,
        Alias: 'autoproc',
        IsActive: 1,
        TimeZoneSidKey: 'UTC',
        LocaleSidKey: 'en_US',
        LanguageLocaleKey: 'en_US',
        EmailEncodingKey: 'UTF-8',
        UserType: 'AutomatedProcess',
      },
    );
  }

  // ---------------------------------------------------------------- metadata as rows

  #code(): void {
    const apiVersion = Number(this.#schema.apiVersion);
    for (const { kind, name, text } of this.#schema.apex) {
      const common = {
        Body: text,
        LengthWithoutComments: text.length,
        ApiVersion: apiVersion,
        Status: 'Active',
        IsValid: 1,
      };
      if (kind === 'class') this.#rows.put('ApexClass', { Name: name }, common);
      else this.#rows.put('ApexTrigger', { Name: name }, { ...common, ...this.#triggerHeader(text) });
    }
  }

  /** What a trigger says of itself before its body; the text has been compiled by now. */
  #triggerHeader(text: string): Values {
    const code = text.replace(/\/\*[^]*?\*\/|\/\/.*/g, ' ');
    const [, object = '', events = ''] = /\btrigger\s+\w+\s+on\s+(\w+)\s*\(([^)]*)\)/i.exec(code) ?? [];
    const wanted = events.split(',').map((event) => event.trim().toLowerCase().split(/\s+/).join(' '));
    const usage = ['Before Insert', 'Before Update', 'Before Delete', 'After Insert', 'After Update', 'After Delete']
      .concat('After Undelete')
      .map((event) => [`Usage${event.replace(' ', '')}`, wanted.includes(event.toLowerCase()) ? 1 : 0] as const);
    const table = this.#schema.objects.get(object.toLowerCase())?.name ?? object;
    return { TableEnumOrId: table, UsageIsBulk: 0, ...Object.fromEntries(usage) };
  }

  #recordTypes(): void {
    for (const object of this.#schema.objects.values()) {
      for (const { developerName, label, active } of object.recordTypes) {
        this.#rows.put(
          'RecordType',
          { SobjectType: object.name, DeveloperName: developerName },
          { Name: label, IsActive: +active },
        );
      }
    }
  }

  /** The values of the standard status picklists, with what they mean. */
  #statuses(): void {
    const has = (object: string, marker: string, value: string): number => {
      const derived = derivedValue(this.#field(object, marker));
      return derived?.kind === 'picklistIn' && derived.values.includes(value) ? 1 : 0;
    };
    const put = (rows: string, object: string, field: string, more: (value: string) => Values): void => {
      this.#field(object, field).picklistValues.forEach((entry, index) => {
        this.#rows.put(
          rows,
          { ApiName: entry.value },
          {
            MasterLabel: entry.label,
            SortOrder: index + 1,
            IsActive: +entry.active,
            IsDefault: +entry.isDefault,
            ...more(entry.value),
          },
        );
      });
    };
    put('OpportunityStage', 'Opportunity', 'StageName', (value) => ({
      IsClosed: has('Opportunity', 'IsClosed', value),
      IsWon: has('Opportunity', 'IsWon', value),
    }));
    put('CaseStatus', 'Case', 'Status', (value) => ({ IsClosed: has('Case', 'IsClosed', value) }));
    put('LeadStatus', 'Lead', 'Status', (value) => ({ IsConverted: value === 'Closed - Converted' ? 1 : 0 }));
  }

  #field(object: string, field: string): FieldSchema {
    return this.#schema.objects.get(object.toLowerCase())!.fields.get(field.toLowerCase())!;
  }

  #customMetadata(): void {
    for (const object of this.#schema.objects.values()) {
      if (object.kind !== 'customMetadata') continue;
      const records = this.#schema.customMetadata.filter((record) => record.type === object.name);
      for (const record of records)
        this.#rows.put(object.name, { DeveloperName: record.developerName }, metadataValues(object, record));
      const names = JSON.stringify(records.map((record) => record.developerName));
      this.#database.run(
        `DELETE FROM ${quoted(object.name)} WHERE "DeveloperName" NOT IN (SELECT value FROM json_each(?))`,
        names,
      );
    }
    for (const object of this.#schema.objects.values())
      if (object.kind === 'customMetadata') this.#relateMetadata(object);
  }

  /** Files name related records by developer name; rows have their Ids. */
  #relateMetadata(object: ObjectSchema): void {
    for (const field of object.fields.values()) {
      const [target = ''] = field.referenceTo;
      if (!field.custom || !target.endsWith('__mdt')) continue;
      const [table, column, parent] = [object.name, field.name, target].map(quoted);
      this.#database.run(
        `UPDATE ${table} SET ${column} = (SELECT p."Id" FROM ${parent} p WHERE p."DeveloperName" = ${table}.${column})` +
          ` WHERE ${column} IS NOT NULL AND ${column} NOT IN (SELECT "Id" FROM ${parent})`,
      );
    }
  }
}

/** A checkbox that a new record leaves out is what its field says. */
function withDefaults(object: ObjectSchema, record: CustomMetadataRecord): CustomMetadataRecord {
  const flags = [...object.fields.values()].filter((field) => field.custom && field.type === 'boolean');
  const defaults = flags.map((field) => [field.name, field.defaultValue?.toLowerCase() === 'true'] as const);
  return { ...record, values: new Map([...defaults, ...record.values]) };
}

function metadataValues(object: ObjectSchema, record: CustomMetadataRecord): Values {
  const name = object.name.replace(/__mdt$/, '');
  const values: Record<string, SqlValue> = {
    MasterLabel: record.label,
    Label: record.label,
    Language: 'en_US',
    QualifiedApiName: record.developerName,
    NamespacePrefix: null,
  };
  for (const [key, value] of record.values)
    values[key] = columnOfMetadata(object.fields.get(key.toLowerCase())!, value, `${name}.${record.developerName}`);
  return values;
}

function columnOfMetadata(field: FieldSchema, value: string | number | boolean | null, place: string): SqlValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  const kind = kindOf(field);
  if (typeof value !== 'string' || (kind !== 'date' && kind !== 'datetime')) return value;
  const ms = Date.parse(value);
  if (Number.isNaN(ms))
    throw new Error(
      `The custom metadata record ${place} has the value "${value}" for ${field.name}, which is no ${kind}`,
    );
  return kind === 'date' ? Math.floor(ms / DAY) : ms;
}
