/**
 * End to end: what the package writes into its log in the local org, and an auditor gets through REST, verifies; and what was
 * changed on the way does not.
 */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SourceFile } from '../../local-org/src/diagnostics/diagnostic.ts';
import { runAnonymous } from '../../local-org/src/org/anonymous.ts';
import { openOrg } from '../../local-org/src/org/commands/project.ts';
import { callRest } from '../../local-org/src/org/exposed/apex-rest.ts';
import type { LocalOrg } from '../../local-org/src/org/local-org.ts';
import { parseKey } from '../src/keys.ts';
import { verifyLog } from '../src/verify-log.ts';
import { verifyConsistency, verifyInclusion } from '../src/verify-proof.ts';
import { witness } from './sample-log.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'audit-org-'));
const FACTS = 600;
let org: LocalOrg;
let vkey: string;

/** The package, with a signing key that is made here. */
before(() => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  cpSync(join(ROOT, 'force-app/main'), join(directory, 'force-app/main'), { recursive: true });
  const files: Readonly<Record<string, string>> = {
    'sfdx-project.json': '{"packageDirectories":[{"path":"force-app"}],"sourceApiVersion":"67.0"}',
    'config/local-org.json': JSON.stringify({ certificates: [{ name: 'Log_Key', algorithm: 'EC' }] }),
    'data/certificates/Log_Key.key.pem': String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    'force-app/main/signing/customMetadata/Synthetic_Signing_Key.Log_Key.md-meta.xml': signingKey(
      publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    ),
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  org = openOrg({ directory, databaseFile: join(directory, 'data/org.db'), alsoMentioned: [] });
  permit();
  publish(FACTS);
  checkpoint();
  publish(3);
  checkpoint();
  vkey = (lines(get('checkpoints').body)[0] as { verifierKey: string }).verifierKey;
});

after(() => {
  org.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('the log of the local org', () => {
  it('verifies as an auditor gets it, part by part', async () => {
    const report = await verifyLog([exportLog('whole')], trust());
    assert.deepEqual(report.problems, []);
    assert.deepEqual(report.remarks, []);
    assert.ok(report.covered >= FACTS + 3, `covered: ${report.covered}`);
    assert.equal(report.opened, report.entries);
    assert.equal(report.checkpoints, 2);
  });

  it('does not verify once a line of it is gone', async () => {
    const report = await verifyLog(
      [exportLog('cut', (text) => text.replace(/\{[^\n]*"index":5,[^\n]*\n/, ''))],
      trust(),
    );
    assert.ok(report.problems.some(({ code }) => code === 'order'));
    assert.ok(report.problems.some(({ code }) => code === 'root'));
  });

  it('gives proofs that hold offline', () => {
    const [older, newer] = (lines(get('checkpoints').body) as { note: string }[]).map(({ note }) => note);
    const [entry] = lines(get('entries', { first: '300', most: '1' }).body) as [
      { leaf: string; salt: string; details: string },
    ];
    const proved = verifyInclusion(get('proof', { index: '300' }).body, entry.leaf, trust(), entry);
    assert.equal(proved.leaf.index, 300);
    assert.equal(proved.checkpoint.text, older.slice(0, older.indexOf('\n\n') + 1));
    const sizes = [older, newer].map((note) => note.split('\n')[1]);
    const proof = get('consistency', { first: sizes[0], second: sizes[1] }).body;
    verifyConsistency(proof, older, newer, trust());
  });

  it('takes the signature of a witness and gives it with the checkpoint', () => {
    const [{ Id }] = org
      .systemQuery('SELECT Id FROM Synthetic_Audit_Checkpoint__c ORDER BY Size__c DESC LIMIT 1')
      .map((row) => ({ Id: String(row.peek('Id')) }));
    const note = get('checkpoint').body;
    const seen = witness('witness.example.com/w1');
    const added = call('POST', 'cosignatures', { checkpoint: Id }, seen.line(note.slice(0, note.indexOf('\n\n') + 1)));
    assert.equal(added.status, 201, added.body);
    const entry = (lines(get('entries', { first: '0', most: '1' }).body) as { leaf: string }[])[0];
    const trusted = { ...trust(), witnesses: [parseKey(seen.vkey)], quorum: 1 };
    assert.ok(get('checkpoint').body.endsWith(seen.line(note.slice(0, note.indexOf('\n\n') + 1))));
    assert.throws(() => verifyInclusion(get('proof', { index: '0' }).body, entry.leaf, trusted), /0 witnesses/);
  });

  it('is exported into files of any number that verify together', async () => {
    run('SyntheticAuditExportBatch.run(0);');
    const folder = join(directory, 'files');
    mkdirSync(folder);
    const query = "SELECT PathOnClient, VersionData FROM ContentVersion WHERE Title LIKE 'synthetic-audit-log-%'";
    for (const row of org.systemQuery(query)) {
      const data = row.peek('VersionData') as { readonly bytes: Uint8Array };
      writeFileSync(join(folder, String(row.peek('PathOnClient'))), data.bytes);
    }
    const report = await verifyLog([folder], trust());
    assert.deepEqual(report.problems, []);
    assert.ok(report.entries > FACTS);
  });

  it('refuses who is no auditor and what makes no sense', () => {
    assert.equal(call('GET', 'nowhere').status, 404);
    assert.equal(get('entries', { first: 'x' }).status, 400);
    assert.equal(get('proof', { index: '99999999' }).status, 400);
    run("delete [SELECT Id FROM PermissionSetAssignment WHERE PermissionSet.Name LIKE 'Synthetic_Data_%'];");
    assert.equal(get('entries').status, 403);
    permit();
  });
});

const trust = (): { keys: ReturnType<typeof parseKey>[]; witnesses: never[]; quorum: number } => ({
  keys: [parseKey(vkey)],
  witnesses: [],
  quorum: 0,
});

function publish(facts: number): void {
  run(`for (Integer i = 0; i < ${facts}; i++) {
    SyntheticAuditService.record(
      new SyntheticAuditFact(SyntheticAuditAction.SWEPT, 'Account', null).with('run', i).because('Grüße "Ωλ"\\n')
    );
  }
  SyntheticAuditService.flush();`);
}

function checkpoint(): void {
  run('SyntheticCheckpointService.checkpoint();');
}

function permit(): void {
  run(`PermissionSet auditor = [SELECT Id FROM PermissionSet WHERE Name = 'Synthetic_Data_Auditor'];
    insert new PermissionSetAssignment(AssigneeId = UserInfo.getUserId(), PermissionSetId = auditor.Id);`);
}

function run(apex: string): void {
  runAnonymous(org, org.seeded.adminId, new SourceFile('block.apex', apex), () => undefined);
  let turns = 0;
  while (org.async.runDue(Date.now() + 1000) > 0 && turns < 100) turns++;
}

/** Everything that there is, in the order in which the parts can be had. */
function exportLog(name: string, change: (text: string) => string = (text) => text): string {
  let text = get('log').body;
  const { size } = lines(text)[0] as { size: number };
  for (let first = 0; first < size; first += 250)
    text += get('entries', { first: String(first), most: String(Math.min(250, size - first)) }).body;
  text += get('tiles', { level: '0' }).body + get('tiles', { level: '1' }).body + get('checkpoints').body;
  const path = join(directory, `${name}.ndjson`);
  writeFileSync(path, change(text));
  return path;
}

function get(path: string, query: Readonly<Record<string, string>> = {}): { status: number; body: string } {
  return call('GET', path, query);
}

function call(
  method: string,
  path: string,
  query: Readonly<Record<string, string>> = {},
  body = '',
): { status: number; body: string } {
  const outcome = callRest(org, org.seeded.adminId, {
    method,
    path: `/synthetic/v1/audit/${path}`,
    query: Object.entries(query),
    headers: { 'content-type': 'text/plain' },
    body: Buffer.from(body),
    remoteAddress: '127.0.0.1',
  });
  return { status: outcome.status, body: outcome.body?.toString() ?? '' };
}

function lines(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}

function signingKey(publicKey: string): string {
  const values = { Algorithm__c: 'ECDSA-SHA256', Certificate__c: 'Log_Key', Public_Key__c: publicKey };
  return `<?xml version="1.0" encoding="UTF-8"?>
<CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <label>Log Key</label>
  <values><field>Active__c</field><value xsi:type="xsd:boolean">true</value></values>
${Object.entries(values)
  .map(([field, value]) => `  <values><field>${field}</field><value xsi:type="xsd:string">${value}</value></values>`)
  .join('\n')}
</CustomMetadata>
`;
}
