/**
 * One SQLite database, in a file or in memory: statements, transactions, savepoints, SQL functions.
 * The only importer of node:sqlite.
 */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  DatabaseSync,
  type FunctionOptions,
  type SQLInputValue,
  type SQLOutputValue,
  type StatementSync,
} from 'node:sqlite';

/** What goes into a statement: text, numbers, bytes, null. Booleans are 0 and 1. */
export type SqlInput = SQLInputValue;

/** What comes out of one. Integers above 2^53 come out as an error of node:sqlite, never rounded. */
export type SqlValue = SQLOutputValue;

export type SqlRow = Record<string, SqlValue>;

/** A database that cannot be opened or brought to the project's schema; the message names the place. */
export class StorageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageError';
  }
}

export const IN_MEMORY = ':memory:';

/** "LORG", in the header of every file that this product writes. */
const APPLICATION_ID = 0x4c4f5247;

const SQLITE_MAGIC = 'SQLite format 3\0';

/** Enough for every statement of a page or a test run; beyond it the least recently used one goes. */
const MAX_CACHED_STATEMENTS = 1000;

export class Database {
  readonly path: string;
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #savepoints: number[] = [];
  #nextSavepoint = 1;
  #makeTable: (name: string) => boolean = () => false;
  /** names, lower-cased; undefined after something that may have changed them */
  #tables: Set<string> | undefined;
  #rollbacks = 0;
  #writes = 0;

  private constructor(path: string, connection: DatabaseSync) {
    this.path = path;
    this.#connection = connection;
  }

  /**
   * Opens or creates a database.
   * @param path a file, or `:memory:`
   * @throws {StorageError} when the file is not a SQLite database, belongs to another application, or cannot be opened
   */
  static open(path: string = IN_MEMORY): Database {
    const file = path === IN_MEMORY ? path : resolve(path);
    const isNew = file === IN_MEMORY || isEmptyOrMissing(file);
    if (!isNew) checkHeader(file);
    let connection: DatabaseSync | undefined;
    try {
      connection = new DatabaseSync(file, { enableForeignKeyConstraints: false });
      if (isNew) connection.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      else checkApplication(file, connection);
      connection.exec(
        'PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;' +
          // 128 MB: with the default of 2 MB each insert into a large table reads the pages of its indexes back
          ' PRAGMA cache_size = -131072',
      );
      return new Database(file, connection);
    } catch (error) {
      connection?.close();
      if (error instanceof StorageError) throw error;
      throw new StorageError(`${file} cannot be opened as a database: ${messageOf(error)}`, { cause: error });
    }
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
  }

  /** Runs statements without parameters or results: DDL, pragmas. */
  execute(sql: string): void {
    this.#writes++;
    this.#connection.exec(sql);
  }

  /**
   * Names who makes a table that a statement asks for and that is missing, since it never was or since a rollback took it
   * away: true where it has been made, and the statement runs again.
   */
  onMissingTable(make: (name: string) => boolean): void {
    this.#makeTable = make;
  }

  /** Whether the table has been made. */
  hasTable(name: string): boolean {
    this.#tables ??= new Set(
      this.arrays("SELECT lower(name) FROM sqlite_master WHERE type IN ('table', 'view')").map(([table]) =>
        String(table),
      ),
    );
    return this.#tables.has(name.toLowerCase());
  }

  /** @returns the number of rows changed */
  run(sql: string, ...parameters: SqlInput[]): number {
    this.#writes++;
    try {
      return Number(this.#prepare(sql).run(...parameters).changes);
    } catch (error) {
      this.#mend(error);
      return this.run(sql, ...parameters);
    }
  }

  get(sql: string, ...parameters: SqlInput[]): SqlRow | undefined {
    try {
      return this.#prepare(sql).get(...parameters);
    } catch (error) {
      this.#mend(error);
      return this.get(sql, ...parameters);
    }
  }

  all(sql: string, ...parameters: SqlInput[]): SqlRow[] {
    try {
      return this.#prepare(sql).all(...parameters);
    } catch (error) {
      this.#mend(error);
      return this.all(sql, ...parameters);
    }
  }

  /**
   * Rows as arrays in the order of the columns: faster than `all`, and two columns of one name stay apart.
   */
  arrays(sql: string, ...parameters: SqlInput[]): SqlValue[][] {
    const key = `arrays:${sql}`;
    try {
      const statement = this.#cached(key, () => {
        const fresh = this.#connection.prepare(sql);
        fresh.setReturnArrays(true);
        return fresh;
      });
      return statement.all(...parameters) as unknown as SqlValue[][];
    } catch (error) {
      this.#mend(error);
      return this.arrays(sql, ...parameters);
    }
  }

  /** Rows one by one, on a statement of its own, so that the loop's body may run the same text. */
  iterate(sql: string, ...parameters: SqlInput[]): IterableIterator<SqlRow> {
    return this.#connection.prepare(sql).iterate(...parameters);
  }

  /** Makes a function callable from SQL. */
  defineFunction(
    name: string,
    implementation: (...values: SqlValue[]) => SqlInput,
    options: FunctionOptions = {},
  ): void {
    this.#connection.function(name, { deterministic: true, ...options }, implementation);
  }

  /** How often something was undone: what was read before may not hold since. */
  get rollbacks(): number {
    return this.#rollbacks;
  }

  /** How often something was written or undone: equal figures mean that what was read in between still holds. */
  get writes(): number {
    return this.#writes + this.#rollbacks;
  }

  get inTransaction(): boolean {
    return this.#connection.isTransaction;
  }

  begin(): void {
    this.#connection.exec('BEGIN IMMEDIATE');
  }

  commit(): void {
    this.#connection.exec('COMMIT');
    this.#savepoints = [];
  }

  /** Undoes the whole transaction; without one it does nothing, since SQLite ends it itself after some errors. */
  rollback(): void {
    this.#rollbacks++;
    if (this.inTransaction) this.#connection.exec('ROLLBACK');
    this.#tables = undefined;
    this.#savepoints = [];
  }

  /** Runs `work` as one transaction, or as part of the one that is open; undone when it throws. */
  transaction<T>(work: () => T): T {
    if (this.inTransaction) return this.#nested(work);
    this.begin();
    try {
      const result = work();
      this.commit();
      return result;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  /** Marks a place to return to. */
  savepoint(): number {
    const id = this.#nextSavepoint++;
    this.#connection.exec(`SAVEPOINT sp${id}`);
    this.#savepoints.push(id);
    return id;
  }

  /** Undoes everything since the savepoint, which stays usable; later ones are gone. */
  rollbackTo(savepoint: number): void {
    const at = this.#indexOf(savepoint);
    this.#rollbacks++;
    this.#connection.exec(`ROLLBACK TO sp${savepoint}`);
    this.#tables = undefined;
    this.#savepoints.length = at + 1;
  }

  /** Forgets the savepoint and later ones; their changes stay. */
  release(savepoint: number): void {
    const at = this.#indexOf(savepoint);
    this.#connection.exec(`RELEASE sp${savepoint}`);
    this.#savepoints.length = at;
  }

  isOpenSavepoint(savepoint: number): boolean {
    return this.#savepoints.includes(savepoint);
  }

  #nested<T>(work: () => T): T {
    const savepoint = this.savepoint();
    try {
      const result = work();
      this.release(savepoint);
      return result;
    } catch (error) {
      // Some errors of SQLite (a full disk) end the transaction, and the savepoint with it.
      if (this.inTransaction && this.isOpenSavepoint(savepoint)) {
        this.rollbackTo(savepoint);
        this.release(savepoint);
      }
      throw error;
    }
  }

  #indexOf(savepoint: number): number {
    const at = this.#savepoints.indexOf(savepoint);
    if (at < 0) throw new StorageError(`Savepoint ${savepoint} is not open`);
    return at;
  }

  /** Makes the table that the error misses, or throws it. */
  #mend(error: unknown): void {
    const name = /^no such table: (?:main\.)?(.+)$/.exec(messageOf(error))?.[1];
    if (name === undefined || !this.#makeTable(name)) throw error;
    this.#tables = undefined;
  }

  #prepare(sql: string): StatementSync {
    return this.#cached(sql, () => this.#connection.prepare(sql));
  }

  #cached(key: string, prepare: () => StatementSync): StatementSync {
    const known = this.#statements.get(key);
    if (known) {
      // Re-inserted only when the cache is crowded: order matters to nobody before that.
      if (this.#statements.size >= MAX_CACHED_STATEMENTS) {
        this.#statements.delete(key);
        this.#statements.set(key, known);
      }
      return known;
    }
    const statement = prepare();
    if (this.#statements.size >= MAX_CACHED_STATEMENTS) {
      this.#statements.delete(this.#statements.keys().next().value!);
    }
    this.#statements.set(key, statement);
    return statement;
  }
}

function isEmptyOrMissing(file: string): boolean {
  if (!existsSync(dirname(file))) throw new StorageError(`${file} cannot be created: its folder does not exist`);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats && !stats.isFile()) throw new StorageError(`${file} is not a file`);
  return !stats || stats.size === 0;
}

function checkHeader(file: string): void {
  const header = Buffer.alloc(SQLITE_MAGIC.length);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header, 0, header.length, 0);
  } finally {
    closeSync(descriptor);
  }
  if (header.toString('latin1') !== SQLITE_MAGIC) throw new StorageError(`${file} is not a SQLite database`);
}

function checkApplication(file: string, connection: DatabaseSync): void {
  const id = connection.prepare('PRAGMA application_id').get()?.['application_id'];
  if (id !== APPLICATION_ID) {
    throw new StorageError(`${file} is a database of another application (application_id ${String(id)})`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
