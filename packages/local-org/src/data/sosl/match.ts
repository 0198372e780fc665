/** Whether a record has what a search asks for. */
import type { Term, Word } from './find.ts';

/** Given the words of each field of a record. */
export type Matcher = (fields: readonly (readonly string[])[]) => boolean;

export function matcherOf(term: Term): Matcher {
  switch (term.kind) {
    case 'phrase':
      return phraseMatcher(term.words);
    case 'not': {
      const matches = matcherOf(term.term);
      return (fields) => !matches(fields);
    }
    case 'and': {
      const parts = term.terms.map(matcherOf);
      return (fields) => parts.every((part) => part(fields));
    }
    case 'or': {
      const parts = term.terms.map(matcherOf);
      return (fields) => parts.some((part) => part(fields));
    }
  }
}

function phraseMatcher(words: readonly Word[]): Matcher {
  const tests = words.map(({ prefix, pattern }) =>
    pattern === undefined ? (word: string) => word === prefix : (word: string) => pattern.test(word),
  );
  return (fields) =>
    fields.some((field) =>
      field.some((_, start) =>
        tests.every((test, index) => start + index < field.length && test(field[start + index])),
      ),
    );
}
