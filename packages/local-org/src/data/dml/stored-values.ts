/**
 * The values of a row that was read from its table. The rows of a trigger (old, new, saved) have dozens of columns and differ in few,
 * and nobody looks at most: they share the cells, which are converted when first asked for, and each keeps only what was
 * written to it. Whoever goes through all values gets them in the order of the columns, as of any other row.
 */
import type { SqlValue } from '../sql.ts';
import { fromSql } from '../values.ts';
import type { ColumnKind } from '../values.ts';

export interface Reader {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly scale: number;
}

export interface Readers {
  readonly all: readonly Reader[];
  readonly places: ReadonlyMap<string, number>;
}

/** One row of a table, in the order of the readers. */
export class StoredRow {
  readonly readers: Readers;
  readonly #cells: readonly SqlValue[];
  readonly #values: unknown[] = [];

  constructor(readers: Readers, cells: readonly SqlValue[]) {
    this.readers = readers;
    this.#cells = cells;
  }

  has(name: string): boolean {
    return this.readers.places.has(name);
  }

  get(name: string): unknown {
    const place = this.readers.places.get(name);
    return place === undefined ? undefined : this.at(place);
  }

  at(place: number): unknown {
    const cell = this.#cells[place];
    if (cell === null) return null;
    const { kind, scale } = this.readers.all[place];
    return (this.#values[place] ??= fromSql(kind, cell, scale));
  }
}

export class StoredValues extends Map<string, unknown> {
  /** what is not in the map itself; undefined once all of it is */
  #row: StoredRow | undefined;

  constructor(row: StoredRow) {
    super();
    this.#row = row;
  }

  /** The row as it was read, whatever was written to any of its copies; undefined where nothing is shared any longer. */
  get stored(): StoredRow | undefined {
    return this.#row;
  }

  /** At least the values that differ from the stored ones. */
  written(): MapIterator<[string, unknown]> {
    return super.entries();
  }

  override get(name: string): unknown {
    const own = super.get(name);
    return own !== undefined || this.#row === undefined ? own : this.#row.get(name);
  }

  override has(name: string): boolean {
    return super.has(name) || this.#row?.has(name) === true;
  }

  override delete(name: string): boolean {
    if (this.#row?.has(name) === true) this.#spread();
    return super.delete(name);
  }

  override clear(): void {
    this.#row = undefined;
    super.clear();
  }

  override get size(): number {
    this.#spread();
    return super.size;
  }

  override entries(): MapIterator<[string, unknown]> {
    this.#spread();
    return super.entries();
  }

  override keys(): MapIterator<string> {
    this.#spread();
    return super.keys();
  }

  override values(): MapIterator<unknown> {
    this.#spread();
    return super.values();
  }

  override [Symbol.iterator](): MapIterator<[string, unknown]> {
    return this.entries();
  }

  override forEach(visit: (value: unknown, name: string, map: Map<string, unknown>) => void): void {
    this.#spread();
    super.forEach(visit);
  }

  #spread(): void {
    const row = this.#row;
    if (row === undefined) return;
    const own = [...super.entries()];
    super.clear();
    this.#row = undefined;
    row.readers.all.forEach(({ name }, place) => super.set(name, row.at(place)));
    for (const [name, value] of own) super.set(name, value);
  }
}

/** At least the values that differ from those that were read. */
export const writtenTo = (values: Map<string, unknown>): Iterable<[string, unknown]> =>
  values instanceof StoredValues ? values.written() : values;
