/** The static methods of System.Database (Apex Reference Guide, Database Class). */
import type { DmlOperation, RowResult } from '../ports.ts';
import { current } from '../kernel/context.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register, type PlatformFunction } from '../kernel/registry.ts';
import { ApexList } from '../library/list.ts';
import type { ApexMap } from '../library/map.ts';
import { AccessLevel } from './access-level.ts';
import { enqueueBatch } from './async-statics.ts';
import { newList } from './collections.ts';
import {
  DeleteResult,
  EmptyRecycleBinResult,
  MergeResult,
  SaveResult,
  UndeleteResult,
  UpsertResult,
} from './database-results.ts';
import { DMLOptions } from './dml-options.ts';
import { rowsOf, runDml } from './dml.ts';
import { bindsOfMap, countQuery, query, queryLocator, undeclared, type BindResolver } from './dynamic-soql.ts';
import { QueryLocator } from './query-locator.ts';
import { accessFor, org } from './session.ts';
import type { SObject } from './sobject.ts';
import { SObjectFieldToken } from './tokens.ts';
import { hasUncommittedWork } from './transaction.ts';

type ResultClass = new (row: RowResult) => object;

interface DmlMethod {
  readonly operation: DmlOperation;
  readonly result: ResultClass;
  readonly resultName: string;
  /** types of the first parameter */
  readonly targets: readonly string[];
  readonly takesOptions: boolean;
  readonly takesExternalId: boolean;
}

const DML_METHODS: readonly DmlMethod[] = [
  {
    operation: 'insert',
    result: SaveResult,
    resultName: 'Database.SaveResult',
    targets: ['SObject', 'List'],
    takesOptions: true,
    takesExternalId: false,
  },
  {
    operation: 'update',
    result: SaveResult,
    resultName: 'Database.SaveResult',
    targets: ['SObject', 'List'],
    takesOptions: true,
    takesExternalId: false,
  },
  {
    operation: 'upsert',
    result: UpsertResult,
    resultName: 'Database.UpsertResult',
    targets: ['SObject', 'List'],
    takesOptions: false,
    takesExternalId: true,
  },
  {
    operation: 'delete',
    result: DeleteResult,
    resultName: 'Database.DeleteResult',
    targets: ['SObject', 'List', 'Id'],
    takesOptions: false,
    takesExternalId: false,
  },
  {
    operation: 'undelete',
    result: UndeleteResult,
    resultName: 'Database.UndeleteResult',
    targets: ['SObject', 'List', 'Id'],
    takesOptions: false,
    takesExternalId: false,
  },
];

/** Every overload of one method takes the same optional parameters in the same order, so one function answers them all. */
function dmlOverloads(method: DmlMethod): Record<string, PlatformFunction> {
  const call = (target: unknown, ...rest: readonly unknown[]): unknown => {
    const rows = rowsOf(target);
    const results = runDml(method.operation, rows, optionsOf(rest));
    return wrap(target, results, method.resultName, (row) => new method.result(row));
  };
  const middles = ['', ',Boolean', ...(method.takesOptions ? [',Database.DMLOptions'] : [])];
  const ids = method.takesExternalId ? ['', ',Schema.SObjectField'] : [''];
  const keys = method.targets.flatMap((target) =>
    ids.flatMap((id) =>
      middles.flatMap((middle) =>
        ['', ',System.AccessLevel'].map((level) => `${method.operation}(${target}${id}${middle}${level})`),
      ),
    ),
  );
  return Object.fromEntries(keys.map((key) => [key, call]));
}

/** Told apart by their kind: allOrNone, DMLOptions, AccessLevel, external id field. */
function optionsOf(given: readonly unknown[]) {
  let allOrNone = true;
  let truncate: boolean | undefined;
  let level: AccessLevel | null = null;
  let externalIdField: string | undefined;
  for (const value of given) {
    if (typeof value === 'boolean') allOrNone = value;
    else if (value instanceof AccessLevel) level = value;
    else if (value instanceof SObjectFieldToken) externalIdField = value.field.name;
    else if (value instanceof DMLOptions) {
      allOrNone = value.f_optAllOrNone ?? false;
      truncate = value.f_allowFieldTruncation ?? false;
    } else if (value === null) throwApex('System.NullPointerException', 'Argument cannot be null.');
  }
  return { access: accessFor(level), allOrNone, truncate, externalIdField };
}

/** A list for a list, one result for one record. */
function wrap(
  target: unknown,
  results: readonly RowResult[],
  typeName: string,
  make: (row: RowResult) => object,
): unknown {
  return target instanceof ApexList ? newList(typeName, results.map(make)) : make(results[0]);
}

/** Each duplicate is merged in a statement of its own, so results correspond to duplicates. */
function merge(master: SObject | null, duplicates: unknown, ...options: readonly unknown[]): unknown {
  if (master === null) throwNull();
  const { access, allOrNone } = optionsOf(options);
  const results = rowsOf(duplicates).map((duplicate) => {
    const [row] = runDml('merge', [master], { access, allOrNone, merged: [duplicate] });
    return new MergeResult(row, [duplicate.peek('Id') as string]);
  });
  return duplicates instanceof ApexList ? newList('Database.MergeResult', results) : results[0];
}

const MERGE_KEYS = ['SObject', 'Id', 'List'].flatMap((kind) =>
  ['', ',Boolean'].flatMap((allOrNone) =>
    ['', ',System.AccessLevel'].map((level) => `merge(SObject,${kind}${allOrNone}${level})`),
  ),
);

/**
 * Big objects: a call is a callout. "Apex tests that use mixed DML calls aren't allowed and fail": Big Objects Implementation Guide, "Populate a Custom Big
 * Object with Apex". What a test wrote is taken back like everything else in it; the platform keeps it.
 */
function immediate(operation: 'insert' | 'delete', target: unknown, level?: AccessLevel | null): unknown {
  const rows = rowsOf(target);
  const { limits, isTest } = current();
  if (isTest && hasUncommittedWork()) {
    throwApex(
      'System.CalloutException',
      'You have uncommitted work pending. Please commit or rollback before calling out',
    );
  }
  limits.count('callouts');
  const results = org().data.immediate(operation, rows, accessFor(level));
  return operation === 'insert'
    ? wrap(target, results, 'Database.SaveResult', (row) => new SaveResult(row))
    : wrap(target, results, 'Database.DeleteResult', (row) => new DeleteResult(row));
}

const IMMEDIATE = Object.fromEntries(
  (['insert', 'delete'] as const).flatMap((operation) =>
    ['SObject', 'List'].flatMap((kind) =>
      ['', ',System.AccessLevel'].map((level): [string, PlatformFunction] => [
        `${operation}Immediate(${kind}${level})`,
        (target: unknown, access?: AccessLevel | null) => immediate(operation, target, access),
      ]),
    ),
  ),
);

function emptyRecycleBin(target: unknown): unknown {
  const ids = rowsOf(target).map(
    (row) => (row.peek('Id') as string | null | undefined) ?? throwApex('System.SObjectException', 'Missing id'),
  );
  const results = org().data.emptyRecycleBin(ids, accessFor());
  return wrap(target, results, 'Database.EmptyRecycleBinResult', (row) => new EmptyRecycleBinResult(row));
}

/** Records that were queried already have nothing left to locate: the static query's rows are the locator's. */
function locatorOfRecords(records: unknown): QueryLocator {
  if (records === null) throwNull();
  return new QueryLocator('', (records as ApexList).items as readonly SObject[]);
}

/**
 * Binds of a text without a map are variables of the calling code. The compiler may pass a resolver of its scope as one more
 * argument; without it every bind is undeclared.
 */
type Scope = BindResolver | undefined;

register('System.Database', {
  statics: {
    ...Object.fromEntries(DML_METHODS.flatMap((method) => Object.entries(dmlOverloads(method)))),
    ...Object.fromEntries(MERGE_KEYS.map((key) => [key, merge])),
    ...IMMEDIATE,
    'countQuery(String)': (text: string | null, scope: Scope) => countQuery(text, scope ?? undeclared, null),
    'countQuery(String,System.AccessLevel)': (text: string | null, level: AccessLevel | null, scope: Scope) =>
      countQuery(text, scope ?? undeclared, level),
    'countQueryWithBinds(String,Map,System.AccessLevel)': (
      text: string | null,
      binds: ApexMap | null,
      level: AccessLevel | null,
    ) => countQuery(text, bindsOfMap(binds), level),
    'emptyRecycleBin(Id)': emptyRecycleBin,
    'emptyRecycleBin(SObject)': emptyRecycleBin,
    'emptyRecycleBin(List)': emptyRecycleBin,
    'executeBatch(Object)': (batchable: object | null) => enqueueBatch(batchable, 200),
    'executeBatch(Object,Integer)': enqueueBatch,
    'getQueryLocator(String)': (text: string | null, scope: Scope) => queryLocator(text, scope ?? undeclared, null),
    'getQueryLocator(String,System.AccessLevel)': (text: string | null, level: AccessLevel | null, scope: Scope) =>
      queryLocator(text, scope ?? undeclared, level),
    'getQueryLocator(List)': locatorOfRecords,
    'getQueryLocatorWithBinds(String,Map,System.AccessLevel)': (
      text: string | null,
      binds: ApexMap | null,
      level: AccessLevel | null,
    ) => queryLocator(text, bindsOfMap(binds), level),
    'query(String)': (text: string | null, scope: Scope) => query(text, scope ?? undeclared, null),
    'query(String,System.AccessLevel)': (text: string | null, level: AccessLevel | null, scope: Scope) =>
      query(text, scope ?? undeclared, level),
    'queryWithBinds(String,Map,System.AccessLevel)': (
      text: string | null,
      binds: ApexMap | null,
      level: AccessLevel | null,
    ) => query(text, bindsOfMap(binds), level),
  },
});
