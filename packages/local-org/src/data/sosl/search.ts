/**
 * SOSL over the text columns of the tables. The rows that match are found by scanning them; what the RETURNING clause says of
 * fields, conditions and order is a query of these rows.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_syntax.htm
 */
import { parseSosl } from '../../compiler/syntax/parser.ts';
import type { Node, SoqlBind, SoslQuery } from '../../compiler/syntax/ast.ts';
import { CompilationError } from '../../diagnostics/diagnostic.ts';
import type { AccessContext } from '../../runtime/ports.ts';
import type { SObject } from '../../runtime/platform/sobject.ts';
import type { FieldSchema, ObjectSchema, OrgSchema } from '../../schema/model.ts';
import { columnOf } from '../../storage/columns.ts';
import type { Database } from '../../storage/database.ts';
import { isText, isUnused, nameFieldOf, recyclable } from '../objects.ts';
import { quoted } from '../sql.ts';
import type { DataSession } from '../session.ts';
import { bindsOf } from '../soql/compile.ts';
import { APEX_PREFIX, parseInApex } from '../soql/query.ts';
import type { QueryEngine } from '../soql/query.ts';
import { parseFind, searchError, wordsOf, type Matcher } from './find.ts';

const MAX_ROWS = 2000;

/** WITH clauses that change nothing here, and those of access. */
const HARMLESS = /^(user_mode|system_mode|metadata\b.*|spell_correction\b.*)$/i;

type Returning = SoslQuery['returning'][number];

/** A search as it was read, with the text that the offsets of its parts refer to. */
interface ParsedSearch {
  readonly query: SoslQuery;
  readonly text: string;
}

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
    const session = this.#session();
    session.countSearch();
    const parsed = parse(text);
    const { query } = parsed;
    const refused = query.with.find((clause) => !HARMLESS.test(clause));
    if (refused !== undefined) throw searchError(`WITH ${refused} is not supported by the local org`);
    const nodes = bindsOf(query);
    const valueOf = (bind: SoqlBind): unknown => binds[nodes.indexOf(bind)];
    const find = query.find.kind === 'text' ? query.find.text : String(valueOf(query.find) ?? '');
    if (find.trim().length < 2) throw searchError(`search term must be longer than one character: ${find}`);
    const matches = parseFind(find);
    const userMode = query.with.some((clause) => /^user_mode$/i.test(clause));
    const mode: AccessContext = userMode ? { ...access, mode: 'user', sharing: true } : access;
    let left = limitOf(query, valueOf) ?? MAX_ROWS;
    const everywhere = query.returning.length === 0;
    const wanted = everywhere ? this.#searchable() : query.returning;
    const found = wanted.map((returning) => {
      const object = this.#object(returning);
      const ids = session.fixedSearchResults ?? this.#matching(object, query.in, matches);
      const rows = this.#rowsOf(parsed, returning, object, ids, valueOf, mode).slice(0, left);
      left -= rows.length;
      return rows;
    });
    return everywhere ? found.filter((rows) => rows.length > 0) : found;
  }

  /** Without RETURNING the Ids of all objects' rows are found; only objects with such rows are in the answer. */
  #searchable(): Returning[] {
    return [...this.#schema.objects.values()]
      .filter((object) => isSearchable(object) && !isUnused(object, this.#database))
      .map(({ name }) => ({
        object: name,
        fields: [],
        where: undefined,
        orderBy: [],
        limit: undefined,
        offset: undefined,
      }));
  }

  #object(returning: Returning): ObjectSchema {
    const object = this.#schema.objects.get(returning.object.toLowerCase());
    if (object === undefined) throw searchError(`sObject type '${returning.object}' is not supported.`);
    if (returning.listView !== undefined) throw searchError('USING LISTVIEW is not supported by the local org');
    return object;
  }

  #rowsOf(
    { text }: ParsedSearch,
    returning: Returning,
    object: ObjectSchema,
    ids: readonly string[],
    valueOf: (bind: SoqlBind) => unknown,
    access: AccessContext,
  ): readonly SObject[] {
    const at = (node: Node): string => text.slice(node.start, node.end);
    const own = ids.filter((id) => id.startsWith(object.keyPrefix));
    const fields = returning.fields.map((item) => {
      if (item.kind === 'field') return at(item.path);
      if (item.kind === 'function') return `${at(item.call)}${item.alias === undefined ? '' : ` ${item.alias}`}`;
      throw searchError('RETURNING takes fields and functions of fields');
    });
    const where = returning.whereSpan === undefined ? '' : ` AND (${at(returning.whereSpan)})`;
    const order = returning.orderBy.map(({ value, descending, nulls }) => {
      const key = value.kind === 'path' ? at(value.path) : at(value.call);
      return `${key}${descending ? ' DESC' : ''}${nulls === undefined ? '' : ` NULLS ${nulls.toUpperCase()}`}`;
    });
    const orderBy = order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`;
    const limit = limitOf(returning, valueOf) ?? MAX_ROWS;
    const { offset } = returning;
    const skip = offset === undefined ? 0 : offset.kind === 'number' ? offset.value : Number(valueOf(offset));
    const soql = `SELECT ${fields.join(', ') || 'Id'} FROM ${object.name} WHERE Id IN :ids${where}${orderBy} LIMIT ${limit} OFFSET ${skip}`;
    // The binds of WHERE stand after that of the ids, in the order of the text.
    const values = returning.where === undefined ? [] : bindsOf(returning.where).map(valueOf);
    return this.#queries.uncounted(soql, [{ items: own }, ...values], access).rows;
  }

  #matching(object: ObjectSchema, group: SoslQuery['in'], matches: Matcher): string[] {
    const columns = [...object.fields.values()].filter((field) => isSearched(field, group));
    if (columns.length === 0) return [];
    const list = columns.map((field) => quoted(field.name)).join(', ');
    const alive = recyclable(object) ? ' WHERE "IsDeleted" = 0' : '';
    const rows = this.#database.arrays(`SELECT "Id", ${list} FROM ${quoted(object.name)}${alive} ORDER BY "Id"`);
    return rows
      .filter(([, ...texts]) => matches(texts.map((text) => (typeof text === 'string' ? wordsOf(text) : []))))
      .map(([id]) => id as string);
  }
}

/** Of rows without a name there is nothing to find. */
const isSearchable = (object: ObjectSchema): boolean =>
  (object.kind === 'standard' || object.kind === 'custom') &&
  nameFieldOf(object) !== undefined &&
  !/(Share|History|Feed)$/.test(object.name);

function isSearched(field: FieldSchema, group: SoslQuery['in']): boolean {
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
}

function limitOf(clause: Pick<SoslQuery, 'limit'>, valueOf: (bind: SoqlBind) => unknown): number | undefined {
  const { limit } = clause;
  if (limit === undefined) return undefined;
  return limit.kind === 'number' ? limit.value : Number(valueOf(limit));
}

function parse(text: string): ParsedSearch {
  try {
    return { query: parseSosl(text), text };
  } catch (error) {
    if (!(error instanceof CompilationError)) throw error;
    const found = text.includes(':') ? parseInApex(text) : undefined;
    if (found?.kind === 'sosl') return { query: found.query, text: APEX_PREFIX + text };
    throw searchError(error.diagnostics[0]?.message ?? error.message);
  }
}
