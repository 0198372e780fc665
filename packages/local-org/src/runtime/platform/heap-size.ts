/**
 * Limits.getHeapSize(): the bytes of what can be reached from static variables and from the variables of the code that asks.
 * What other methods that have not returned hold in theirs cannot be seen, so that the figure is a lower bound. The platform
 * does not publish its sizes; these are those of the values themselves.
 */
import { current, type ExecutionContext } from '../kernel/context.ts';
import { heapTooLarge } from '../kernel/heap.ts';
import { ApexObject } from '../kernel/object.ts';
import { ApexList } from '../library/list.ts';
import { ApexMap } from '../library/map.ts';
import { ApexSet } from '../library/set.ts';
import { ApexBlob } from '../../values/blob.ts';
import { SObject } from './sobject.ts';

/** Bytes. */
const REFERENCE = 4;
const NUMBER = 8;
const OBJECT = 16;

/** What was found last, and how many calls it is still the answer to: a loop that fills a list asks in each turn. */
interface Measured {
  readonly bytes: number;
  left: number;
}

const MEASURED = Symbol('size of the heap');
/** How many values a call may count, taken over many calls. */
const VALUES_A_CALL = 128;

/** @throws System.LimitException where it is more than the transaction may hold */
export function heapSize(held: readonly unknown[]): number {
  const context = current();
  const last = context.features.get(MEASURED) as Measured | undefined;
  if (last !== undefined && last.left > 0) {
    last.left -= 1;
    return last.bytes;
  }
  const { bytes, values } = measure([...held, ...staticState(context)]);
  context.features.set(MEASURED, { bytes, left: Math.floor(values / VALUES_A_CALL) } satisfies Measured);
  if (bytes > context.limits.limit('heapSize')) heapTooLarge(bytes);
  return bytes;
}

function staticState(context: ExecutionContext): unknown[] {
  return context.statics.flatMap((slot): unknown[] => Object.values(slot.get() ?? {}));
}

function measure(roots: readonly unknown[]): { readonly bytes: number; readonly values: number } {
  const seen = new Set<object>();
  const waiting: unknown[] = [...roots];
  let bytes = 0;
  let values = 0;
  while (waiting.length > 0) {
    const value = waiting.pop();
    values += 1;
    if (typeof value === 'string') bytes += value.length;
    else if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') bytes += NUMBER;
    else if (typeof value === 'object' && value !== null && !seen.has(value)) {
      seen.add(value);
      bytes += OBJECT;
      for (const part of partsOf(value)) {
        bytes += REFERENCE;
        waiting.push(part);
      }
      if (value instanceof ApexBlob) bytes += value.bytes.length;
    }
  }
  return { bytes, values };
}

/** Of the platform's own objects only those that hold what a program gives them. */
function* partsOf(value: object): Iterable<unknown> {
  if (value instanceof ApexList) yield* value.items;
  else if (value instanceof ApexSet) yield* value.toArray();
  else if (value instanceof ApexMap) {
    for (const [key, held] of value.entries()) {
      yield key;
      yield held;
    }
  } else if (value instanceof SObject) yield* value.values.values();
  else if (value instanceof ApexObject) yield* Object.values(value);
}
