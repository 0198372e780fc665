/** Static SOQL and SOSL: `[SELECT ...]` where a list, one row or a count is wanted, and in `for` loops. */
import type { AccessContext, SoqlResult } from '../ports.ts';
import { current } from '../kernel/context.ts';
import { throwApex } from '../kernel/exception.ts';
import { listType, type RtType } from '../kernel/types.ts';
import { ApexList } from '../library/list.ts';
import { openLocator } from './query-locator.ts';
import { org } from './session.ts';
import { sobjectType } from '../kernel/types.ts';

/** Whether sharing is in effect, or user mode. */
type Mode = boolean | 'user';

/** System mode unless the text says WITH USER_MODE, which the data layer reads, or it is the default of the class. */
function access(mode: Mode): AccessContext {
  const user = mode === 'user';
  return { userId: current().user.id, mode: user ? 'user' : 'system', sharing: user || mode };
}

export function run(text: string, binds: readonly unknown[], sharing: Mode): SoqlResult {
  return org().data.query(text, binds, access(sharing));
}

export function soqlList(text: string, binds: readonly unknown[], sharing: Mode, type: RtType): ApexList {
  return new ApexList(type.args[0], [...run(text, binds, sharing).rows]);
}

/** @throws System.QueryException unless there is exactly one row */
export function soqlSingle(text: string, binds: readonly unknown[], sharing: Mode): unknown {
  return onlyRow(run(text, binds, sharing).rows);
}

/** Null where there is no row. @throws System.QueryException where there is more than one */
export function soqlOptional(text: string, binds: readonly unknown[], sharing: Mode): unknown {
  const { rows } = run(text, binds, sharing);
  return rows.length === 0 ? null : onlyRow(rows);
}

/** `Database.getQueryLocator([SELECT ...])`: rows of a locator, which are not counted as rows of a query. */
export function soqlLocator(text: string, binds: readonly unknown[], sharing: Mode): unknown {
  return openLocator(text, () => run(text, binds, sharing));
}

/** `Account a = Database.query(...)`. @throws System.QueryException unless there is exactly one row */
export function singleRow(rows: unknown): unknown {
  return onlyRow((rows as ApexList).items);
}

function onlyRow(rows: readonly unknown[]): unknown {
  if (rows.length === 0) throwApex('System.QueryException', 'List has no rows for assignment to SObject');
  if (rows.length > 1) throwApex('System.QueryException', 'List has more than 1 row for assignment to SObject');
  return rows[0];
}

const CHUNK = 200;

export function* soqlChunks(text: string, binds: readonly unknown[], sharing: Mode, type: RtType): Generator<ApexList> {
  const { rows } = run(text, binds, sharing);
  for (let from = 0; from < rows.length; from += CHUNK)
    yield new ApexList(type.args[0], rows.slice(from, from + CHUNK));
}

/** A list of lists, one for each object in RETURNING. */
export function sosl(text: string, binds: readonly unknown[], sharing: Mode, type: RtType): ApexList {
  const found = org().data.search(text, binds, access(sharing));
  const lists = found.map(
    (rows) => new ApexList(rows[0] ? sobjectType(rows[0].type) : type.args[0].args[0], [...rows]),
  );
  return new ApexList(type.args[0] ?? listType(type), lists);
}
