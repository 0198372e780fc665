/** What the package's triggers cost: 10,000 Contacts through them against bare SQLite, and governor figures of real-lane chunks. */
import { fileURLToPath } from 'node:url';
import { openOrg } from '../../packages/local-org/src/org/commands/project.ts';
import type { LocalOrg } from '../../packages/local-org/src/org/local-org.ts';
import { SObject } from '../../packages/local-org/src/runtime/platform/sobject.ts';
import { contact, ROUNDS, ROWS, throughSqlite } from '../../packages/local-org/bench/data.ts';
import { exactly, reported, type Measurement } from '../../packages/local-org/bench/report.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CHUNK = 200;

export function isolation(): Measurement[] {
  return [...governor(), ratio()];
}

/** The figures of one chunk where the org holds no synthetic data; the insert itself is not counted. */
function governor(): Measurement[] {
  const org = openOrg({ directory: ROOT });
  try {
    const account = inserted(org, [row(org, 'Account', [['Name', 'Real parent']])]).ids[0];
    const rows = Array.from({ length: CHUNK }, (_, index) =>
      row(org, 'Contact', [...contact(index), ['AccountId', account]]),
    );
    const { queries, dml, events } = inserted(org, rows);
    return [
      exactly('real-lane chunk of 200 inserts, no synthetic data: SOQL', queries, 'count', 0),
      exactly('real-lane chunk of 200 inserts, no synthetic data: DML', dml, 'count', 0),
      exactly('real-lane chunk of 200 inserts, no synthetic data: events', events, 'count', 0),
    ];
  } finally {
    org.close();
  }
}

function ratio(): Measurement {
  let dml = Infinity;
  let bare = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const org = openOrg({ directory: ROOT });
    const rows = Array.from({ length: ROWS }, (_, index) => row(org, 'Contact', contact(index)));
    const started = performance.now();
    inserted(org, rows);
    dml = Math.min(dml, performance.now() - started);
    org.close();
    bare = Math.min(bare, throughSqlite(org.schema));
  }
  return reported("insert of 10,000 Contacts with the package's triggers against node:sqlite", dml / bare, 'x');
}

function row(org: LocalOrg, object: string, values: readonly (readonly [string, unknown])[]): SObject {
  return new SObject(object, org.schema.objects.get(object.toLowerCase()), new Map(values));
}

function inserted(
  org: LocalOrg,
  rows: readonly SObject[],
): { ids: string[]; queries: number; dml: number; events: number } {
  const userId = org.seeded.adminId;
  return org.transaction(userId, 'rest', ({ limits }) => {
    const results = org.data.dml({
      operation: 'insert',
      rows,
      allOrNone: true,
      access: { userId, mode: 'system', sharing: false },
    });
    const refused = results.find((result) => !result.success);
    if (refused) throw new Error(refused.errors.map((error) => error.message).join('; '));
    // Whoever counts the statement of this insert itself takes it off.
    return {
      ids: results.map((result) => result.id!),
      queries: limits.used('queries'),
      dml: limits.used('dmlStatements') - 1,
      events: limits.used('publishImmediateDml'),
    };
  });
}
