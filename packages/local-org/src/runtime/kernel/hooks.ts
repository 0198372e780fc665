/**
 * What emitted code asks of the platform layer: sObjects, queries, DML, describe tokens. The platform layer implements
 * the interface in runtime/platform/hooks.ts and sets it once when it is loaded; the kernel knows nothing of it.
 * All values are Apex values; lists are the platform's list objects.
 */
import type { RtType } from './types.ts';

/** `AS USER`, `AS SYSTEM`, or neither. */
export type StatementAccess = 'user' | 'system' | undefined;

export interface PlatformHooks {
  // -------------------------------------------------------------- sObjects
  /** a typed construction: names are canonical and values converted; names and values alternate */
  newSObject(type: string, fields: readonly unknown[]): object;
  getField(record: unknown, field: string): unknown;
  /** of a record that a path of relationships led to: null where it led to none */
  getFieldOfParent(record: unknown, field: string): unknown;
  /** answers the value */
  setField(record: unknown, field: string, value: unknown): unknown;
  getParent(record: unknown, relationship: string): unknown;
  getParentOfParent(record: unknown, relationship: string): unknown;
  /** `contact.Account = account`; answers the value */
  setParent(record: unknown, relationship: string, value: unknown): unknown;
  getChildren(record: unknown, relationship: string): unknown;

  // -------------------------------------------------------------- queries and DML
  /** `type` is the list type. `sharing` is what the querying class declares or inherits, or 'user' where user mode is its default; WITH USER_MODE is in the text. */
  soql(text: string, binds: readonly unknown[], sharing: boolean | 'user', type: RtType): object;
  /** QueryException "List has no rows for assignment to SObject" and its like */
  soqlSingle(text: string, binds: readonly unknown[], sharing: boolean | 'user'): unknown;
  /** the same, but null where there is no row: before `?.` and `??` */
  soqlOptional(text: string, binds: readonly unknown[], sharing: boolean | 'user'): unknown;
  /** the only row of a list that Database.query answered; otherwise as `soqlSingle` */
  singleRow(rows: unknown): unknown;
  /** the text of a dynamic query binds a name that is no variable */
  undeclaredBind(name: string): never;
  soqlLocator(text: string, binds: readonly unknown[], sharing: boolean | 'user'): unknown;
  soqlCount(text: string, binds: readonly unknown[], sharing: boolean | 'user'): number;
  /** rows for a `for` loop, one by one */
  soqlRows(text: string, binds: readonly unknown[], sharing: boolean | 'user'): Iterable<unknown>;
  /** lists of up to 200 rows for a `for` loop */
  soqlChunks(text: string, binds: readonly unknown[], sharing: boolean | 'user', type: RtType): Iterable<unknown>;
  sosl(text: string, binds: readonly unknown[], sharing: boolean | 'user', type: RtType): object;
  /**
   * A DML statement: all or none, DmlException on failure. `target` is a record or a list (null is a NullPointerException);
   * `second` the merged record(s), or the external id field (Schema.SObjectField) of an upsert, else null.
   */
  dml(
    operation: 'insert' | 'update' | 'upsert' | 'delete' | 'undelete' | 'merge',
    target: unknown,
    second: unknown,
    access: StatementAccess,
    sharing: boolean,
  ): void;

  // -------------------------------------------------------------- the rest
  /** System.runAs(user or version) { ... }: answers what endRunAs needs; endRunAs also runs on exceptions */
  beginRunAs(args: readonly unknown[]): unknown;
  endRunAs(token: unknown): void;
  label(name: string): string;
  objectToken(object: string): object;
  fieldToken(object: string, field: string): object;
  objectDescribe(object: string): object;
  fieldDescribe(object: string, field: string): object;
  /** `X__mdt.getAll()`, `X__c.getOrgDefaults()`, ...: name of the method as the checker has it, in canonical case */
  callObjectStatic(object: string, method: string, args: readonly unknown[]): unknown;
  /** `Foo.class` */
  typeObject(type: RtType): object;
}

let installed: PlatformHooks | undefined;

export function setHooks(hooks: PlatformHooks): void {
  installed = hooks;
}

/** undefined where only the kernel is loaded, as in its own tests */
export function installedHooks(): PlatformHooks | undefined {
  return installed;
}

export function hooks(): PlatformHooks {
  if (installed === undefined) throw new Error('The platform layer has not been loaded');
  return installed;
}
