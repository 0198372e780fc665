/**
 * SOSL over the text columns of the tables. Rows that may match come from an index of their words, or are all rows where that
 * says nothing; what the RETURNING clause says of fields, conditions and order is a query of those that do match.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_syntax.htm
 */
import { unsupportedIn } from '../../compiler/syntax/sosl-support.ts';
import { parseSosl } from '../../compiler/syntax/parser.ts';
import type { Node, SoqlBind, SoslQuery } from '../../compiler/syntax/ast.ts';
import { CompilationError } from '../../diagnostics/diagnostic.ts';
import type { AccessContext } from '../../runtime/ports.ts';
import type { SObject } from '../../runtime/platform/sobject.ts';
import type { ObjectSchema, OrgSchema } from '../../schema/model.ts';
import type { Database } from '../../storage/database.ts';
import { isUnused, nameFieldOf, recyclable } from '../objects.ts';
import { quoted } from '../sql.ts';
import type { DataSession } from '../session.ts';
import { bindsOf } from '../soql/compile.ts';
import { APEX_PREFIX, parseInApex, pathOf } from '../soql/query.ts';
import type { QueryEngine } from '../soql/query.ts';
import { fieldsOfGroup, searchedFields } from './fields.ts';
import { parseFind, searchError, wordsOf } from './find.ts';
import type { Term } from './find.ts';
import { matcherOf } from './match.ts';
import { expressionOf, WordIndex } from './word-index.ts';

const MAX_ROWS = 2000;

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
  readonly #index: WordIndex;

  constructor(schema: OrgSchema, database: Database, queries: QueryEngine, session: () => DataSession) {
    this.#session = session;
    this.#schema = schema;
    this.#database = database;
    this.#queries = queries;
    this.#index = new WordIndex(database);
  }

  /** One list of rows for each object of RETURNING. `binds` in the order of the text. */
  search(text: string, binds: readonly unknown[], access: AccessContext): readonly (readonly SObject[])[] {
    const parsed = parse(text);
    const nodes = bindsOf(parsed.query);
    return this.#run(parsed, (bind) => binds[nodes.indexOf(bind)], access);
  }

  /** Binds are names of variables. */
  searchDynamic(
    text: string,
    resolve: (name: string) => unknown,
    access: AccessContext,
  ): readonly (readonly SObject[])[] {
    return this.#run(parse(text), (bind) => resolve(pathOf(bind.expression).toLowerCase()), access);
  }

  #run(parsed: ParsedSearch, valueOf: ValueOf, access: AccessContext): readonly (readonly SObject[])[] {
    const session = this.#session();
    session.countSearch();
    const { query } = parsed;
    const unsupported = unsupportedIn(query);
    if (unsupported !== undefined) throw searchError(unsupported.message);
    const find = textOf(query.find, valueOf);
    if (find.trim().length < 2) throw searchError(`search term must be longer than one character: ${find}`);
    const term = parseFind(find);
    const says = (word: string): boolean => query.with.some(({ name }) => name === word);
    const mode: AccessContext = says('user_mode')
      ? { ...access, mode: 'user', sharing: true }
      : access.codeSharing !== undefined && says('system_mode')
        ? { ...access, mode: 'system', sharing: access.codeSharing }
        : access;
    let left = Math.min(limitOf(query, valueOf) ?? MAX_ROWS, MAX_ROWS);
    const everywhere = query.returning.length === 0;
    const wanted = everywhere ? this.#searchable() : query.returning;
    const found = wanted.map((returning) => {
      const object = this.#object(returning);
      const ids = session.fixedSearchResults ?? (term === undefined ? [] : this.#matching(object, query.in, term));
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
    return object;
  }

  #rowsOf(
    { text, query }: ParsedSearch,
    returning: Returning,
    object: ObjectSchema,
    ids: readonly string[],
    valueOf: ValueOf,
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
    const priceBook = object.name === 'Product2' ? query.with.find(({ name }) => name === 'pricebookid') : undefined;
    const listed =
      priceBook === undefined ? '' : ' AND Id IN (SELECT Product2Id FROM PricebookEntry WHERE Pricebook2Id = :book)';
    const order = returning.orderBy.map(({ value, descending, nulls }) => {
      const key = value.kind === 'path' ? at(value.path) : at(value.call);
      return `${key}${descending ? ' DESC' : ''}${nulls === undefined ? '' : ` NULLS ${nulls.toUpperCase()}`}`;
    });
    const orderBy = order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`;
    const limit = limitOf(returning, valueOf) ?? MAX_ROWS;
    const { offset } = returning;
    const skip = offset === undefined ? 0 : offset.kind === 'number' ? offset.value : Number(valueOf(offset));
    const soql = `SELECT ${fields.join(', ') || 'Id'} FROM ${object.name} WHERE Id IN :ids${where}${listed}${orderBy} LIMIT ${limit} OFFSET ${skip}`;
    // The binds of WHERE stand after that of the ids, in the order of the text.
    const values = returning.where === undefined ? [] : bindsOf(returning.where).map(valueOf);
    if (priceBook !== undefined) values.push(textOf(priceBook.value!, valueOf));
    return this.#queries.uncounted(soql, [{ items: own }, ...values], access).rows;
  }

  #matching(object: ObjectSchema, group: SoslQuery['in'], term: Term): string[] {
    const fields = fieldsOfGroup(object, group);
    if (fields.length === 0) return [];
    const expression = expressionOf(term);
    const source =
      expression === undefined ? undefined : this.#index.source(object, searchedFields(object), fields, expression);
    const table = quoted(object.name);
    const columns = ['Id', ...fields.map((field) => field.name)].map((name) => `${table}.${quoted(name)}`).join(', ');
    const alive = recyclable(object) ? ` WHERE ${table}."IsDeleted" = 0` : '';
    const sql = `SELECT ${columns} FROM ${source?.from ?? table}${alive} ORDER BY ${table}."Id"`;
    const matches = matcherOf(term);
    return this.#database
      .arrays(sql, ...(source === undefined ? [] : [source.match]))
      .filter(([, ...texts]) => matches(texts.map((text) => (typeof text === 'string' ? wordsOf(text) : []))))
      .map(([id]) => id as string);
  }
}

/** Of rows without a name there is nothing to find. */
const isSearchable = (object: ObjectSchema): boolean =>
  (object.kind === 'standard' || object.kind === 'custom') &&
  nameFieldOf(object) !== undefined &&
  !/(Share|History|Feed)$/.test(object.name);

type ValueOf = (bind: SoqlBind) => unknown;

const textOf = (value: SoslQuery['find'], valueOf: ValueOf): string =>
  value.kind === 'text' ? value.text : String(valueOf(value) ?? '');

function limitOf(clause: Pick<SoslQuery, 'limit'>, valueOf: ValueOf): number | undefined {
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
