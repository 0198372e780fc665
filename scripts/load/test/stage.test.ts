import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { OrgClient, type FieldDescribe, type ObjectDescribe } from '../client.ts';
import type { Plan, PlannedFile, PlannedRow } from '../plan.ts';
import { payloadOf, rowName, stage, type StagedRows } from '../stage.ts';
import { validate } from '../validate.ts';

interface Call {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

type Answer = (call: Call) => unknown;

/** An org that answers as it is told, and what it was asked. */
async function orgThat(answer: Answer): Promise<{ client: OrgClient; calls: Call[]; server: Server }> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void read(request).then((text) => {
      const call = {
        method: request.method ?? '',
        url: decodeURIComponent(request.url ?? ''),
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
      };
      calls.push(call);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(call)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  return { client: new OrgClient(`http://127.0.0.1:${port}`, 'session', '67.0'), calls, server };
}

const servers: Server[] = [];
after(() => servers.forEach((server) => server.close()));

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

const field = (name: string, relationshipName: string | null = null): FieldDescribe => ({
  name,
  type: relationshipName === null ? 'string' : 'reference',
  length: 80,
  createable: true,
  relationshipName,
  referenceTo: relationshipName === null ? [] : ['Account'],
  externalId: false,
  restrictedPicklist: false,
  picklistValues: [],
});

const CONTACT: ObjectDescribe = { name: 'Contact', fields: [field('LastName'), field('AccountId', 'Account')] };

const row = (line: number, key: string | undefined, values: Record<string, unknown>): PlannedRow => ({
  source: { line, cells: {} },
  values,
  references: new Map(),
  key,
});

const contacts = (rows: readonly PlannedRow[]): PlannedFile => ({
  file: {
    object: 'Contact',
    path: '/x/contacts.csv',
    name: 'contacts.csv',
    externalId: 'Synthetic_Key__c',
    rows: undefined,
  },
  csv: { name: 'contacts.csv', columns: [], rows: [] },
  rows,
  ignoredColumns: [],
});

const planOf = (...files: PlannedFile[]): Plan => ({ files, problems: [] });
const describes = new Map([['Contact', CONTACT]]);
const nothing = (): void => {};

describe('staging', () => {
  it('sends each row as the REST API would take it, under a key of its own', async () => {
    const { client, calls } = await orgThat(({ url }) =>
      url.includes('/query')
        ? { records: [{ n: 2 }] }
        : [
            { success: true, errors: [] },
            { success: true, errors: [] },
          ],
    );
    const file = contacts([row(2, 'C-1', { LastName: 'Ray' }), row(3, undefined, { LastName: 'Roy' })]);
    const staged = await stage(client, 'a01', planOf(file), describes, nothing);

    assert.match(calls[0].url, /composite\/sobjects\/Synthetic_Staged_Record__c\/Row_Key__c$/);
    const { records } = calls[0].body as { records: Record<string, string>[] };
    assert.equal(records[0].Row_Key__c, 'a01|Contact|C-1');
    assert.deepEqual(JSON.parse(records[0].Payload__c), { LastName: 'Ray' });
    assert.equal(records[1].Key__c, 'line 3');
    assert.equal(staged.get(rowName('Contact', 'c-1'))?.row, file.rows[0]);
  });

  it('says a reference to a row of the load by the key of that row', () => {
    const referring: PlannedRow = {
      ...row(2, 'C-1', { LastName: 'Ray' }),
      references: new Map([['AccountId', { object: 'Account', key: '001000000000001AAA' }]]),
    };
    assert.deepEqual(payloadOf(referring, CONTACT), {
      LastName: 'Ray',
      Account: { Synthetic_Key__c: '001000000000001AAA' },
    });
  });

  it('names file and line of a row that the org does not take', async () => {
    const { client } = await orgThat(() => [{ success: false, errors: [{ message: 'the dataset is Submitted' }] }]);
    await assert.rejects(
      stage(client, 'a01', planOf(contacts([row(7, 'C-1', {})])), describes, nothing),
      /contacts\.csv:7: the row cannot be staged: the dataset is Submitted/,
    );
  });

  it('refuses a dataset with other staged rows, and a key that is too long', async () => {
    const { client } = await orgThat(({ url }) =>
      url.includes('/query') ? { records: [{ n: 3 }] } : [{ success: true, errors: [] }],
    );
    await assert.rejects(
      stage(client, 'a01', planOf(contacts([row(2, 'C-1', {})])), describes, nothing),
      /3 rows are staged for the dataset and 1 are to be loaded/,
    );
    await assert.rejects(
      stage(client, 'a01', planOf(contacts([row(2, 'x'.repeat(81), {})])), describes, nothing),
      /contacts\.csv:2: the key has more than 80 characters/,
    );
  });
});

describe('validating', () => {
  const run = (more: object): object => ({
    runId: 'a02',
    name: 'VR-000001',
    status: 'Completed',
    verdict: 'Passed',
    score: 100,
    isEnded: true,
    examined: 1,
    blockingFindings: 0,
    otherFindings: 0,
    errors: null,
    ...more,
  });
  const file = contacts([row(2, 'C-1', {}), row(3, 'C-2', {})]);
  const staged: StagedRows = new Map(file.rows.map((r) => [rowName('Contact', r.key!), { file, row: r }]));

  it('waits until the run has ended', async () => {
    let asked = 0;
    const { client, calls } = await orgThat(({ method }) => {
      if (method === 'POST') return run({ isEnded: false, verdict: null, status: 'Running' });
      asked += 1;
      return { run: asked < 2 ? run({ isEnded: false, verdict: null }) : run({}) };
    });
    const seen: number[] = [];
    const result = await validate(client, 'a01', staged, (examined) => void seen.push(examined));

    assert.equal(result.status.verdict, 'Passed');
    assert.equal(result.refused.size, 0);
    assert.deepEqual(calls[0].body, { datasetId: 'a01' });
    assert.match(calls[0].url, /^\/services\/apexrest\/synthetic\/validations$/);
    assert.deepEqual(seen, [1, 1]);
  });

  it('gives each refused row with its checks, and what is about the dataset apart', async () => {
    const finding = (key: string | null, check: string, blocking = true): object => ({
      Check__c: check,
      Blocking__c: blocking,
      Object_Name__c: key === null ? null : 'Contact',
      Record_Key__c: key,
      Message__c: `${check} says so.`,
    });
    const page = [
      finding('C-2', 'Phone'),
      finding('C-2', 'Iban'),
      finding('C-1', 'Warning', false),
      finding(null, 'Provenance'),
      ...Array.from({ length: 46 }, () => finding('C-1', 'Other', false)),
    ];
    const { client, calls } = await orgThat(({ method, url }) => {
      if (method === 'POST') return run({ verdict: 'Failed', blockingFindings: 3 });
      return { run: run({}), findings: url.endsWith('first=0') ? page : [] };
    });
    const { refused, onDataset } = await validate(client, 'a01', staged, nothing);

    assert.deepEqual(refused.get(file), [{ row: file.rows[1], message: 'Phone: Phone says so.; Iban: Iban says so.' }]);
    assert.deepEqual(onDataset, ['Provenance: Provenance says so.']);
    assert.match(calls.at(-1)!.url, /first=50$/);
  });

  it('is an error of the input where the run ends without a verdict', async () => {
    const { client } = await orgThat(() => run({ status: 'Failed', verdict: null, errors: 'a class is missing' }));
    await assert.rejects(
      validate(client, 'a01', staged, nothing),
      /VR-000001 ended Failed and without a verdict: a class is missing/,
    );
  });
});
