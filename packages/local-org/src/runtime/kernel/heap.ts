/**
 * Keeps one transaction from taking the process down with it. The platform counts the bytes of Apex values and stops at 6 MB
 * (12 MB asynchronous); JavaScript's heap cannot be counted by transaction, so that this stops where the process would be in
 * danger, with the platform's own exception.
 */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { throwApex } from './exception.ts';

const GIGABYTE = 1_073_741_824;
/** Bytes. Well below what Node would die of. */
const CEILING = Math.min(2 * GIGABYTE, 0.7 * getHeapStatistics().heap_size_limit);
/** Characters of a text, or elements of a list: more than a transaction can have by far, less than V8 dies of. */
const LARGEST = 50_000_000;

/** @throws System.LimitException where the process's heap has grown beyond all reason */
export function checkHeap(): void {
  if (getHeapStatistics().used_heap_size <= CEILING) return;
  // What the transaction before left behind is not this one's.
  collectGarbage();
  const { used_heap_size: used } = getHeapStatistics();
  if (used > CEILING) heapTooLarge(used);
}

let collector: (() => void) | undefined;

function collectGarbage(): void {
  if (collector === undefined) {
    setFlagsFromString('--expose-gc');
    collector = runInNewContext('gc') as () => void;
    setFlagsFromString('--no-expose-gc');
  }
  collector();
}

/** Asked before an operation that makes something large in one step. @throws System.LimitException */
export function refuseHuge(size: number): void {
  if (size > LARGEST) heapTooLarge(size);
}

/** Characters, or bytes: what an asynchronous transaction may hold of all values, so that no text can be longer. */
const LARGEST_TEXT = 12_000_000;

/**
 * Asked before an operation whose time or memory is a multiple of the text it works on: V8 ends the process where the parts of a
 * text are more than an array can have. @throws System.LimitException
 */
export function refuseHugeText(length: number): void {
  if (length > LARGEST_TEXT) heapTooLarge(length);
}

/** @param size bytes as far as they are known, else elements */
export function heapTooLarge(size: number): never {
  throwApex('System.LimitException', `Apex heap size too large: ${Math.floor(size)}`);
}
