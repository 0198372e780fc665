/** DML for statements and the Database class: the checks before the data layer is called, and the exception after it. */
import type { AccessContext, DmlOperation, RowResult } from '../ports.ts';
import { newException, throwApex, throwNull, type ApexException } from '../kernel/exception.ts';
import { ApexList } from '../library/list.ts';
import { DMLOptions } from './dml-options.ts';
import { org } from './session.ts';
import { createSObject } from './sobject-access.ts';
import type { SObject } from './sobject.ts';
import { objectOfId } from './tokens.ts';
import { isReadOnly, leaveUncommitted } from './transaction.ts';

const READ_ONLY = 'The org is in read-only mode: records cannot be changed';

export interface DmlOptions {
  readonly access: AccessContext;
  readonly allOrNone: boolean;
  readonly externalIdField?: string;
  readonly merged?: readonly SObject[];
  /** cut texts that are longer than their field; undefined: as the record's own options say */
  readonly truncate?: boolean;
}

/** One result a row. @throws System.DmlException when allOrNone is asked for and a row failed */
export function runDml(operation: DmlOperation, rows: readonly SObject[], options: DmlOptions): readonly RowResult[] {
  if (rows.length === 0) return [];
  refuseRepeated(operation, rows);
  for (const row of rows) if (options.truncate ?? truncates(row)) truncateTexts(row);
  const { allOrNone, access, externalIdField, merged } = options;
  if (access.mode === 'user') refuseObjects(operation, rows, access);
  if (isReadOnly()) throwApex('System.InvalidReadOnlyUserDmlException', READ_ONLY);
  leaveUncommitted();
  const results = org().data.dml({ operation, rows, allOrNone, access, externalIdField, merged });
  if (allOrNone && results.some((result) => !result.success)) throw dmlException(operation, rows, results);
  return results;
}

/** A row's object that the user has no right on is an exception of the whole statement, whatever allOrNone says. */
function refuseObjects(operation: DmlOperation, rows: readonly SObject[], access: AccessContext): void {
  for (const row of rows) {
    const rights = org().security.objectAccess(access.userId, row.type, access.permissionSetId);
    const may = neededRights(operation, row).every((right) => rights[right]);
    if (!may) throwApex('System.SecurityException', `Access to entity '${row.type}' denied`);
  }
}

type ObjectRight = 'create' | 'edit' | 'delete';

function neededRights(operation: DmlOperation, row: SObject): readonly ObjectRight[] {
  switch (operation) {
    case 'insert':
      return ['create'];
    case 'upsert':
      return (row.peek('Id') ?? null) === null ? ['create'] : ['edit'];
    case 'delete':
      return ['delete'];
    case 'merge':
      return ['edit', 'delete'];
    default:
      return ['edit'];
  }
}

/** The rows of a DML argument: a record, a list of records, or for deletes Ids. */
export function rowsOf(target: unknown): SObject[] {
  if (target === null) throwNull();
  const given: readonly unknown[] = target instanceof ApexList ? target.items : [target];
  return given.map((row) =>
    typeof row === 'string' ? recordWithId(row) : row === null ? throwNull() : (row as SObject),
  );
}

function recordWithId(id: string): SObject {
  const token = objectOfId(id) ?? throwApex('System.StringException', `Invalid id: ${id}`);
  return createSObject(token.object.name, ['Id', id]);
}

function refuseRepeated(operation: DmlOperation, rows: readonly SObject[]): void {
  if (rows.length < 2) return;
  if (operation === 'insert' || operation === 'upsert') {
    if (new Set(rows).size < rows.length) {
      throwApex('System.ListException', 'Before Insert or Upsert list must not have two identically equal elements');
    }
  }
  if (operation === 'insert') return;
  const seen = new Set<unknown>();
  for (const row of rows) {
    const id = (row.peek('Id') ?? null) as string | null;
    if (id === null) continue;
    if (seen.has(id)) throwApex('System.ListException', `Duplicate id in list: ${id}`);
    seen.add(id);
  }
}

/** The options that a record was given with setOptions hold where the call brings none. */
const truncates = ({ options }: SObject): boolean =>
  options instanceof DMLOptions && options.f_allowFieldTruncation === true;

function truncateTexts(row: SObject): void {
  for (const [name, value] of row.values) {
    const field = row.schema?.fields.get(name.toLowerCase());
    if (typeof value === 'string' && field && field.length > 0 && value.length > field.length) {
      row.values.set(name, value.slice(0, field.length));
    }
  }
}

/** One failed row, as the accessors of DmlException (`getDmlMessage(0)`, ...) give it. */
export interface DmlFailure {
  /** position in the list that was given */
  readonly index: number;
  readonly id: string | null;
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
  /** canonical name of the row's object */
  readonly object: string;
}

/** Only the APIs give the rows that were rolled back with others an error of their own; an exception counts those that failed. */
const isOfTheRow = (error: { readonly statusCode: string }): boolean =>
  error.statusCode !== 'ALL_OR_NONE_OPERATION_ROLLED_BACK';

export function dmlException(
  operation: DmlOperation,
  rows: readonly SObject[],
  results: readonly RowResult[],
): ApexException {
  const failures: DmlFailure[] = results.flatMap((result, index) =>
    result.errors.filter(isOfTheRow).map(({ statusCode, message, fields }) => ({
      index,
      id: idOf(operation, rows[index], result),
      statusCode,
      message,
      fields,
      object: rows[index].type,
    })),
  );
  const [first] = failures;
  const at = first.id === null ? `row ${first.index}` : `row ${first.index} with id ${first.id}`;
  const error = `${first.statusCode}, ${first.message}: [${first.fields.join(', ')}]`;
  const message = FIELDS_DENIED.test(first.message)
    ? first.message
    : `${verb(operation)} failed. First exception on ${at}; first error: ${error}`;
  return Object.assign(newException('System.DmlException', message), { dmlFailures: failures });
}

/** What user mode refuses is said without the row. Apex Developer Guide, "Enforce User Mode for Database Operations". */
const FIELDS_DENIED = /^Operation failed due to fields being inaccessible on Sobject /;

/** A row that was to be inserted has no Id yet, though the database may have reserved one. */
function idOf(operation: DmlOperation, row: SObject, result: RowResult): string | null {
  if (operation === 'insert') return null;
  return (row.peek('Id') as string | null | undefined) ?? result.id;
}

function verb(operation: DmlOperation): string {
  return operation[0].toUpperCase() + operation.slice(1);
}
