/** What the package's triggers cost: governor figures of chunks of both lanes, and 10,000 Contacts through them against bare SQLite. */
import { fileURLToPath } from 'node:url';
import { openOrg } from '../../packages/local-org/src/org/commands/project.ts';
import type { LocalOrg } from '../../packages/local-org/src/org/local-org.ts';
import { SObject } from '../../packages/local-org/src/runtime/platform/sobject.ts';
import { contact, ROUNDS, ROWS, throughSqlite } from '../../packages/local-org/bench/data.ts';
import { exactly, reported, type Measurement } from '../../packages/local-org/bench/report.ts';
import { approveDataset, DATASET, packageOrg, type PackageOrg } from '../isolation/support.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CHUNK = 200;

const OBJECTS = ['Account', 'Contact', 'Lead', 'Opportunity', 'Case'] as const;
/** Lookups of each object to governed objects, as the rows of a measured chunk fill them. */
const PARENTS: Readonly<Record<(typeof OBJECTS)[number], string>> = {
  Account: 'ParentId = accountId',
  Contact: 'AccountId = accountId, ReportsToId = contactId',
  Lead: '',
  Opportunity: 'AccountId = accountId',
  Case: 'AccountId = accountId, ContactId = contactId, ParentId = caseId',
};
const NAMES: Readonly<Record<(typeof OBJECTS)[number], string>> = {
  Account: "Name = 'A' + i",
  Contact: "LastName = 'C' + i",
  Lead: "LastName = 'L' + i, Company = 'L'",
  Opportunity: "Name = 'O' + i, StageName = 'Prospecting', CloseDate = Date.today()",
  Case: "Subject = 'S' + i",
};

interface Cost {
  readonly queries: number;
  readonly dml: number;
  readonly events: number;
}

export function isolation(): Measurement[] {
  return [...budgets(), ratio()];
}

/** Chunks of 200 inserts of each object with every parent that it can have; the insert itself is not counted. */
function budgets(): Measurement[] {
  const here = packageOrg({ after: () => {} });
  try {
    const closed = OBJECTS.map((object) => chunk(here, object, 'null'));
    approveDataset(here);
    const real = OBJECTS.map((object) => chunk(here, object, 'null'));
    const synthetic = OBJECTS.map((object) => chunk(here, object, 'datasetId'));
    return [
      exactly('real-lane chunk of 200 inserts, no synthetic data: SOQL', most(closed, 'queries'), 'count', 0),
      exactly('real-lane chunk of 200 inserts, no synthetic data: DML', most(closed, 'dml'), 'count', 0),
      exactly('real-lane chunk of 200 inserts, no synthetic data: events', most(closed, 'events'), 'count', 0),
      ...OBJECTS.map((object, index) =>
        upTo(`real-lane chunk of 200, ${object}, beside synthetic data: SOQL`, real[index].queries, kinds(object)),
      ),
      exactly('real-lane chunk of 200 inserts beside synthetic data: DML', most(real, 'dml'), 'count', 0),
      exactly('real-lane chunk of 200 inserts beside synthetic data: events', most(real, 'events'), 'count', 0),
      ...OBJECTS.map((object, index) => upTo(`synthetic chunk of 200, ${object}: SOQL`, synthetic[index].queries, 4)),
      exactly('synthetic chunk of 200 inserts: publish calls', most(synthetic, 'events'), 'count', 1),
      exactly('synthetic chunk of 200 inserts: other DML', most(synthetic, 'dml'), 'count', 0),
    ];
  } finally {
    here.org.close();
  }
}

/** @param dataset an Apex expression: `null` for the real lane */
function chunk({ run }: PackageOrg, object: (typeof OBJECTS)[number], dataset: string): Cost {
  const fields = [NAMES[object], PARENTS[object], `Synthetic_Dataset__c = ${dataset}`].filter(Boolean).join(', ');
  const [answer] = run(
    `${dataset === 'null' ? '' : DATASET}
    Account account = new Account(Name = 'Parent', Synthetic_Dataset__c = ${dataset});
    insert account;
    Id accountId = account.Id;
    Contact contact = new Contact(LastName = 'Parent', AccountId = accountId, Synthetic_Dataset__c = ${dataset});
    insert contact;
    Id contactId = contact.Id;
    Case parent = new Case(Subject = 'Parent', AccountId = accountId, Synthetic_Dataset__c = ${dataset});
    insert parent;
    Id caseId = parent.Id;
    List<${object}> rows = new List<${object}>();
    for (Integer i = 0; i < ${CHUNK}; i++) rows.add(new ${object}(${fields}));
    Integer queries = Limits.getQueries();
    Integer statements = Limits.getDmlStatements();
    Integer events = Limits.getPublishImmediateDML();
    insert rows;
    System.debug(JSON.serialize(new Map<String, Integer>{
      'queries' => Limits.getQueries() - queries,
      'dml' => Limits.getDmlStatements() - statements - 1,
      'events' => Limits.getPublishImmediateDML() - events }));`,
    'loader',
  );
  return JSON.parse(answer) as Cost;
}

const most = (costs: readonly Cost[], what: keyof Cost): number => Math.max(...costs.map((cost) => cost[what]));

/** How many kinds of governed objects the rows of the chunk reference. */
const kinds = (object: (typeof OBJECTS)[number]): number =>
  new Set([...PARENTS[object].matchAll(/= (\w+)Id/g)].map(([, kind]) => kind)).size;

function upTo(name: string, value: number, limit: number): Measurement {
  return { name, value, unit: 'count', goal: `<= ${limit}`, met: value <= limit };
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

function inserted(org: LocalOrg, rows: readonly SObject[]): void {
  const userId = org.seeded.adminId;
  org.transaction(userId, 'rest', () => {
    const results = org.data.dml({
      operation: 'insert',
      rows,
      allOrNone: true,
      access: { userId, mode: 'system', sharing: false },
    });
    const refused = results.find((result) => !result.success);
    if (refused) throw new Error(refused.errors.map((error) => error.message).join('; '));
  });
}
