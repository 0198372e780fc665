/** Cost of FIND: the same full-text statement through bare node:sqlite, and how it grows with the rows that there are. */
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import type { DataLayer } from '../src/data/data-layer.ts';
import type { AccessContext } from '../src/runtime/ports.ts';
import { SObject } from '../src/runtime/platform/sobject.ts';
import type { OrgSchema } from '../src/schema/model.ts';
import { readProject } from '../src/schema/read.ts';
import { contact, emptyOrg } from './data.ts';
import { reported, under } from './report.ts';
import type { Measurement } from './report.ts';

const SIZES = [10_000, 100_000] as const;
const ROUNDS = 200;
/** One row is named so. In the address of 111, or 1,111, is a word that begins so. */
const ONE = '"person 7"';
const SOME = 'person77*';

export function search(): Measurement[] {
  const { schema } = readProject(fileURLToPath(new URL('../../..', import.meta.url)));
  const [small, large] = SIZES.map((rows) => measure(schema, rows));
  return [
    under('FIND of 1 row among 10,000 Contacts', small.one, 'ms', 2),
    under('FIND of 1 row among 100,000 Contacts against 10,000', large.one / small.one, 'x', 2),
    under('FIND of 111 rows among 10,000, against FTS5 on node:sqlite', small.some / small.bare, 'x', 10),
    under('FIND of 1,111 rows among 100,000, against FTS5 on node:sqlite', large.some / large.bare, 'x', 10),
    reported('first FIND among 100,000 Contacts, which makes the index', large.first, 'ms'),
    under('insert of 10,000 Contacts that are searched, against 10,000 that are not', small.slowdown, 'x', 1.5),
  ];
}

interface Times {
  readonly first: number;
  readonly one: number;
  readonly some: number;
  readonly bare: number;
  readonly slowdown: number;
}

function measure(schema: OrgSchema, size: number): Times {
  const { data, database, userId } = emptyOrg(schema);
  const access: AccessContext = { userId, mode: 'system', sharing: false };
  const plain = insert(schema, data, access, size);
  const find = (words: string) => (): void => {
    data.search(`FIND {${words}} RETURNING Contact(Id, Name)`, [], access);
  };
  const first = timed(find(ONE));
  const times = {
    first,
    one: best(find(ONE)),
    some: best(find(SOME)),
    bare: best(bareSearch(size)),
  };
  const slowdown = insert(schema, data, access, size) / plain;
  database.close();
  return { ...times, slowdown };
}

function insert(schema: OrgSchema, data: DataLayer, access: AccessContext, size: number): number {
  const object = schema.objects.get('contact')!;
  const rows = Array.from(
    { length: size },
    (_, at) => new SObject('Contact', object, new Map<string, unknown>(contact(at))),
  );
  return timed(() => data.transaction(() => data.dml({ operation: 'insert', rows, allOrNone: true, access })));
}

/** The rows of SOME by the words of the same fields. */
function bareSearch(size: number): () => void {
  const database = new DatabaseSync(':memory:');
  const names = contact(0).map(([name]) => name);
  database.exec(
    `CREATE TABLE Contact (Id TEXT PRIMARY KEY NOT NULL, ${names.map((name) => `${name} TEXT`).join(', ')}) STRICT`,
  );
  const statement = database.prepare(`INSERT INTO Contact VALUES (?, ${names.map(() => '?').join(', ')})`);
  database.exec('BEGIN');
  for (let at = 0; at < size; at++) {
    statement.run(`003000${String(at).padStart(9, '0')}AAA`, ...contact(at).map(([, value]) => value));
  }
  database.exec('COMMIT');
  database.exec(`CREATE VIRTUAL TABLE words USING fts5(${names.join(', ')}, tokenize = 'ascii', content = '')`);
  database.exec(`INSERT INTO words (rowid, ${names.join(', ')}) SELECT rowid, ${names.join(', ')} FROM Contact`);
  const find = database.prepare(
    'SELECT Contact.* FROM words(?) AS found CROSS JOIN Contact ON Contact.rowid = found.rowid ORDER BY Id',
  );
  return () => {
    find.all('"person77" *');
  };
}

function best(work: () => void): number {
  return Math.min(...Array.from({ length: ROUNDS }, () => timed(work)));
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
