/** Object, field, custom and user permissions: what the profile and the assigned permission sets grant, added up. */
import { hasFieldPermission } from '../../schema/field-access.ts';
import type { ObjectPermission, ObjectSchema, OrgSchema } from '../../schema/model.ts';
import type { SecurityPort, UserInfo } from '../../runtime/ports.ts';
import { grantsClass } from './class-access.ts';
import type { Database, SqlRow } from '../../storage/database.ts';
import { GrantReader } from './grants.ts';
import type { Grants } from './grants.ts';

interface KnownUser {
  readonly info: UserInfo;
  readonly type: string;
  /** the profile's, then those of permission sets and groups */
  readonly grants: readonly Grants[];
  readonly objects: Map<string, ObjectPermission>;
  /** when the first of his assignments expires */
  readonly until: number;
}

const NO_OBJECT: ObjectPermission = {
  create: false,
  read: false,
  edit: false,
  delete: false,
  viewAll: false,
  modifyAll: false,
};
const EVERY_OBJECT: ObjectPermission = {
  create: true,
  read: true,
  edit: true,
  delete: true,
  viewAll: true,
  modifyAll: true,
};

export class Permissions implements SecurityPort {
  readonly #schema: OrgSchema;
  readonly #database: Database;
  readonly #now: () => number;
  readonly #reader: GrantReader;
  readonly #known = new Map<string, KnownUser>();
  /** in the transaction that is open */
  #written = false;

  constructor(schema: OrgSchema, database: Database, now: () => number) {
    this.#schema = schema;
    this.#database = database;
    this.#now = now;
    this.#reader = new GrantReader(schema, database);
  }

  /** After a rollback, which brings nothing back where nothing was written: most undo records alone. */
  forget(): void {
    if (!this.#written) return;
    this.#known.clear();
    this.#reader.rolledBack();
  }

  /** After rows of the object were written. */
  changed(object: ObjectSchema): void {
    this.#written = true;
    this.#known.clear();
    if (GRANTING.has(object.name)) this.#reader.changed();
  }

  /** The transaction has been committed or undone as a whole: no later rollback reaches what it wrote. */
  settled(): void {
    this.#written = false;
    this.#reader.settled();
  }

  /** A new object each time, which System.runAs relies on. @throws Error for an id that is no user */
  user(id: string): UserInfo {
    return { ...this.#user(id).info };
  }

  userType(id: string): string {
    return this.#user(id).type;
  }

  hasCustomPermission(userId: string, name: string): boolean {
    const folded = name.toLowerCase();
    return this.#user(userId).grants.some((grants) => grants.customPermissions.has(folded));
  }

  hasUserPermission(userId: string, name: string): boolean {
    const folded = name.toLowerCase();
    return this.#user(userId).grants.some((grants) => grants.userPermissions.has(folded));
  }

  /** @param extra a permission set that counts beside the user's own (AccessLevel.withPermissionSetId) */
  objectAccess(userId: string, object: string, extra?: string): ObjectPermission {
    const user = this.#user(userId);
    const key = object.toLowerCase();
    if (extra !== undefined) return this.#objectAccess(key, [...user.grants, this.#reader.ofSet(extra)]);
    let access = user.objects.get(key);
    if (access === undefined) user.objects.set(key, (access = this.#objectAccess(key, user.grants)));
    return access;
  }

  /** May run the class from outside: by a grant, or as an author of Apex. */
  hasClassAccess(userId: string, className: string): boolean {
    return (
      this.hasUserPermission(userId, 'AuthorApex') ||
      grantsClass(this.#database, this.#schema, userId, className, this.#now())
    );
  }

  /** Sees every record of the object, whoever owns it. */
  seesAll(userId: string, object: string): boolean {
    return this.objectAccess(userId, object).viewAll || this.hasUserPermission(userId, 'ViewAllData');
  }

  /** Changes every record of the object, whoever owns it. */
  changesAll(userId: string, object: string): boolean {
    return this.objectAccess(userId, object).modifyAll || this.hasUserPermission(userId, 'ModifyAllData');
  }

  fieldAccess(userId: string, object: string, field: string, extra?: string): { read: boolean; edit: boolean } {
    const schema = this.#schema.objects.get(object.toLowerCase());
    const described = schema?.fields.get(field.toLowerCase());
    if (schema === undefined || described === undefined) return { read: false, edit: false };
    const writable = described.createable || described.updateable;
    const governed = schema.kind === 'standard' || schema.kind === 'custom';
    if (!governed || OPEN.has(object.toLowerCase()) || !hasFieldPermission(described))
      return { read: true, edit: writable };
    const key = `${object}.${field}`.toLowerCase();
    let read = false;
    let edit = false;
    const own = this.#user(userId).grants;
    for (const grants of extra === undefined ? own : [...own, this.#reader.ofSet(extra)]) {
      const right = grants.fields.get(key);
      read ||= right?.read === true;
      edit ||= right?.edit === true;
    }
    return { read, edit: writable && edit };
  }

  #objectAccess(object: string, grants: readonly Grants[]): ObjectPermission {
    const schema = this.#schema.objects.get(object);
    if (schema === undefined) return NO_OBJECT;
    const has = (permission: string): boolean => grants.some((set) => set.userPermissions.has(permission));
    if (has('modifyalldata')) return EVERY_OBJECT;
    const viewAll = has('viewalldata');
    const granted = grants.flatMap((set) => set.objects.get(object) ?? []);
    const any = (right: keyof ObjectPermission): boolean => granted.some((permission) => permission[right]);
    const manage = has('manageusers') || has('customizeapplication');
    if (OPEN.has(object) || schema.kind === 'setup')
      return { ...NO_OBJECT, read: true, create: manage, edit: manage, delete: manage };
    if (schema.kind === 'customSetting' || schema.kind === 'customMetadata')
      return { ...NO_OBJECT, read: true, create: manage, edit: manage, delete: manage };
    // Children without rights of their own (tasks, notes, contact roles) follow what everybody may do.
    if (!GRANTED_KINDS.has(schema.kind) || UNGOVERNED.has(object))
      return { ...EVERY_OBJECT, viewAll, modifyAll: false };
    return {
      create: any('create'),
      read: any('read') || viewAll,
      edit: any('edit') || any('modifyAll'),
      delete: any('delete') || any('modifyAll'),
      viewAll: any('viewAll') || any('modifyAll') || viewAll,
      modifyAll: any('modifyAll'),
    };
  }

  #user(userId: string): KnownUser {
    let user = this.#known.get(userId);
    if (user === undefined || user.until <= this.#now()) this.#known.set(userId, (user = this.#read(userId)));
    return user;
  }

  #read(userId: string): KnownUser {
    const row = this.#database.get(
      'SELECT u."Id", u."Username", u."Name", u."Email", u."ProfileId", p."Name" AS "ProfileName", u."TimeZoneSidKey",' +
        ' u."LocaleSidKey", u."LanguageLocaleKey", u."UserType", s."Id" AS "SetId" FROM "User" u' +
        ' LEFT JOIN "Profile" p ON p."Id" = u."ProfileId"' +
        ' LEFT JOIN "PermissionSet" s ON s."ProfileId" = u."ProfileId" AND s."IsOwnedByProfile" = 1 WHERE u."Id" = ?',
      userId,
    );
    if (row === undefined) throw new Error(`No user has the Id ${userId}`);
    const type = String(row['UserType'] ?? 'Standard');
    const own = row['SetId'] === null ? [] : [this.#reader.ofSet(row['SetId'] as string)];
    const { grants: assigned, until } = this.#assigned(userId);
    const grants = [...own, ...assigned];
    if (type === 'AutomatedProcess') grants.push(AUTOMATED_PROCESS);
    return { info: userInfo(row), type, grants, objects: new Map(), until };
  }

  #assigned(userId: string): { readonly grants: Grants[]; readonly until: number } {
    const rows = this.#database.arrays(
      'SELECT a."PermissionSetId", a."PermissionSetGroupId", a."ExpirationDate" FROM "PermissionSetAssignment" a' +
        ' LEFT JOIN "PermissionSet" s ON s."Id" = a."PermissionSetId"' +
        ' WHERE a."AssigneeId" = ? AND ifnull(s."IsOwnedByProfile", 0) = 0 AND (a."ExpirationDate" IS NULL OR a."ExpirationDate" > ?)',
      userId,
      this.#now(),
    );
    return {
      grants: rows.map(([set, group]) =>
        group === null ? this.#reader.ofSet(set as string) : this.#reader.ofGroup(group as string),
      ),
      until: Math.min(Infinity, ...rows.map(([, , expiration]) => (expiration as number | null) ?? Infinity)),
    };
  }
}

function userInfo(row: SqlRow): UserInfo {
  const text = (column: string): string => String(row[column] ?? '');
  return {
    id: text('Id'),
    username: text('Username'),
    name: text('Name'),
    email: text('Email'),
    profileId: text('ProfileId'),
    profileName: text('ProfileName'),
    timeZone: text('TimeZoneSidKey'),
    locale: text('LocaleSidKey'),
    language: text('LanguageLocaleKey'),
  };
}

/** The platform's own user has no profile; it sees and changes every record. */
const AUTOMATED_PROCESS: Grants = {
  objects: new Map(),
  fields: new Map(),
  customPermissions: new Set(),
  userPermissions: new Set(['viewalldata', 'modifyalldata']),
};

/** What the grants of a permission set or group are read from; whom they are assigned to is another matter. */
const GRANTING = new Set([
  'Profile',
  'PermissionSet',
  'PermissionSetGroup',
  'PermissionSetGroupComponent',
  'ObjectPermissions',
  'FieldPermissions',
  'SetupEntityAccess',
  'CustomPermission',
]);

/** Every user reads these. */
const OPEN = new Set(['user', 'profile', 'organization', 'recordtype', 'group']);
const GRANTED_KINDS = new Set(['standard', 'custom', 'bigObject', 'platformEvent']);
/** Standard objects whose access follows their parent or a user permission, not object permissions. */
const UNGOVERNED = new Set([
  'task',
  'event',
  'note',
  'attachment',
  'contentversion',
  'contentdocument',
  'contentdocumentlink',
  'emailmessage',
  'opportunitycontactrole',
  'accountcontactrole',
  'contractcontactrole',
  'casecontactrole',
  'casecomment',
  'opportunitylineitem',
  'pricebookentry',
  'orderitem',
  'campaignmember',
  'leadstatus',
  'casestatus',
  'opportunitystage',
]);
