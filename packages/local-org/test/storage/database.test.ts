import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it, type TestContext } from 'node:test';
import { Database, StorageError } from '../../src/storage/database.ts';

function folder(context: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'local-org-storage-'));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function memory(context: TestContext): Database {
  const database = Database.open();
  context.after(() => database.close());
  database.execute('CREATE TABLE t (a INTEGER)');
  return database;
}

const values = (database: Database) => database.all('SELECT a FROM t ORDER BY a').map((row) => row['a']);

describe('a database file', () => {
  it('keeps its rows when it is opened again', (context) => {
    const file = join(folder(context), 'org.db');
    const first = Database.open(file);
    first.execute('CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)');
    first.close();
    const second = Database.open(file);
    assert.deepEqual(values(second), [1]);
    second.close();
  });

  it('that is not a SQLite database is refused by its path and left as it is', (context) => {
    const file = join(folder(context), 'notes.txt');
    writeFileSync(file, 'not a database, but long enough to look like one');
    assert.throws(() => Database.open(file), new StorageError(`${file} is not a SQLite database`));
  });

  it('of another application is refused', (context) => {
    const file = join(folder(context), 'other.db');
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE t (a)');
    other.close();
    assert.throws(() => Database.open(file), /is a database of another application/);
  });

  it('in a folder that does not exist is refused', (context) => {
    assert.throws(() => Database.open(join(folder(context), 'no', 'org.db')), /its folder does not exist/);
  });

  it('that is a folder is refused', (context) => {
    assert.throws(() => Database.open(folder(context)), /is not a file/);
  });
});

describe('a transaction', () => {
  it('is undone when the work throws', (context) => {
    const database = memory(context);
    assert.throws(() =>
      database.transaction(() => {
        database.run('INSERT INTO t VALUES (?)', 1);
        throw new Error('stop');
      }),
    );
    assert.deepEqual(values(database), []);
    assert.equal(database.inTransaction, false);
  });

  it('inside another is undone alone', (context) => {
    const database = memory(context);
    database.transaction(() => {
      database.run('INSERT INTO t VALUES (1)');
      assert.throws(() =>
        database.transaction(() => {
          database.run('INSERT INTO t VALUES (2)');
          throw new Error('stop');
        }),
      );
    });
    assert.deepEqual(values(database), [1]);
  });

  it('returns to a savepoint more than once, and forgets later savepoints', (context) => {
    const database = memory(context);
    database.begin();
    const first = database.savepoint();
    database.run('INSERT INTO t VALUES (1)');
    const second = database.savepoint();
    database.rollbackTo(first);
    database.run('INSERT INTO t VALUES (2)');
    database.rollbackTo(first);
    assert.throws(() => database.rollbackTo(second), /Savepoint 2 is not open/);
    database.run('INSERT INTO t VALUES (3)');
    database.commit();
    assert.deepEqual(values(database), [3]);
  });
});

describe('statements', () => {
  it('may run while rows of the same text are read', (context) => {
    const database = memory(context);
    database.execute('INSERT INTO t VALUES (1), (2)');
    const pairs: unknown[] = [];
    for (const outer of database.iterate('SELECT a FROM t')) {
      for (const inner of database.iterate('SELECT a FROM t')) pairs.push([outer['a'], inner['a']]);
    }
    assert.equal(pairs.length, 4);
  });

  it('give rows as arrays, and say how many rows changed', (context) => {
    const database = memory(context);
    assert.equal(database.run('INSERT INTO t VALUES (1), (2)'), 2);
    assert.deepEqual(database.arrays('SELECT a, a FROM t WHERE a = ?', 2), [[2, 2]]);
    assert.deepEqual(database.get('SELECT a FROM t WHERE a = 1')?.['a'], 1);
    assert.equal(database.get('SELECT a FROM t WHERE a = 9'), undefined);
  });

  it('call functions defined in JavaScript', (context) => {
    const database = memory(context);
    database.defineFunction('twice', (value) => Number(value) * 2);
    assert.equal(database.get('SELECT twice(21) AS x')?.['x'], 42);
  });
});
