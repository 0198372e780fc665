/**
 * SOSL over the text columns of the tables: words are joined by AND unless OR, AND NOT stand between them; `*` and `?` are
 * wildcards, quotes keep words together. A word matches where a word of the text begins with it, as after Salesforce's tokenizer.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_find.htm
 */
import { parseSosl } from '../../compiler/syntax/parser.ts';
import type { SoqlSelectItem, SoslQuery } from '../../compiler/syntax/ast.ts';
import { CompilationError } from '../../diagnostics/diagnostic.ts';
import type { AccessContext } from '../../runtime/ports.ts';
import type { SObject } from '../../runtime/platform/sobject.ts';
import type { ObjectSchema, OrgSchema } from '../../schema/model.ts';
import { columnOf } from '../../storage/columns.ts';
import type { Database } from '../../storage/database.ts';
import { dataError } from '../errors.ts';
import { isText, recyclable } from '../objects.ts';
import { quoted } from '../sql.ts';
import type { DataSession } from '../session.ts';
import type { QueryEngine } from '../soql/query.ts';

const searchError = (message: string): Error => dataError('System.SearchException', message);

const MAX_ROWS = 2000;

export class SearchEngine {
  readonly #schema: OrgSchema;
  readonly #database: Database;
  readonly #queries: QueryEngine;

  readonly #session: () => DataSession;

  constructor(schema: OrgSchema, database: Database, queries: QueryEngine, session: () => DataSession) {
    this.#session = session;
    this.#schema = schema;
    this.#database = database;
    this.#queries = queries;
  }

  /** One list of rows for each object of RETURNING. */
  search(text: string, binds: readonly unknown[], access: AccessContext): readonly (readonly SObject[])[] {
    this.#session().countSearch();
    const query = parse(text);
    if (query.with.some((clause) => !/^(user|system)_mode$/i.test(clause)))
      throw searchError(`WITH ${query.with.join(' ')} is not supported by the local org`);
    if (query.returning.length === 0) throw searchError('FIND without RETURNING is not supported by the local org');
    const find = query.find.kind === 'text' ? query.find.text : String(binds[0] ?? '');
    if (find.trim().length < 2) throw searchError('search term must be longer than one character: ' + find);
    const userMode = query.with.some((clause) => /^user_mode$/i.test(clause));
    const mode: AccessContext = userMode ? { ...access, mode: 'user', sharing: true } : access;
    return query.returning.map((returning) => this.#rowsOf(query, returning, find, text, mode));
  }

  #rowsOf(
    query: SoslQuery,
    returning: SoslQuery['returning'][number],
    find: string,
    text: string,
    access: AccessContext,
  ): readonly SObject[] {
    const object = this.#schema.objects.get(returning.object.toLowerCase());
    if (object === undefined) throw searchError(`sObject type '${returning.object}' is not supported.`);
    if (returning.listView !== undefined) throw searchError('USING LISTVIEW is not supported by the local org');
    const binds = [returning.limit, returning.offset, query.limit].some((item) => item?.kind === 'bind');
    if (binds) throw searchError('Binds in LIMIT and OFFSET of FIND are not supported by the local org');
    const ids = this.#fixed(object) ?? this.#matching(object, query.in, find);
    const fields = returning.fields.length === 0 ? ['Id'] : returning.fields.map(written);
    const where = returning.where === undefined ? '' : ` AND (${conditionText(returning, text)})`;
    const order = returning.orderBy.length === 0 ? '' : ` ORDER BY ${orderText(returning, text)}`;
    const limit =
      returning.limit?.kind === 'number'
        ? returning.limit.value
        : query.limit?.kind === 'number'
          ? query.limit.value
          : MAX_ROWS;
    const offset = returning.offset?.kind === 'number' ? ` OFFSET ${returning.offset.value}` : '';
    const soql = `SELECT ${fields.join(', ')} FROM ${object.name} WHERE Id IN :ids${where}${order} LIMIT ${limit}${offset}`;
    return this.#queries.uncounted(soql, [{ items: ids }], access).rows;
  }

  /** Apex Reference Guide, Test Class, setFixedSearchResults. */
  #fixed(object: ObjectSchema): string[] | undefined {
    return this.#session().fixedSearchResults?.filter((id) => id.startsWith(object.keyPrefix));
  }

  #matching(object: ObjectSchema, group: SoslQuery['in'], find: string): string[] {
    const columns = [...object.fields.values()].filter((field) => {
      if (columnOf(field) === undefined || !isText(field) || field.type === 'encryptedstring') return false;
      switch (group) {
        case 'NAME':
          return field.nameField || field.name === 'FirstName' || field.name === 'LastName';
        case 'EMAIL':
          return field.type === 'email';
        case 'PHONE':
          return field.type === 'phone';
        default:
          return true;
      }
    });
    if (columns.length === 0) return [];
    const all = `' ' || ${columns.map((field) => `ifnull(${quoted(field.name)}, '')`).join(` || ' ' || `)}`;
    const alive = recyclable(object) ? '"IsDeleted" = 0 AND ' : '';
    const { condition, patterns } = compileFind(find);
    const text = `SELECT "Id" FROM (SELECT "Id", ${all} AS searched FROM ${quoted(object.name)} WHERE ${alive}TRUE) WHERE ${condition} ORDER BY "Id"`;
    return this.#database.arrays(text, ...patterns).map(([id]) => id as string);
  }
}

function parse(text: string): SoslQuery {
  try {
    return parseSosl(text);
  } catch (error) {
    if (error instanceof CompilationError) throw searchError(error.diagnostics[0]?.message ?? error.message);
    throw error;
  }
}

function written(item: SoqlSelectItem): string {
  if (item.kind === 'field') return item.path.parts.join('.');
  throw searchError('Functions in RETURNING are not supported by the local org');
}

type Returning = SoslQuery['returning'][number];

/** The text of a WHERE clause, as it stands in the query. */
function conditionText(returning: Returning, text: string): string {
  const offsets: number[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === 'object' && node !== null) {
      if ('kind' in node && node.kind === 'bind')
        throw searchError('Binds in WHERE of FIND are not supported by the local org');
      if ('start' in node && 'end' in node) offsets.push(node.start as number, node.end as number);
      Object.values(node).forEach(visit);
    }
  };
  visit(returning.where);
  // Parentheses and NOT around the outermost comparisons belong to the clause but to no node.
  const before = text.slice(0, Math.min(...offsets));
  const start = /\bwhere\b((?:\s|\(|not\b)*)$/i.exec(before);
  const open = start?.[1] ?? '';
  let end = Math.max(...offsets);
  let depth = balance(open + text.slice(Math.min(...offsets), end));
  while (depth > 0 && end < text.length) if (text[end++] === ')') depth--;
  return open + text.slice(Math.min(...offsets), end);
}

function balance(text: string): number {
  const bare = text.replace(/'(?:[^'\\]|\\.)*'/g, '');
  return bare.split('(').length - bare.split(')').length;
}

function orderText(returning: Returning, _text: string): string {
  return returning.orderBy
    .map(({ value, descending, nulls }) => {
      if (value.kind !== 'path') throw searchError('Functions in ORDER BY of FIND are not supported by the local org');
      return `${value.path.parts.join('.')}${descending ? ' DESC' : ''}${nulls === undefined ? '' : ` NULLS ${nulls.toUpperCase()}`}`;
    })
    .join(', ');
}

/** The words of FIND as a condition on the column `searched`. */
export function compileFind(find: string): { readonly condition: string; readonly patterns: readonly string[] } {
  const tokens = find.match(/"(?:[^"\\]|\\.)*"|\(|\)|[^\s()"]+/g) ?? [];
  const patterns: string[] = [];
  let condition = '';
  let joined = true;
  for (const token of tokens) {
    const word = token.toUpperCase();
    if (word === 'AND' || word === 'OR') {
      condition += ` ${word} `;
      joined = true;
    } else if (word === 'NOT') {
      condition += joined ? 'NOT ' : ' AND NOT ';
      joined = true;
    } else if (token === ')') condition += ')';
    else {
      if (!joined) condition += ' AND ';
      joined = token === '(';
      if (token === '(') condition += '(';
      else {
        condition += String.raw`searched LIKE ? ESCAPE '\'`;
        patterns.push(`% ${pattern(token)}%`);
      }
    }
  }
  if (patterns.length === 0 || balance(condition) !== 0) throw searchError(`Invalid search: ${find}`);
  return { condition, patterns };
}

function pattern(token: string): string {
  const plain = token.startsWith('"') ? token.slice(1, -1) : token;
  return plain.replace(/\\(.)|([%_])|(\*)|(\?)/g, (_, escaped?: string, special?: string, star?: string) =>
    escaped !== undefined
      ? /[%_]/.test(escaped)
        ? `\\${escaped}`
        : escaped
      : special !== undefined
        ? `\\${special}`
        : star !== undefined
          ? '%'
          : '_',
  );
}
