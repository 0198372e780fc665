/** Cost of DML: 10,000 Contacts through the data layer against the same rows through bare node:sqlite. */
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { DataLayer } from '../src/data/data-layer.ts';
import { NO_TRIGGERS } from '../src/data/dml/triggers.ts';
import type { TriggerRunner } from '../src/data/dml/triggers.ts';
import { seedOrg } from '../src/data/seed.ts';
import type { OrgSchema } from '../src/schema/model.ts';
import { readProject } from '../src/schema/read.ts';
import { SObject } from '../src/runtime/platform/sobject.ts';
import { columnOf } from '../src/storage/columns.ts';
import { Database } from '../src/storage/database.ts';
import { migrateTables } from '../src/storage/tables.ts';
import { reported } from './report.ts';
import type { Measurement } from './report.ts';

/** The suite of `npm run bench`: the data layer alone, on this repository's schema. */
export function data(): Measurement[] {
  const { schema } = readProject(fileURLToPath(new URL('../../..', import.meta.url)));
  return [
    reported('insert of 10,000 Contacts without triggers, DML against node:sqlite', measureInserts(schema).ratio, 'x'),
  ];
}

export const ROWS = 10_000;
const BATCH = 200;
export const ROUNDS = 5;

export const contact = (index: number): [string, string][] => [
  ['LastName', `Person ${index}`],
  ['FirstName', 'Ann'],
  ['Email', `person${index}@example.com`],
  ['Phone', '555-0100'],
  ['Title', 'Engineer'],
];

/** Milliseconds through DML, through node:sqlite, and how many times longer DML takes; the best of five rounds each. */
export function measureInserts(
  schema: OrgSchema,
  triggers: TriggerRunner = NO_TRIGGERS,
): { dml: number; bare: number; ratio: number } {
  const rounds = Array.from({ length: ROUNDS }, () => [throughDml(schema, triggers), throughSqlite(schema)] as const);
  const dml = Math.min(...rounds.map(([time]) => time));
  const bare = Math.min(...rounds.map(([, time]) => time));
  return { dml, bare, ratio: dml / bare };
}

/** A data layer over an empty database in memory, and its administrator. */
export function emptyOrg(
  schema: OrgSchema,
  triggers: TriggerRunner = NO_TRIGGERS,
): { readonly data: DataLayer; readonly database: Database; readonly userId: string } {
  const database = Database.open();
  migrateTables(database, schema);
  let userId = '';
  const count = (): void => {};
  const session = {
    get userId() {
      return userId;
    },
    locale: 'en_US',
    timeZone: 'UTC',
    now: Date.now,
    countQuery: count,
    countQueryRows: count,
    countSubqueries: count,
    countSearch: count,
    commits: true,
    captures: 'selected' as const,
    countDmlStatement: count,
    countDmlRows: count,
    markLimits: () => count,
    dmlKinds: { setup: undefined, record: undefined },
  };
  const data = new DataLayer({
    schema,
    database,
    triggers,
    session: () => session,
    listOf: (_, rows) => rows,
    now: Date.now,
  });
  userId = seedOrg(schema, database, data.counters, Date.now(), {
    organizationName: 'Bench',
    kind: 'developer',
  }).adminId;
  return { data, database, userId };
}

function throughDml(schema: OrgSchema, triggers: TriggerRunner): number {
  const { data, database, userId } = emptyOrg(schema, triggers);
  const object = schema.objects.get('contact')!;
  const rows = Array.from(
    { length: ROWS },
    (_, index) => new SObject('Contact', object, new Map<string, unknown>(contact(index))),
  );
  const start = performance.now();
  data.transaction(() => {
    const results = data.dml({
      operation: 'insert',
      rows,
      allOrNone: true,
      access: { userId, mode: 'system', sharing: false },
    });
    if (results.some((result) => !result.success))
      throw new Error(JSON.stringify(results.find((result) => !result.success)));
  });
  const time = performance.now() - start;
  database.close();
  return time;
}

/** The same columns into the same table, in one transaction of batches. */
export function throughSqlite(schema: OrgSchema): number {
  const template = Database.open();
  migrateTables(template, schema);
  const ddl = template
    .all("SELECT sql FROM sqlite_master WHERE tbl_name = 'Contact' AND sql IS NOT NULL")
    .map((row) => String(row['sql']));
  template.close();
  const database = new DatabaseSync(':memory:');
  for (const text of ddl) database.exec(text);
  const object = schema.objects.get('contact')!;
  const checkboxes = [...object.fields.values()]
    .filter((field) => field.type === 'boolean' && columnOf(field)?.generated === false)
    .map((field) => field.name);
  const own = contact(0).map(([name]) => name);
  const names = [
    ...own,
    'Id',
    'OwnerId',
    'CreatedDate',
    'LastModifiedDate',
    'SystemModstamp',
    'CreatedById',
    'LastModifiedById',
    ...checkboxes,
  ];
  const insert = database.prepare(
    `INSERT INTO "Contact" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  );
  const user = '005000000000001AAA';
  const zeros = checkboxes.map(() => 0);
  const start = performance.now();
  database.exec('BEGIN');
  for (let from = 0; from < ROWS; from += BATCH) {
    for (let index = from; index < from + BATCH; index++) {
      const now = Date.now();
      insert.run(
        ...contact(index).map(([, value]) => value),
        `003000${String(index).padStart(9, '0')}AAA`,
        user,
        now,
        now,
        now,
        user,
        user,
        ...zeros,
      );
    }
  }
  database.exec('COMMIT');
  const time = performance.now() - start;
  database.close();
  return time;
}
