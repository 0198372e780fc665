/**
 * What the validation costs: the gate at the write, for each record of a chunk of 200 that is full of text, and staged rows from
 * 1,000 to 100,000, staged and validated. CPU time, which other processes of the machine do not change much.
 */
import { fileURLToPath } from 'node:url';
import { atLeast, exactly, reported, under, type Measurement } from '../../packages/local-org/bench/report.ts';
import { SourceFile } from '../../packages/local-org/src/diagnostics/diagnostic.ts';
import { runAnonymous } from '../../packages/local-org/src/org/anonymous.ts';
import { openOrg } from '../../packages/local-org/src/org/commands/project.ts';
import { administratorOf } from '../../packages/local-org/src/org/commands/shared.ts';
import type { LocalOrg } from '../../packages/local-org/src/org/local-org.ts';
import { SObject } from '../../packages/local-org/src/runtime/platform/sobject.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SIZES = [1_000, 10_000, 100_000];
const CHUNK = 200;
const FLAT_GOAL = 1.2;
/** Of the 10 seconds that a transaction has. */
const GATE_GOAL = 5;
const RATE_GOAL = 300;

/** A chunk of leads with a text in every field that a page shows, asked three times: the first time pays for the start. */
const GATE = `
List<SObject> leads = new List<SObject>();
for (Integer i = 0; i < ${CHUNK}; i++) {
  leads.add(new Lead(FirstName = 'Ada', LastName = 'Invented ' + i, Company = 'Fancy ' + i, Email = 'ada.' + i + '@example.com',
    Phone = '(202) 555-0123', MobilePhone = '+44 7700 900123', Website = 'https://fancy-' + i + '.example', Street = i + ' Long Lane',
    City = 'Springfield', PostalCode = '01234', Title = 'Head of Operations',
    Description = 'Called on 2026-11-01 at 08:30 about order 1234567, wants 12 of 99.95 each. '.repeat(4)));
}
for (Integer round = 0; round < 3; round++) {
  Integer queries = Limits.getQueries();
  Integer before = Limits.getCpuTime();
  Integer refused = SyntheticValidationService.refusals(leads).size();
  System.debug('gate ' + (Limits.getCpuTime() - before) + ' ' + (Limits.getQueries() - queries) + ' ' + refused);
}`;

export function validation(): Measurement[] {
  return [...gate(), ...staged()];
}

function gate(): Measurement[] {
  const org = openOrg({ directory: ROOT });
  try {
    const rounds = debugged(org, GATE).map((line) => line.split(' ').slice(-3).map(Number));
    const cold = rounds[0][0];
    const warm = rounds.at(-1)![0];
    return [
      reported('gate at the write, first chunk of 200: CPU time a record', cold / CHUNK, 'ms'),
      under('gate at the write: CPU time a record', warm / CHUNK, 'ms', GATE_GOAL),
      exactly('gate at the write: SOQL', Math.max(...rounds.map(([, queries]) => queries)), 'count', 0),
      exactly(
        'gate at the write: sound records refused',
        Math.max(...rounds.map(([, , refused]) => refused)),
        'count',
        0,
      ),
    ];
  } finally {
    org.close();
  }
}

function staged(): Measurement[] {
  const runs = SIZES.map(measure);
  const [first, ...later] = runs;
  return [
    ...runs.map(({ size, stagingSeconds }) =>
      reported(`staging of ${named(size)}: rows a second of CPU time`, size / stagingSeconds, 'rows/s'),
    ),
    ...runs.map(({ size, seconds }) =>
      atLeast(`validation of ${named(size)}: rows a second of CPU time`, size / seconds, 'rows/s', RATE_GOAL),
    ),
    ...later.map(({ size, seconds }) =>
      under(
        `validation of ${named(size)}: time a row / of ${named(first.size)}`,
        seconds / size / (first.seconds / first.size),
        'x',
        FLAT_GOAL,
      ),
    ),
    ...runs.map(({ size, examined }) =>
      exactly(`validation of ${named(size)}: rows examined`, examined, 'count', size),
    ),
  ];
}

interface Run {
  readonly size: number;
  readonly stagingSeconds: number;
  readonly seconds: number;
  readonly examined: number;
}

function measure(size: number): Run {
  const org = openOrg({ directory: ROOT });
  try {
    debugged(
      org,
      `insert new Synthetic_Dataset__c(Name = 'Bench', Dataset_Key__c = 'bench', Generator__c = 'bench', Generator_Version__c = '1',
        Method__c = 'algorithmicMedia', Configuration_Hash__c = '${'a'.repeat(64)}', Seed__c = '1', Generated_At__c = System.now().addDays(-1),
        Purpose__c = 'Bench', Responsible_Entity__c = 'Bench', Allowed_Objects__c = 'Account;Contact', Retention_Days__c = 30);`,
    );
    const datasetId = org.systemQuery('SELECT Id FROM Synthetic_Dataset__c')[0].peek('Id') as string;
    const stagingSeconds = seconds(() => stageRows(org, datasetId, size));
    const validating = seconds(() => {
      debugged(org, `SyntheticValidationService.start('${datasetId}');`);
      org.moveClock(org.clock.now() + 60_000);
    });
    const [run] = org.systemQuery(
      'SELECT Verdict__c, Records_Examined__c, Errors__c, Summary__c FROM Synthetic_Validation_Run__c',
    );
    if (run.peek('Verdict__c') !== 'Passed')
      throw new Error(`The run did not pass: ${String(run.peek('Errors__c'))} ${String(run.peek('Summary__c'))}`);
    return { size, stagingSeconds, seconds: validating, examined: Number(run.peek('Records_Examined__c')) };
  } finally {
    org.close();
  }
}

/** One account to nine contacts, each of which refers to its account. */
function stageRows(org: LocalOrg, datasetId: string, size: number): void {
  const userId = administratorOf(org);
  for (let start = 0; start < size; start += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, size - start) }, (_, at) =>
      stagedRow(org, datasetId, start + at),
    );
    org.transaction(userId, 'rest', () => {
      const results = org.data.dml({
        operation: 'insert',
        rows,
        allOrNone: true,
        access: { userId, mode: 'system', sharing: false },
      });
      const refused = results.find((result) => !result.success);
      if (refused) throw new Error(refused.errors.map(({ message }) => message).join('; '));
    });
  }
}

function stagedRow(org: LocalOrg, datasetId: string, index: number): SObject {
  const account = index - (index % 10);
  const payload =
    index === account
      ? { Name: `Fancy ${index} Works`, Phone: '(202) 555-0123', Website: `https://fancy-${index}.example` }
      : {
          FirstName: 'Ada',
          LastName: `Invented ${index}`,
          Email: `ada.${index}@example.com`,
          Phone: '(202) 555-0123',
          Birthdate: '1990-01-31',
          Account: { Synthetic_Key__c: `K-${account}` },
        };
  const object = index === account ? 'Account' : 'Contact';
  return new SObject(
    'Synthetic_Staged_Record__c',
    org.schema.objects.get('synthetic_staged_record__c'),
    new Map([
      ['Dataset__c', datasetId],
      ['Object_Name__c', object],
      ['Key__c', `K-${index}`],
      ['Payload__c', JSON.stringify(payload)],
    ]),
  );
}

function debugged(org: LocalOrg, apex: string): string[] {
  const lines: string[] = [];
  runAnonymous(org, administratorOf(org), new SourceFile('bench.apex', apex), (line) => void lines.push(line));
  return lines.filter((line) => line.includes('|gate ')).map((line) => line.slice(line.lastIndexOf('|') + 1));
}

function seconds(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

const named = (size: number): string => `${size.toLocaleString('en')} staged rows`;
