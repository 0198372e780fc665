/**
 * The words of FIND: a word matches a whole word of the text, in any case; `*` stands for any letters in the middle or at the
 * end, `?` for one; quotes keep words together. AND NOT binds before AND, AND before OR; words side by side are joined by AND.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_find.htm
 */
import { dataError } from '../errors.ts';
import { fold } from '../soql/sql-functions.ts';

export const searchError = (message: string): Error => dataError('System.SearchException', message);

/** Whether a record matches, given the words of each of its fields. */
export type Matcher = (fields: readonly (readonly string[])[]) => boolean;

export const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** @throws System.SearchException where the expression is none */
export function parseFind(find: string): Matcher {
  return new FindParser(find).parse();
}

class FindParser {
  readonly #find: string;
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(find: string) {
    this.#find = find;
    this.#tokens = find.match(/"(?:[^"\\]|\\.)*"|\(|\)|(?:[^\s()"\\]|\\.)+/g) ?? [];
  }

  parse(): Matcher {
    const matcher = this.#or();
    return this.#at < this.#tokens.length ? this.#invalid() : matcher;
  }

  #or(): Matcher {
    const parts = [this.#and()];
    while (this.#accept('OR')) parts.push(this.#and());
    return parts.length === 1 ? parts[0] : (fields) => parts.some((part) => part(fields));
  }

  #and(): Matcher {
    const parts = [this.#term()];
    while (this.#at < this.#tokens.length && !this.#is('OR') && !this.#is(')')) {
      const negated = this.#accept('AND') ? this.#accept('NOT') : this.#accept('NOT');
      const term = this.#term();
      parts.push(negated ? (fields) => !term(fields) : term);
    }
    return parts.length === 1 ? parts[0] : (fields) => parts.every((part) => part(fields));
  }

  #term(): Matcher {
    if (this.#accept('(')) {
      const inner = this.#or();
      return this.#accept(')') ? inner : this.#invalid();
    }
    const token = this.#tokens[this.#at];
    if (token === undefined || token === ')' || /^(AND|OR|NOT)$/i.test(token)) return this.#invalid();
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

/** One word or several that follow each other: quoted ones, and the parts of `ada@example.com`. */
function phrase(token: string): Matcher {
  const text = token.startsWith('"') ? token.slice(1, -1) : token;
  const words = fold(text).match(/(?:[\p{L}\p{N}*?]|\\[*?])+/gu) ?? [];
  const tests = words.map(wordTest);
  if (tests.length === 0) return () => false;
  return (fields) =>
    fields.some((field) =>
      field.some((_, start) =>
        tests.every((test, index) => start + index < field.length && test(field[start + index])),
      ),
    );
}

function wordTest(word: string): (candidate: string) => boolean {
  if (!/[*?]/.test(word)) return (candidate) => candidate === word;
  const pattern = word.replace(/\\[*?]|[*?]/g, (part) => (part === '*' ? '.*' : part === '?' ? '.' : ''));
  const test = new RegExp(`^${pattern}$`, 'u');
  return (candidate) => test.test(candidate);
}
