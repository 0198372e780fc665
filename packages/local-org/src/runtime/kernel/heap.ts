/**
 * Keeps one transaction from taking the process down with it. The platform counts the bytes of Apex values and stops at 6 MB
 * (12 MB asynchronous); JavaScript's heap holds the same values in several times as many bytes, beside those of the process
 * itself. A transaction is stopped, with the platform's own exception, where it has made the heap grow by many times its limit.
 */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { throwApex } from './exception.ts';

const GIGABYTE = 1_073_741_824;
/** Bytes. Well below what Node would die of. */
const CEILING = Math.min(2 * GIGABYTE, 0.7 * getHeapStatistics().heap_size_limit);
/** Characters of a text, or elements of a list: more than a transaction can have by far, less than V8 dies of. */
const LARGEST = 50_000_000;

/** Bytes of JavaScript's heap for a byte of the platform's, at the very most. */
const EXPANSION = 16;
/** Between two collections that are asked for only to see whether a transaction has too much. */
const COLLECT_MS = 1000;

export const usedHeap = (): number => getHeapStatistics().used_heap_size;

let collected = 0;

/**
 * @param start how much of the heap was in use when the transaction began, what others had left behind included
 * @param limit bytes that it may hold
 * @throws System.LimitException where it holds far more
 */
export function checkHeap(start: number, limit: number): void {
  const allowed = Math.min(CEILING, start + limit * EXPANSION);
  const used = usedHeap();
  if (used <= allowed) return;
  if (used <= CEILING && performance.now() - collected < COLLECT_MS) return;
  // Most of it may be garbage, and that of transactions before.
  collectGarbage();
  collected = performance.now();
  const left = usedHeap();
  if (left > allowed) heapTooLarge(left - start);
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
