/**
 * Single statements of Apex against the same on bare node:sqlite, on files that hold the same rows in the same tables.
 *
 * Apex: compiled code in a transaction of the org. SOQL is `[SELECT Id, LastName, Email FROM Contact WHERE ... = :bind]` into one
 * record, 100 times a transaction, with governor counts, sharing and the check that there is exactly one row. DML inserts or updates 200
 * Contacts through a trigger (before: sets a field; after: fills a map), with defaults, validation, unique and reference checks.
 *
 * SQLite: statements prepared once, in a transaction; the same columns are read into an object, or written, the trigger's among them.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openOrg } from '../src/org/commands/project.ts';
import type { LocalOrg } from '../src/org/local-org.ts';
import { callStatic } from '../src/org/program.ts';
import { newList } from '../src/runtime/platform/collections.ts';
import { columnOf } from '../src/storage/columns.ts';
import { compare } from './compare.ts';
import { under, type Measurement } from './report.ts';

const PROJECT = fileURLToPath(new URL('project', import.meta.url));
const ROWS = 10_000;
const QUERIES = 100;
const CHUNK = 200;
const SOQL_GOAL = 3;
const DML_GOAL = 5;

/** The suite of `npm run bench`. */
export function statements(): Measurement[] {
  const directory = mkdtempSync(join(tmpdir(), 'local-org-bench-'));
  const org = openOrg({ directory: PROJECT, databaseFile: join(directory, 'org.db') });
  try {
    for (let first = 0; first < ROWS; first += CHUNK) apex(org, 'insertcontacts(integer,integer)', first, CHUNK);
    const bare = copyOf(join(directory, 'org.db'), join(directory, 'bare.db'));
    try {
      return [...queries(org, bare), ...changes(org, bare)];
    } finally {
      bare.close();
    }
  } finally {
    org.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function apex(org: LocalOrg, method: string, ...args: unknown[]): unknown {
  return org.transaction(org.seeded.adminId, 'synchronous', () => callStatic(org.program, 'Statements', method, args));
}

function copyOf(file: string, to: string): DatabaseSync {
  const source = new DatabaseSync(file);
  source.exec(`VACUUM INTO '${to}'`);
  source.close();
  const copy = new DatabaseSync(to, { enableForeignKeyConstraints: false });
  copy.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY');
  return copy;
}

// ---------------------------------------------------------------- SOQL

function queries(org: LocalOrg, bare: DatabaseSync): Measurement[] {
  const found = bare.prepare('SELECT "Id", "Key__c" FROM "Contact" ORDER BY random() LIMIT ?').all(QUERIES);
  return [
    query(
      org,
      bare,
      'Id',
      'byid(list)',
      found.map((row) => String(row['Id'])),
    ),
    query(
      org,
      bare,
      'Key__c',
      'bykey(list)',
      found.map((row) => String(row['Key__c'])),
    ),
  ];
}

function query(org: LocalOrg, bare: DatabaseSync, field: string, method: string, values: string[]): Measurement {
  const statement = bare.prepare(
    `SELECT "Id", "LastName", "Email" FROM "Contact" WHERE "${field}" = ? AND "IsDeleted" = 0`,
  );
  const ours = (): unknown => apex(org, method, newList(field === 'Id' ? 'Id' : 'String', [...values]));
  const theirs = (): unknown =>
    inTransaction(bare, () => {
      let length = 0;
      for (const value of values) length += (statement.get(value)!['LastName'] as string).length;
      return length;
    });
  const [left, right] = [ours(), theirs()];
  if (left !== right) throw new Error(`SOQL by ${field} gives ${String(left)}, SQLite ${String(right)}`);
  const which = field === 'Id' ? 'Id' : 'an indexed field';
  return under(`SOQL of one row by ${which} / node:sqlite`, compare(ours, theirs).ratio, 'x', SOQL_GOAL);
}

function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  const result = work();
  database.exec('COMMIT');
  return result;
}

// ---------------------------------------------------------------- DML

function changes(org: LocalOrg, bare: DatabaseSync): Measurement[] {
  const own = ['LastName', 'FirstName', 'Email', 'Phone', 'Title', 'Key__c', 'Department'];
  const system = [
    'Id',
    'OwnerId',
    'CreatedDate',
    'LastModifiedDate',
    'SystemModstamp',
    'CreatedById',
    'LastModifiedById',
  ];
  const checkboxes = [...org.schema.objects.get('contact')!.fields.values()]
    .filter((field) => field.type === 'boolean' && columnOf(field)?.generated === false)
    .map((field) => field.name);
  // Before anything is inserted, so that both have them.
  const texts = bare
    .prepare('SELECT "Id" FROM "Contact" LIMIT ?')
    .all(CHUNK)
    .map((row) => String(row['Id']));
  if (texts.length !== CHUNK) throw new Error(`There are only ${texts.length} rows to update`);
  const insert = bare.prepare(insertText('Contact', [...own, ...system, ...checkboxes]));
  const zeros = checkboxes.map(() => 0);
  const user = org.seeded.adminId;
  let [ourNext, bareNext] = [ROWS, ROWS];
  const inserted = compare(
    () => {
      apex(org, 'insertcontacts(integer,integer)', ourNext, CHUNK);
      ourNext += CHUNK;
    },
    () => {
      inTransaction(bare, () => {
        const now = Date.now();
        for (let i = bareNext; i < bareNext + CHUNK; i++) {
          insert.run(
            ...[`Person ${i}`, 'Ann', `person${i}@example.com`, '555-0100', 'Engineer', `key-${i}`],
            ...['Engineer department', `003000${String(i).padStart(9, '0')}AAA`, user, now, now, now, user, user],
            ...zeros,
          );
        }
      });
      bareNext += CHUNK;
    },
  );

  const update = bare.prepare(
    'UPDATE "Contact" SET "Title" = ?, "Department" = ?, "LastModifiedDate" = ?, "SystemModstamp" = ?, "LastModifiedById" = ? WHERE "Id" = ?',
  );
  let [ourTitle, bareTitle] = [0, 0];
  const updated = compare(
    () => apex(org, 'updatecontacts(list,string)', newList('Id', [...texts]), `Title ${ourTitle++}`),
    () => {
      const title = `Title ${bareTitle++}`;
      inTransaction(bare, () => {
        const now = Date.now();
        for (const id of texts) update.run(title, `${title} department`, now, now, user, id);
      });
    },
  );
  return [
    under('DML insert of 200 rows with a trigger / node:sqlite', inserted.ratio, 'x', DML_GOAL),
    under('DML update of 200 rows with a trigger / node:sqlite', updated.ratio, 'x', DML_GOAL),
  ];
}

function insertText(table: string, columns: readonly string[]): string {
  const names = columns.map((name) => `"${name}"`).join(', ');
  return `INSERT INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`;
}
