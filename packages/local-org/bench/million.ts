/**
 * A million rows into a database file, by Apex: 200 a DML statement, 25 statements a transaction. Alone in its process, whose memory is
 * measured. `node bench/million.ts` prints what it found as JSON; the suite of `npm run bench` runs it so.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LocalOrg } from '../src/org/local-org.ts';
import { callStatic } from '../src/org/program.ts';
import { openOrg } from '../src/org/commands/project.ts';
import { newList } from '../src/runtime/platform/collections.ts';
import { reported, under, type Measurement } from './report.ts';

const PROJECT = fileURLToPath(new URL('project', import.meta.url));
const ROWS = 1_000_000;
const CHUNK = 200;
const STATEMENTS = 25;
/** Rows whose time is looked at together: after the first ones, in which V8 still compiles, and at the end. */
const WINDOW = 100_000;
const QUERIES = 100;
const ROUNDS = 50;

const FLAT_GOAL = 1.2;
const MEMORY_GOAL = 600;
const QUERY_GOAL = 2;

interface Findings {
  /** microseconds a row, the median transaction of the window */
  readonly first: number;
  readonly last: number;
  /** the highest resident set, in MB */
  readonly memory: number;
  /** microseconds a query by an indexed field, by the number of rows that there were */
  readonly queries: readonly (readonly [rows: number, microseconds: number])[];
}

/** The suite of `npm run bench`. */
export function million(): Measurement[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', fileURLToPath(import.meta.url)],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (status !== 0) throw new Error(`The million rows ended with ${status}: ${stderr}`);
  const { first, last, memory, queries } = JSON.parse(stdout) as Findings;
  const [[, atFirst], ...later] = queries;
  return [
    reported('a million rows: insert of one, at the start', first, 'us'),
    under('a million rows: time of the last 100,000 / of the first', last / first, 'x', FLAT_GOAL),
    under('a million rows: memory of the process', memory, 'MB', MEMORY_GOAL),
    ...later.map(([rows, time]) =>
      under(
        `SOQL by an indexed field among ${rows.toLocaleString('en')} rows / among ${queries[0][0].toLocaleString('en')}`,
        time / atFirst,
        'x',
        QUERY_GOAL,
      ),
    ),
  ];
}

function measure(): Findings {
  const directory = mkdtempSync(join(tmpdir(), 'local-org-bench-'));
  const org = openOrg({ directory: PROJECT, databaseFile: join(directory, 'org.db') });
  try {
    const times: number[] = [];
    const queries: [number, number][] = [];
    let memory = 0;
    const step = CHUNK * STATEMENTS;
    for (let rows = 0; rows < ROWS; rows += step) {
      const started = performance.now();
      apex(org, 'insertitems(integer,integer,integer)', rows, CHUNK, STATEMENTS);
      times.push(performance.now() - started);
      memory = Math.max(memory, process.memoryUsage.rss());
      const total = rows + step;
      if (total === ROWS / 100 || total === ROWS / 10 || total === ROWS) queries.push([total, query(org, total)]);
      if (total % (ROWS / 10) === 0) process.stderr.write(`  ${total.toLocaleString('en')} rows\n`);
    }
    const window = WINDOW / step;
    return {
      first: (median(times.slice(2, window + 2)) / step) * 1000,
      last: (median(times.slice(-window)) / step) * 1000,
      memory: memory / 2 ** 20,
      queries,
    };
  } finally {
    org.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function apex(org: LocalOrg, method: string, ...args: unknown[]): unknown {
  return org.transaction(org.seeded.adminId, 'synchronous', () => callStatic(org.program, 'Statements', method, args));
}

/** Microseconds a query for keys spread over all rows, the best round of many, each with keys of its own. */
function query(org: LocalOrg, rows: number): number {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const keys = Array.from(
      { length: QUERIES },
      (_, i) => `key-${Math.floor(((i + round / ROUNDS) / QUERIES) * rows)}`,
    );
    const started = performance.now();
    apex(org, 'itemsbykey(list)', newList('String', keys));
    best = Math.min(best, performance.now() - started);
  }
  return (best / QUERIES) * 1000;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(JSON.stringify(measure()));
