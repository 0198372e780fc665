/** Iterator over anything that JavaScript can iterate, and the way back from Apex's Iterable. */
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';

/** System.ListIterator on the platform; Apex only sees Iterator<T>. */
export class ApexIterator {
  readonly #source: Iterator<unknown>;
  #next: IteratorResult<unknown> | undefined = undefined;

  constructor(source: Iterable<unknown>) {
    this.#source = source[Symbol.iterator]();
  }

  'hasNext()'(): boolean {
    this.#next ??= this.#source.next();
    return this.#next.done !== true;
  }

  /** @throws NoSuchElementException at the end */
  'next()'(): unknown {
    if (!this['hasNext()']()) throwApex('System.NoSuchElementException', 'iterator has no more elements');
    const value: unknown = this.#next?.value;
    this.#next = undefined;
    return value;
  }
}

interface ApexIterable {
  'iterator()'?: () => { 'hasNext()'(): boolean; 'next()'(): unknown };
}

/** Elements of a List, a Set, or any class that implements Iterable. */
export function* elementsOf(source: unknown): Generator<unknown, void> {
  if (source === null || source === undefined) throwNull();
  if (typeof (source as Iterable<unknown>)[Symbol.iterator] === 'function') {
    yield* source as Iterable<unknown>;
    return;
  }
  const iterator = (source as ApexIterable)['iterator()']?.();
  if (iterator === undefined || iterator === null) throwNull();
  while (iterator['hasNext()']()) yield iterator['next()']();
}

register('System.Iterator', { class: ApexIterator });
