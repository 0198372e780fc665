/** Object, field, custom and user permissions: what the profile and the assigned permission sets grant, added up. */
import { hasFieldPermission } from '../../schema/field-access.ts';
import type { ObjectPermission, OrgSchema, PermissionSetSchema } from '../../schema/model.ts';
import type { SecurityPort, UserInfo } from '../../runtime/ports.ts';
import type { Database } from '../../storage/database.ts';
import { grantsClass } from './class-access.ts';

interface Grants {
  readonly user: UserInfo;
  readonly sets: readonly PermissionSetSchema[];
  readonly objects: Map<string, ObjectPermission>;
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
  readonly #known = new Map<string, Grants>();

  constructor(schema: OrgSchema, database: Database, now: () => number) {
    this.#schema = schema;
    this.#database = database;
    this.#now = now;
  }

  /** After any write or rollback that may have touched users or assignments. */
  forget(): void {
    this.#known.clear();
  }

  /** A new object each time, which System.runAs relies on. @throws Error for an id that is no user */
  user(id: string): UserInfo {
    return { ...this.#grants(id).user };
  }

  hasCustomPermission(userId: string, name: string): boolean {
    const folded = name.toLowerCase();
    return this.#grants(userId).sets.some((set) => has(set.customPermissions, folded));
  }

  hasUserPermission(userId: string, name: string): boolean {
    const folded = name.toLowerCase();
    return this.#grants(userId).sets.some((set) => has(set.userPermissions, folded));
  }

  objectAccess(userId: string, object: string): ObjectPermission {
    const grants = this.#grants(userId);
    const key = object.toLowerCase();
    let access = grants.objects.get(key);
    if (access === undefined) grants.objects.set(key, (access = this.#objectAccess(userId, key, grants)));
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

  fieldAccess(userId: string, object: string, field: string): { read: boolean; edit: boolean } {
    const schema = this.#schema.objects.get(object.toLowerCase());
    const described = schema?.fields.get(field.toLowerCase());
    if (schema === undefined || described === undefined) return { read: false, edit: false };
    const writable = described.createable || described.updateable;
    const governed = schema.kind === 'standard' || schema.kind === 'custom';
    if (!governed || OPEN.has(object.toLowerCase()) || !hasFieldPermission(described))
      return { read: true, edit: writable };
    const key = `${object}.${field}`.toLowerCase();
    const { sets } = this.#grants(userId);
    const read = sets.some((set) => set.fieldPermissions.get(key)?.readable || set.fieldPermissions.get(key)?.editable);
    const edit = writable && sets.some((set) => set.fieldPermissions.get(key)?.editable);
    return { read, edit };
  }

  #objectAccess(userId: string, object: string, grants: Grants): ObjectPermission {
    const schema = this.#schema.objects.get(object);
    if (schema === undefined) return NO_OBJECT;
    if (this.hasUserPermission(userId, 'ModifyAllData')) return EVERY_OBJECT;
    const viewAll = this.hasUserPermission(userId, 'ViewAllData');
    const granted = grants.sets.flatMap((set) => {
      const found = [...set.objectPermissions].find(([name]) => name.toLowerCase() === object);
      return found === undefined ? [] : [found[1]];
    });
    const any = (right: keyof ObjectPermission): boolean => granted.some((permission) => permission[right]);
    const manage =
      this.hasUserPermission(userId, 'ManageUsers') || this.hasUserPermission(userId, 'CustomizeApplication');
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

  #grants(userId: string): Grants {
    let grants = this.#known.get(userId);
    if (grants === undefined) this.#known.set(userId, (grants = this.#read(userId)));
    return grants;
  }

  #read(userId: string): Grants {
    const row = this.#database.get(
      'SELECT u."Id", u."Username", u."Name", u."Email", u."ProfileId", p."Name" AS "ProfileName", u."TimeZoneSidKey",' +
        ' u."LocaleSidKey", u."LanguageLocaleKey", u."UserType" FROM "User" u LEFT JOIN "Profile" p ON p."Id" = u."ProfileId" WHERE u."Id" = ?',
      userId,
    );
    if (row === undefined) throw new Error(`No user has the Id ${userId}`);
    const text = (column: string): string => String(row[column] ?? '');
    const user: UserInfo = {
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
    const assigned = this.#database.all(
      'SELECT s."Name" FROM "PermissionSetAssignment" a JOIN "PermissionSet" s ON s."Id" = a."PermissionSetId"' +
        ' WHERE a."AssigneeId" = ? AND s."IsOwnedByProfile" = 0 AND (a."ExpirationDate" IS NULL OR a."ExpirationDate" > ?)',
      userId,
      this.#now(),
    );
    const names = [user.profileName, ...assigned.map((assignment) => String(assignment['Name']))];
    const sets = names.flatMap((name, index) => {
      const set = this.#schema.permissionSets.get(name.toLowerCase());
      return set === undefined || set.isProfile !== (index === 0) ? [] : [set];
    });
    if (row['UserType'] === 'AutomatedProcess') sets.push(AUTOMATED_PROCESS);
    return { user, sets, objects: new Map() };
  }
}

/** The platform's own user has no profile; it sees and changes every record. */
const AUTOMATED_PROCESS: PermissionSetSchema = {
  name: 'AutomatedProcess',
  label: 'Automated Process',
  description: undefined,
  isProfile: false,
  objectPermissions: new Map(),
  fieldPermissions: new Map(),
  customPermissions: new Set(),
  userPermissions: new Set(['ViewAllData', 'ModifyAllData']),
  classAccesses: new Set(),
  applications: new Set(),
  tabs: new Map(),
};

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

const has = (names: ReadonlySet<string>, folded: string): boolean => {
  for (const name of names) if (name.toLowerCase() === folded) return true;
  return false;
};
