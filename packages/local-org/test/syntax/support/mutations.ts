import { lex } from '../../../src/compiler/syntax/lexer.ts';

/** Mulberry32: the same seed gives the same numbers in [0, 1) on every machine. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The source with one token deleted, doubled, swapped with its neighbour, or replaced by another of its tokens. */
export function mutate(source: string, next: () => number): string {
  const { starts, ends, count } = lex(source);
  const pick = (): number => Math.floor(next() * Math.max(1, count - 2));
  const at = pick();
  const token = (index: number): string => source.slice(starts[index], ends[index]);
  const before = source.slice(0, starts[at]);
  const after = source.slice(ends[at]);
  switch (Math.floor(next() * 4)) {
    case 0:
      return `${before} ${after}`;
    case 1:
      return `${before}${token(at)} ${token(at)}${after}`;
    case 2:
      return `${before}${token(at + 1)} ${token(at)} ${source.slice(ends[at + 1])}`;
    default:
      return `${before} ${token(pick())} ${after}`;
  }
}
