/** Searches whose text is made at run time (Apex Reference Guide, Search Class). */
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { listType, sobjectType } from '../kernel/types.ts';
import { ApexList } from '../library/list.ts';
import type { AccessLevel } from './access-level.ts';
import { newList } from './collections.ts';
import { undeclared, type BindResolver } from './dynamic-soql.ts';
import { accessFor, org } from './session.ts';
import type { SObject } from './sobject.ts';
import { findObjectToken } from './tokens.ts';

function search(
  text: string | null,
  level: AccessLevel | null,
  scope: BindResolver = undeclared,
): readonly (readonly SObject[])[] {
  if (text === null) throwNull();
  return org().data.searchDynamic(text, scope, accessFor(level));
}

function query(text: string | null, level: AccessLevel | null, scope: BindResolver | undefined): ApexList {
  const rows = search(text, level, scope);
  return new ApexList(
    listType(sobjectType('SObject')),
    rows.map((found) => newList(found[0]?.type ?? 'SObject', [...found])),
  );
}

/** What Search.find gives: rows by the object that they are of. */
export class SearchResults {
  readonly rows: readonly (readonly SObject[])[];

  constructor(rows: readonly (readonly SObject[])[]) {
    this.rows = rows;
  }

  'get(String)'(name: string | null): unknown {
    if (name === null) throwNull();
    const token = findObjectToken(name);
    if (!token) throwApex('System.IllegalArgumentException', `Invalid SObject type: ${name}`);
    const rows = this.rows.flat().filter((row) => row.type === token.object.name);
    return newList(
      'Search.SearchResult',
      rows.map((row) => new SearchResult(row)),
    );
  }
}

export class SearchResult {
  readonly row: SObject;

  constructor(row: SObject) {
    this.row = row;
  }

  'getSObject()'(): SObject {
    return this.row;
  }
}

const find = (text: string | null, level: AccessLevel | null, scope: BindResolver | undefined): SearchResults =>
  new SearchResults(search(text, level, scope));

/** How many suggestions there are unless setLimit says otherwise. */
const SUGGESTIONS = 5;

export class SuggestionOption {
  limit = SUGGESTIONS;

  'setLimit(Integer)'(limit: number | null): void {
    this.limit = limit ?? throwNull();
  }
}

export class SuggestionResults {
  readonly rows: readonly SObject[];
  readonly more: boolean;

  constructor(rows: readonly SObject[], more: boolean) {
    this.rows = rows;
    this.more = more;
  }

  'getSuggestionResults()'(): unknown {
    return newList(
      'Search.SuggestionResult',
      this.rows.map((row) => new SuggestionResult(row)),
    );
  }
  'hasMoreResults()'(): boolean {
    return this.more;
  }
}

export class SuggestionResult extends SearchResult {}

/** Records whose name has words that begin as the words of the query do. */
function suggest(text: string | null, type: string | null, option: SuggestionOption | null): SuggestionResults {
  if (text === null || type === null) throwNull();
  const token = findObjectToken(type);
  if (!token) throwApex('System.IllegalArgumentException', `Invalid SObject type: ${type}`);
  const { name, fields } = token.object;
  const nameField = [...fields.values()].find((field) => field.nameField) ?? fields.get('name');
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0 || nameField === undefined) return new SuggestionResults([], false);
  const limit = option?.limit ?? SUGGESTIONS;
  const find = `FIND {${words.map((word) => `${word}*`).join(' AND ')}} IN NAME FIELDS RETURNING ${name}(Id, ${nameField.name} ORDER BY ${nameField.name} LIMIT ${limit + 1})`;
  const rows = search(find, null).flat();
  return new SuggestionResults(rows.slice(0, limit), rows.length > limit);
}

register('System.Search', {
  statics: {
    'suggest(String,String,Search.SuggestionOption)': suggest,
    'query(String)': (text: string | null, scope?: BindResolver) => query(text, null, scope),
    'query(String,System.AccessLevel)': query,
    'find(String)': (text: string | null, scope?: BindResolver) => find(text, null, scope),
    'find(String,System.AccessLevel)': find,
  },
});
register('Search.SearchResults', { class: SearchResults });
register('Search.SearchResult', { class: SearchResult });
register('Search.SuggestionOption', {
  class: SuggestionOption,
  constructors: { 'new()': () => new SuggestionOption() },
});
register('Search.SuggestionResults', { class: SuggestionResults });
register('Search.SuggestionResult', { class: SuggestionResult });
