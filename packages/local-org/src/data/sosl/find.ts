/**
 * The words of FIND: a word matches a whole word of the text, in any case; `*` stands for any letters in the middle or at the
 * end, `?` for one; quotes keep words together. AND NOT binds before AND, AND before OR; words side by side are joined by AND.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_find.htm
 */
import { dataError } from '../errors.ts';
import { fold } from '../soql/sql-functions.ts';

export const searchError = (message: string): Error => dataError('System.SearchException', message);

/** What a record is asked for. */
export type Term =
  | { readonly kind: 'phrase'; readonly words: readonly Word[] }
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Term[] }
  | { readonly kind: 'not'; readonly term: Term };

/** One word, folded. */
export interface Word {
  /** the letters before its first wildcard */
  readonly prefix: string;
  /** undefined for a word without wildcards, which `prefix` is the whole of */
  readonly pattern: RegExp | undefined;
}

export const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Characters. Longer texts lose their operators, or find nothing: SOQL and SOSL Reference, "SOSL Syntax", FIND. */
const LONGEST_WITH_OPERATORS = 4_000;
const LONGEST = 10_000;

/** Undefined where nothing can be found: punctuation is no word. @throws System.SearchException where the expression is none */
export function parseFind(find: string): Term | undefined {
  if (find.length > LONGEST) return undefined;
  const tokens = find.match(/"(?:[^"\\]|\\.)*"|\(|\)|(?:[^\s()"\\]|\\.)+/g) ?? [];
  if (find.length <= LONGEST_WITH_OPERATORS) return new FindParser(find, tokens).parse();
  return joined(
    'or',
    tokens.filter((token) => !OPERATOR.test(token)).map((token) => phrase(token)),
  );
}

const OPERATOR = /^(?:AND|OR|NOT|\(|\))$/i;

class FindParser {
  readonly #find: string;
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(find: string, tokens: readonly string[]) {
    this.#find = find;
    this.#tokens = tokens;
  }

  parse(): Term | undefined {
    const term = this.#or();
    return this.#at < this.#tokens.length ? this.#invalid() : term;
  }

  #or(): Term | undefined {
    const terms = [this.#and()];
    while (this.#accept('OR')) terms.push(this.#and());
    return joined('or', terms);
  }

  #and(): Term | undefined {
    const terms = [this.#term()];
    while (this.#at < this.#tokens.length && !this.#is('OR') && !this.#is(')')) {
      const negated = this.#accept('AND') ? this.#accept('NOT') : this.#accept('NOT');
      const term = this.#term();
      terms.push(negated && term !== undefined ? { kind: 'not', term } : term);
    }
    return joined('and', terms);
  }

  #term(): Term | undefined {
    if (this.#accept('(')) {
      const inner = this.#or();
      return this.#accept(')') ? inner : this.#invalid();
    }
    const token = this.#tokens[this.#at];
    if (token === undefined || OPERATOR.test(token)) return this.#invalid();
    this.#at += 1;
    return phrase(token);
  }

  #is(word: string): boolean {
    return this.#tokens[this.#at]?.toUpperCase() === word;
  }

  #accept(word: string): boolean {
    if (!this.#is(word)) return false;
    this.#at += 1;
    return true;
  }

  #invalid(): never {
    throw searchError(`Invalid search: ${this.#find}`);
  }
}

/** What is left of the terms without those that have no words. Exclusions alone find nothing. */
function joined(kind: 'and' | 'or', terms: readonly (Term | undefined)[]): Term | undefined {
  const left = terms.filter((term) => term !== undefined);
  if (left.every((term) => term.kind === 'not')) return undefined;
  return left.length === 1 ? left[0] : { kind, terms: left };
}

/** One word or several that follow each other: quoted ones, and the parts of `ada@example.com`. Escaped punctuation is punctuation. */
function phrase(token: string): Term | undefined {
  const text = (token.startsWith('"') ? token.slice(1, -1) : token).replace(/\\[^\p{L}\p{N}]/gu, ' ');
  const words = fold(text).match(/[\p{L}\p{N}*?]+/gu) ?? [];
  return words.length === 0 ? undefined : { kind: 'phrase', words: words.map(wordOf) };
}

function wordOf(text: string): Word {
  const prefix = /^[^*?]*/.exec(text)![0];
  if (prefix.length === text.length) return { prefix, pattern: undefined };
  const pattern = text.replace(/[*?]/g, (wildcard) => (wildcard === '*' ? '.*' : '.'));
  return { prefix, pattern: new RegExp(`^${pattern}$`, 'u') };
}
