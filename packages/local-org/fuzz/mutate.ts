/** Random but repeatable damage to source text: the same seed gives the same text on every machine. */

/** A generator of numbers in [0, 1) after Mulberry32; small, and good enough to pick places and words. */
export function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What breaks parsers, compilers and what they emit: JavaScript's own names, its quotes and separators, unclosed pairs, depth. */
const HOSTILE: readonly string[] = [
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'hasOwnProperty',
  'arguments',
  'eval',
  'await',
  'yield',
  'globalThis.process.exit(1)',
  '`${process.exit(1)}`',
  '`',
  '${',
  '*/',
  '/*',
  '//',
  "'",
  "'''",
  "'\\u000a'",
  "'\u2028'",
  "'</script>'",
  '\u2028',
  '\u0000',
  '\ud800',
  '\ufeff',
  'ſelect',
  'İ',
  '[SELECT Id FROM',
  '[FIND',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '<',
  '>>>=',
  '?.',
  '??',
  '=>',
  '::',
  '@',
  '99999999999999999999',
  '1.7976931348623157e309',
  '0x10',
  '1L',
  '2147483648',
  '-9223372036854775808L',
  'null',
  'super',
  'this',
  'class A extends A {}',
  'switch on x { when null {} }',
  ' instanceof ',
  'Map<String, List<Map<Id, Set<SObject>>>>',
  ' AND ',
  ' OR NOT ',
  ' LIKE ',
  ' IN (SELECT Id FROM Account)',
  ' = LAST_N_DAYS:99999999999',
  ' GROUP BY CUBE(',
  ' ORDER BY ',
  ' LIMIT 2147483648 OFFSET -1',
  ' ALL ROWS FOR UPDATE',
  'TYPEOF Owner WHEN ',
  'FIELDS(ALL)',
  '2024-02-30T99:99:99Z',
  'USD1e400',
  ':a.b.c',
  '\\',
  '%_',
  ';DROP TABLE account--',
];

const DEPTH = 3000;
const DEEP: readonly (readonly [open: string, close: string])[] = [
  ['(', ')'],
  ['{', '}'],
  ['new List<', '>'],
  ['!', ''],
  ['-', ''],
  ["'a' + ", ''],
  ['if (true) ', ';'],
  ['x ? y : ', ''],
  ['a.', ''],
  ['(Object) ', ''],
  ['[SELECT Id, (SELECT Id FROM ', ')]'],
  ['f(', ')'],
  ['WHERE (', ')'],
  ['(NOT ', ')'],
  ['Id = null AND (', ')'],
  ['Id = null OR ', ''],
  ['Account.', ''],
  ["'a' AND ", ''],
  ['class A { ', '}'],
];

const WORD = /\w+|\s+|'(?:[^'\\\n]|\\.)*'|[^\w\s]/gsu;

/** A corpus text with one to six pieces of damage, mostly few; now and then a piece of another text in its midst. */
export function mutate(corpus: readonly string[], seed: number): string {
  const next = random(seed);
  const below = (n: number): number => Math.floor(next() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)];
  const words = pick(corpus).match(WORD) ?? [];
  for (let damage = 1 + below(1 + below(6)); damage > 0; damage--) {
    const at = below(words.length + 1);
    const span = 1 + below(next() < 0.1 ? 200 : 4);
    switch (below(9)) {
      case 0:
        words.splice(at, span);
        break;
      case 1:
        words.splice(at, 0, ...words.slice(at, at + span));
        break;
      case 2:
        words.splice(at, 1, pick(HOSTILE));
        break;
      case 3:
        words.splice(at, 0, pick(HOSTILE));
        break;
      case 4:
        words.splice(at, 1, pick(words.length > 0 ? words : HOSTILE));
        break;
      case 5: {
        const other = pick(corpus).match(WORD) ?? [];
        const from = below(other.length);
        words.splice(at, 0, ...other.slice(from, from + span * 8));
        break;
      }
      case 6:
        words.length = at;
        break;
      case 7: {
        const word = words[at];
        if (word !== undefined) words[at] = word.slice(0, below(word.length + 1));
        break;
      }
      case 8:
        if (next() < 0.1) {
          const [open, close] = pick(DEEP);
          const depth = below(DEPTH);
          words.splice(at, 0, open.repeat(depth) + close.repeat(next() < 0.5 ? depth : below(depth + 1)));
        }
    }
  }
  return words.join('');
}
