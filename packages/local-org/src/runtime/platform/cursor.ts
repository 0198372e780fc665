/**
 * Database.Cursor and Database.PaginationCursor: the Ids of a query's rows, fixed when the cursor is made, from which any stretch
 * of rows is read anew (Apex Developer Guide, Apex Cursors). They can be kept in the state of a job.
 */
import type { AccessContext } from '../ports.ts';
import { current } from '../kernel/context.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import type { ApexMap } from '../library/map.ts';
import type { AccessLevel } from './access-level.ts';
import { newList } from './collections.ts';
import { bindsOfMap, undeclared, type BindResolver } from './dynamic-soql.ts';
import { accessFor, org, uncounted } from './session.ts';
import type { SObject } from './sobject.ts';

const CURSOR_ROWS = 50_000_000;
const PAGINATION_ROWS = 100_000;
const PAGE_SIZE = 2000;

/** What a cursor keeps: the query's select list and object, the values that it bound, and the Ids. */
export interface CursorRows {
  readonly text: string;
  readonly object: string;
  readonly binds: ReadonlyMap<string, unknown>;
  readonly access: AccessContext;
  readonly ids: readonly string[];
}

export class Cursor {
  readonly rows: CursorRows;

  constructor(rows: CursorRows) {
    this.rows = rows;
  }

  'fetch(Integer,Integer)'(position: number | null, count: number | null): object {
    const [from, number] = stretch(position, count, this.rows.ids.length);
    current().limits.count('cursorFetches');
    const found = fetchRows(this.rows, this.rows.ids.slice(from, from + number));
    return newList(this.rows.object, found);
  }

  'getNumRecords()'(): number {
    return this.rows.ids.length;
  }

  toText(): string {
    return `Database.Cursor[numRecords=${this.rows.ids.length}]`;
  }
}

export class PaginationCursor {
  readonly rows: CursorRows;

  constructor(rows: CursorRows) {
    this.rows = rows;
  }

  /** Rows that have been deleted since are skipped, so that a page is full as long as there are rows. */
  'fetchPage(Integer,Integer)'(start: number | null, pageSize: number | null): CursorFetchResult {
    const [from, size] = page(start, pageSize, this.rows.ids.length);
    current().limits.count('cursorFetches');
    const records: SObject[] = [];
    let at = from;
    let deleted = 0;
    while (records.length < size && at < this.rows.ids.length) {
      const ids = this.rows.ids.slice(at, at + size - records.length);
      const found = fetchRows(this.rows, ids);
      records.push(...found);
      deleted += ids.length - found.length;
      at += ids.length;
    }
    return new CursorFetchResult(newList(this.rows.object, records), at, deleted, at >= this.rows.ids.length);
  }

  'fetchDeleted(Integer,Integer)'(start: number | null, pageSize: number | null): number {
    const [from, size] = page(start, pageSize, this.rows.ids.length);
    current().limits.count('cursorFetches');
    const ids = this.rows.ids.slice(from, from + size);
    return ids.length - fetchRows(this.rows, ids).length;
  }

  'getNumRecords()'(): number {
    return this.rows.ids.length;
  }

  toText(): string {
    return `Database.PaginationCursor[numRecords=${this.rows.ids.length}]`;
  }
}

export class CursorFetchResult {
  readonly records: object;
  readonly nextIndex: number;
  readonly deleted: number;
  readonly done: boolean;

  constructor(records: object, nextIndex: number, deleted: number, done: boolean) {
    this.records = records;
    this.nextIndex = nextIndex;
    this.deleted = deleted;
    this.done = done;
  }

  'getNextIndex()'(): number {
    return this.nextIndex;
  }
  'getNumDeletedRecords()'(): number {
    return this.deleted;
  }
  'getRecords()'(): object {
    return this.records;
  }
  'isDone()'(): boolean {
    return this.done;
  }
}

/** A stretch that reaches past the end ends there; the words for one that does not start within are not documented. */
function stretch(position: number | null, count: number | null, size: number): readonly [number, number] {
  if (position === null || count === null) throwNull();
  if (position < 0 || count < 0 || position > size) {
    throwApex(
      'System.InvalidParameterValueException',
      `The position ${position} and the count ${count} do not lie within the ${size} rows of the cursor`,
    );
  }
  return [position, count];
}

function page(start: number | null, pageSize: number | null, size: number): readonly [number, number] {
  const [from, count] = stretch(start, pageSize, size);
  if (count > PAGE_SIZE)
    throwApex('System.InvalidParameterValueException', `A page has at most ${PAGE_SIZE} rows, not ${count}`);
  return [from, count];
}

/** In the order of the Ids; rows that are gone are left out. */
function fetchRows({ text, binds, access }: CursorRows, ids: readonly string[]): SObject[] {
  const resolve = (name: string): unknown => {
    if (name.toLowerCase() === IDS) return newList('Id', [...ids]);
    return binds.has(name.toLowerCase()) ? binds.get(name.toLowerCase()) : undeclared(name);
  };
  const { rows } = org().data.queryDynamic(`${text} WHERE Id IN :${IDS}`, resolve, access);
  const byId = new Map(rows.map((row) => [row.peek('Id') as string, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** A name that no variable of Apex can have. */
const IDS = 'cursor__ids';

// ---------------------------------------------------------------- making cursors

function open(text: string | null, resolve: BindResolver, level: AccessLevel | null, paginated: boolean): CursorRows {
  if (text === null) throwNull();
  const { limits } = current();
  limits.count('queries');
  limits.count(paginated ? 'paginationCursors' : 'cursors');
  const access = accessFor(level);
  const binds = new Map<string, unknown>();
  const remembering = (name: string): unknown => {
    const value = resolve(name);
    binds.set(name.toLowerCase(), value);
    return value;
  };
  const { rows } = uncounted(() => org().data.queryDynamic(text, remembering, access));
  const ids = rows.map((row) => {
    const id = row.peek('Id');
    if (typeof id === 'string' && row.type !== 'AggregateResult') return id;
    throwApex('System.QueryException', 'Aggregate queries are not supported by Apex cursors');
  });
  const most = paginated ? PAGINATION_ROWS : CURSOR_ROWS;
  if (ids.length > most)
    throwApex('System.FatalCursorException', `The query gives ${ids.length} rows; a cursor has at most ${most}`);
  limits.count(paginated ? 'paginationCursorRows' : 'cursorRows', ids.length);
  const head = upToFrom(text);
  const object = rows[0]?.type ?? org().schema.objects.get(head.object.toLowerCase())?.name ?? 'SObject';
  return { text: head.text, object, binds, access, ids };
}

/** `SELECT ... FROM Object alias`: what stands before the conditions of the outermost query. */
function upToFrom(text: string): { readonly text: string; readonly object: string } {
  let depth = 0;
  let object: string | undefined;
  for (const match of text.matchAll(
    /'(?:[^'\\]|\\.)*'|[()]|\bFROM\s+(\w+)|\b(?:USING|WHERE|WITH|GROUP|ORDER|LIMIT|OFFSET|FOR)\b/gi,
  )) {
    if (match[0] === '(') depth += 1;
    else if (match[0] === ')') depth -= 1;
    else if (depth > 0 || match[0].startsWith("'")) continue;
    else if (match[1] !== undefined) object = match[1];
    else if (object !== undefined) return { text: text.slice(0, match.index), object };
  }
  return { text, object: object ?? '' };
}

type Scope = BindResolver | undefined;

function getters(name: string, make: (rows: CursorRows) => object, paginated: boolean) {
  return {
    [`${name}(String)`]: (text: string | null, scope: Scope) => make(open(text, scope ?? undeclared, null, paginated)),
    [`${name}(String,System.AccessLevel)`]: (text: string | null, level: AccessLevel | null, scope: Scope) =>
      make(open(text, scope ?? undeclared, level, paginated)),
    [`${name}WithBinds(String,Map,System.AccessLevel)`]: (
      text: string | null,
      binds: ApexMap | null,
      level: AccessLevel | null,
    ) => make(open(text, bindsOfMap(binds), level, paginated)),
  };
}

register('System.Database', {
  statics: {
    ...getters('getCursor', (rows) => new Cursor(rows), false),
    ...getters('getPaginationCursor', (rows) => new PaginationCursor(rows), true),
  },
});
register('Database.Cursor', { class: Cursor });
register('Database.PaginationCursor', { class: PaginationCursor });
register('Database.CursorFetchResult', { class: CursorFetchResult });
