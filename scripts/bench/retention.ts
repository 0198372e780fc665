/**
 * The nightly purge over 10,000, 100,000 and 1,000,000 records: CPU time a record, and the share of each limit that its transactions
 * use. Alone in its process; the sample is loaded through the org's API, and its rows are then multiplied in the database file.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openOrg } from '../../packages/local-org/src/org/commands/project.ts';
import { administratorOf } from '../../packages/local-org/src/org/commands/shared.ts';
import { serve } from '../../packages/local-org/src/org/serve.ts';
import type { LimitKind } from '../../packages/local-org/src/runtime/kernel/limits.ts';
import { Counters } from '../../packages/local-org/src/data/counters.ts';
import { Database } from '../../packages/local-org/src/storage/database.ts';
import type { ApexDatetime } from '../../packages/local-org/src/values/datetime.ts';
import { exactly, reported, under, type Measurement } from '../../packages/local-org/bench/report.ts';
import { LocalOrg } from '../load/local-org.ts';
import { prepare } from '../start/prepare.ts';
import { loadSample } from '../start/sample.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SIZES = [10_000, 100_000, 1_000_000];
const FLAT_GOAL = 1.2;
/** Of any limit, in any transaction. */
const SHARE_GOAL = 0.8;
const DAY = 86_400_000;
/** Of ten records so many are of the object; an account has some contacts and opportunities. */
const MIX = [
  ['Account', 2],
  ['Contact', 4],
  ['Opportunity', 2],
  ['Lead', 2],
] as const;
/** A job may start one other job, which cannot be used in part. */
const COUNTED: readonly LimitKind[] = [
  'queries',
  'queryRows',
  'aggregateQueries',
  'dmlStatements',
  'dmlRows',
  'publishImmediateDml',
  'heapSize',
  'cpuTime',
];

interface Run {
  readonly size: number;
  readonly left: number;
  /** of CPU time, which other processes of the machine do not change much */
  readonly seconds: number;
  readonly transactions: number;
  /** largest share of a limit, by limit */
  readonly shares: Readonly<Record<string, number>>;
  readonly memory: number;
}

export function retention(): Measurement[] {
  const runs = SIZES.map((size) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', fileURLToPath(import.meta.url), String(size)],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26 },
    );
    if (status !== 0) throw new Error(`The purge of ${size} ended with ${status}: ${stderr}`);
    return JSON.parse(stdout.slice(stdout.lastIndexOf('\n{') + 1)) as Run;
  });
  const microseconds = ({ seconds, size }: Run): number => (seconds / size) * 1e6;
  const [first, ...later] = runs;
  return [
    reported(`purge of ${named(first)}: CPU time a record`, microseconds(first), 'us'),
    ...later.map((run) =>
      under(
        `purge of ${named(run)}: CPU time a record / of ${named(first)}`,
        microseconds(run) / microseconds(first),
        'x',
        FLAT_GOAL,
      ),
    ),
    ...runs.flatMap((run) => {
      const [limit, share] = Object.entries(run.shares).toSorted(([, a], [, b]) => b - a)[0];
      return [
        exactly(`purge of ${named(run)}: records left`, run.left, 'count', 0),
        under(`purge of ${named(run)}: largest share of a limit (${limit})`, share, 'of 1', SHARE_GOAL),
        reported(`purge of ${named(run)}: memory of the process`, run.memory, 'MB'),
      ];
    }),
  ];
}

const named = ({ size }: Run): string => `${size.toLocaleString('en')} records`;

async function measure(size: number): Promise<Run> {
  const directory = mkdtempSync(join(tmpdir(), 'purge-bench-'));
  const databaseFile = join(directory, 'org.db');
  try {
    await loadedOrg(directory, databaseFile);
    multiply(databaseFile, size);
    return purge(databaseFile, size);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The sample, requested, approved and loaded, and the purge scheduled. */
async function loadedOrg(directory: string, databaseFile: string): Promise<void> {
  const shellDirectory = join(directory, 'shell');
  mkdirSync(shellDirectory);
  const org = openOrg({ directory: ROOT, databaseFile });
  const served = await serve(org, {
    port: 0,
    shellDirectory,
    serverFile: join(directory, 'server.json'),
    adminId: administratorOf(org),
    log: () => {},
  });
  try {
    const client = new LocalOrg({ url: served.url, sessionId: served.sessionId, apiVersion: served.apiVersion });
    await prepare(client, ROOT, databaseFile);
    await loadSample(client, ROOT, () => {});
  } finally {
    await served.close();
  }
}

/** As many rows as wanted, each a copy of one of the sample with an Id of its own. */
function multiply(databaseFile: string, size: number): void {
  const storage = Database.open(databaseFile);
  const counters = new Counters(storage);
  const accounts: string[] = [];
  const sql = new DatabaseSync(databaseFile);
  const existing = MIX.map(([object]) => [object, count(sql, object)] as const);
  const rest = (
    sql.prepare('SELECT COUNT(*) n FROM "Case" WHERE "Synthetic_Dataset__c" IS NOT NULL').get() as {
      n: number;
    }
  ).n;
  const total = existing.reduce((sum, [, rows]) => sum + rows, rest);
  sql.exec('BEGIN');
  for (const [object, share] of MIX) {
    const columns = (sql.prepare(`SELECT name FROM pragma_table_info('${object}')`).all() as { name: string }[]).map(
      ({ name }) => name,
    );
    const template = sql
      .prepare(`SELECT * FROM "${object}" WHERE "Synthetic_Dataset__c" IS NOT NULL LIMIT 1`)
      .get() as Record<string, null | number | string>;
    const insert = sql.prepare(
      `INSERT INTO "${object}" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    const prefix = (template.Id as string).slice(0, 3);
    const unique = columns.filter((name) => name === 'Synthetic_Key__c' || name === 'Synthetic_Record_Key__c');
    const wanted = Math.round(((size - total) * share) / 10);
    for (let index = 0; index < wanted; index++) {
      const Id = counters.newId(prefix);
      const row: Record<string, null | number | string> = { ...template, Id };
      for (const name of unique) row[name] = `${template[name]}-${index}`;
      if (object === 'Account') accounts.push(Id);
      else if ('AccountId' in row) row.AccountId = accounts[index % accounts.length];
      insert.run(...columns.map((name) => row[name]));
    }
  }
  sql.exec('COMMIT');
  sql.close();
  counters.keep();
  storage.close();
}

function count(sql: DatabaseSync, object: string): number {
  return (
    sql.prepare(`SELECT COUNT(*) n FROM "${object}" WHERE "Synthetic_Dataset__c" IS NOT NULL`).get() as { n: number }
  ).n;
}

function purge(databaseFile: string, size: number): Run {
  const shares: Record<string, number> = {};
  let transactions = 0;
  const org = openOrg({
    directory: ROOT,
    databaseFile,
    log: (text) => process.stderr.write(`${text}\n`),
    observe: (_, limits) => {
      transactions += 1;
      for (const kind of COUNTED)
        shares[kind] = Math.max(shares[kind] ?? 0, limits.used(kind) / limits.limit(kind) || 0);
    },
  });
  try {
    const [dataset] = org.systemQuery(
      "SELECT Expires_At__c FROM Synthetic_Dataset__c WHERE Dataset_Key__c = 'sample-crm'",
    );
    const expiry = (dataset.peek('Expires_At__c') as ApexDatetime).ms;
    org.clock.moveTo(expiry - 1);
    transactions = 0;
    for (const kind of COUNTED) shares[kind] = 0;
    const started = process.cpuUsage();
    org.moveClock(expiry + DAY);
    const { user, system } = process.cpuUsage(started);
    const seconds = (user + system) / 1e6;
    const left = org.systemQuery('SELECT Id FROM Lead WHERE Synthetic_Dataset__c != null LIMIT 1').length;
    return { size, left, seconds, transactions, shares, memory: process.memoryUsage.rss() / 2 ** 20 };
  } finally {
    org.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(`\n${JSON.stringify(await measure(Number(process.argv[2])))}`);
