/** Texts of elements: a collection of Doubles holds raw numbers, so its type says how they are written. */
import { doubleText } from '../../values/double.ts';
import { textOf } from '../../values/text.ts';
import type { RtType } from '../kernel/types.ts';

const open = new Set<object>();

export function elementText(type: RtType | undefined, value: unknown): string {
  if (typeof value === 'number' && type?.name === 'Double') return doubleText(value);
  return textOf(value);
}

/** Runs `write` for a container, which may hold itself: then its text inside is `(already output)`. */
export function containerText(container: object, write: () => string): string {
  if (open.has(container)) return '(already output)';
  open.add(container);
  try {
    return write();
  } finally {
    open.delete(container);
  }
}
