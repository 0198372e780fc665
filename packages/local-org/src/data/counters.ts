import { readMeta, writeMeta } from '../storage/tables.ts';
import type { Database } from '../storage/database.ts';
import { idTo18 } from '../values/id.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Stands for the pod that Salesforce writes after the key prefix. */
const POD = 'Lo0';

export interface CounterState {
  readonly values: ReadonlyMap<string, number>;
  readonly changed: ReadonlySet<string>;
}

/**
 * Numbers that never come back: of records, by key prefix, and of auto-number fields. A rollback does not give them back, as
 * on the platform; they are kept with the data when a transaction is committed.
 */
export class Counters {
  readonly #database: Database;
  readonly #values = new Map<string, number>();
  readonly #changed = new Set<string>();

  constructor(database: Database) {
    this.#database = database;
  }

  next(key: string): number {
    const value = (this.#values.get(key) ?? Number(readMeta(this.#database, `counter:${key}`) ?? '0')) + 1;
    this.#values.set(key, value);
    this.#changed.add(key);
    return value;
  }

  /** A record id: key prefix, pod, nine digits of base 62, checksum. They sort in the order in which they were given. */
  newId(keyPrefix: string): string {
    let rest = this.next(`id:${keyPrefix}`);
    let digits = '';
    for (let place = 0; place < 9; place++) {
      digits = DIGITS[rest % 62] + digits;
      rest = Math.floor(rest / 62);
    }
    return idTo18(keyPrefix + POD + digits);
  }

  /** Where the numbers stand, for `restore`: the tests of one class start where those of any other do. */
  save(): CounterState {
    return { values: new Map(this.#values), changed: new Set(this.#changed) };
  }

  /** Numbers come back only where everything that took them has been rolled back. */
  restore(state: CounterState): void {
    this.#values.clear();
    for (const [key, value] of state.values) this.#values.set(key, value);
    this.#changed.clear();
    for (const key of state.changed) this.#changed.add(key);
  }

  /** Writes what has changed; before a commit. */
  keep(): void {
    for (const key of this.#changed) writeMeta(this.#database, `counter:${key}`, String(this.#values.get(key)));
    this.#changed.clear();
  }
}
