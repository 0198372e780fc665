/** Argument checks shared by the library's tables. */
import { notNull } from '../../values/ambient.ts';
import { refuseHugeText } from '../kernel/heap.ts';
import type { PlatformFunction } from '../kernel/registry.ts';

type Table = Readonly<Record<string, PlatformFunction>>;

/**
 * The same functions, but a null argument is a NullPointerException "Argument cannot be null."
 * They all run through the same few wrappers, which V8 cannot inline: what stands in inner loops asks by itself.
 */
export function refusingNull<T extends Table>(table: T): T {
  return Object.fromEntries(Object.entries(table).map(([key, method]) => [key, guard(method)])) as T;
}

function guard(method: PlatformFunction): PlatformFunction {
  switch (method.length) {
    case 0:
      return method;
    case 1:
      return (a: unknown) => method(notNull(a));
    case 2:
      return (a: unknown, b: unknown) => method(notNull(a), notNull(b));
    default:
      return (...all: unknown[]) => method(...all.map(notNull));
  }
}

/** Methods of texts that take them apart: a receiver that no heap can hold is a LimitException. */
export function refusingHuge<T extends Table>(table: T): T {
  return Object.fromEntries(
    Object.entries(table).map(([key, method]) => [
      key,
      (self: string, ...others: unknown[]) => {
        refuseHugeText(self.length);
        return method(self, ...others);
      },
    ]),
  ) as unknown as T;
}
