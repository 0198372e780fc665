/** The org's clock: real time plus how far it has been moved. It never goes back. */
import type { Clock } from '../runtime/ports.ts';

export class MovableClock implements Clock {
  readonly #base: () => number;
  #offset: number;

  /** `offset`: milliseconds that an earlier process had moved the clock; `base`: real time */
  constructor(offset = 0, base: () => number = Date.now) {
    this.#base = base;
    this.#offset = offset;
  }

  get offset(): number {
    return this.#offset;
  }

  now(): number {
    return this.#base() + this.#offset;
  }

  /** @throws RangeError for a time before now */
  moveTo(time: number): void {
    const forward = time - this.now();
    if (forward < 0) {
      throw new RangeError(
        `The org's clock only moves forward: it is ${new Date(this.now()).toISOString()}, ${new Date(time).toISOString()} is past`,
      );
    }
    this.#offset += forward;
  }
}
