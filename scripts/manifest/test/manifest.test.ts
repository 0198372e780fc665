/** Manifests outside of an org: the same bytes as the package makes, roots that others compute too, signatures that hold. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SourceFile } from '../../../packages/local-org/src/diagnostics/diagnostic.ts';
import { runAnonymous } from '../../../packages/local-org/src/org/anonymous.ts';
import { openOrg } from '../../../packages/local-org/src/org/commands/project.ts';
import type { DatasetDescription } from '../../load/manifest.ts';
import { canonical } from '../canonical.ts';
import { leafOf, rootOf } from '../content.ts';
import { manifestText } from '../text.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const CLI = join(ROOT, 'scripts/manifest/cli.ts');

interface Run {
  readonly status: number | null;
  readonly result: { readonly signature: string; readonly valid: boolean; readonly problems: string[]; hash: string };
  readonly message: string;
}

function cli(...args: readonly string[]): Run {
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', CLI, ...args, '--json'],
    { encoding: 'utf8' },
  );
  const answer = JSON.parse(stdout) as Run;
  assert.equal(answer.status, status, 'the exit code is in the answer, too');
  return answer;
}

/** A folder with the sample's files and a key pair of the kind. */
function folder(context: TestContext, kind: 'rsa' | 'ec' | 'ed25519' = 'ec'): (name: string) => string {
  const directory = mkdtempSync(join(tmpdir(), 'manifest-'));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  cpSync(join(ROOT, 'sample'), directory, { recursive: true });
  const pair =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : kind === 'ec'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('ed25519');
  writeFileSync(join(directory, 'private.pem'), pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(directory, 'public.pem'), pair.publicKey.export({ type: 'spki', format: 'pem' }));
  return (name) => join(directory, name);
}

const DESCRIPTION: DatasetDescription = {
  key: 'bytes',
  name: 'Ünïcode "quoted" \\ 日本 \u0001\u001f \u007f\u00a0',
  generator: ' padded ',
  generatorVersion: '1',
  method: 'compositeWithTrainedAlgorithmicMedia',
  modelName: 'CTGAN',
  modelVersion: '0.9',
  trainingData: 'Line one\r\nline two\ttab',
  configurationHash: '',
  seed: '0042',
  generatedAt: '2026-11-01T08:00:00.750+02:00',
  purpose: 'Testing',
  responsibleEntity: 'Example Bank plc',
  allowedObjects: ['Lead', 'Account', 'Case'],
  retentionDays: 30,
  markets: ['UK', 'EU'],
  recordLimits: { Account: '500', Case: 'CAS-09' },
  maximumRecords: 509,
};

void test('the text is that of the package, to the byte', () => {
  const apexText = (value: string | undefined): string =>
    value === undefined ? 'null' : `(String) JSON.deserialize('${escaped(JSON.stringify(value))}', String.class)`;
  const apex = `System.debug(SyntheticManifest.textOf(new Synthetic_Dataset__c(
    Dataset_Key__c = ${apexText(DESCRIPTION.key)}, Name = ${apexText(DESCRIPTION.name)},
    Generator__c = ${apexText(DESCRIPTION.generator)}, Generator_Version__c = ${apexText(DESCRIPTION.generatorVersion)},
    Method__c = ${apexText(DESCRIPTION.method)}, Model_Name__c = ${apexText(DESCRIPTION.modelName)},
    Model_Version__c = ${apexText(DESCRIPTION.modelVersion)}, Training_Data__c = ${apexText(DESCRIPTION.trainingData)},
    Configuration_Hash__c = ${apexText(DESCRIPTION.configurationHash)}, Seed__c = ${apexText(DESCRIPTION.seed)},
    Generated_At__c = Datetime.newInstanceGmt(2026, 11, 1, 6, 0, 0), Purpose__c = ${apexText(DESCRIPTION.purpose)},
    Responsible_Entity__c = ${apexText(DESCRIPTION.responsibleEntity)}, Retention_Days__c = 30.0,
    Allowed_Objects__c = 'Lead; Account;Case', Markets__c = 'UK;EU', Record_Limits__c = 'Account=500;Case=CAS-09',
    Maximum_Records__c = 509, Record_Count__c = 4300, Content_Root__c = 'f00'
  )));`;
  const org = openOrg({ directory: ROOT, alsoMentioned: [apex] });
  const lines: string[] = [];
  try {
    runAnonymous(org, org.seeded.adminId, new SourceFile('block.apex', apex), (line) => lines.push(line));
  } finally {
    org.close();
  }

  assert.equal(
    lines.join('\n').replace(/^USER_DEBUG\|DEBUG\|/, ''),
    manifestText(DESCRIPTION, { records: 4300, root: 'f00' }),
  );
});

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");

void test('canonical JSON is that of RFC 8785: its example of texts, sorted keys, no fractions', () => {
  // RFC 8785, section 3.2.2, the member "string"
  assert.equal(canonical('€$\u000f\nA\'B"\\\\"/'), '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
  // RFC 8785, section 3.2.3
  const keys = ['€', '\r', 'דּ', '1', '😀', '\u0080', 'ö'];
  assert.deepEqual(
    Object.keys(JSON.parse(canonical(Object.fromEntries(keys.map((key) => [key, 1])))) as object).sort(),
    ['1', '\r', '\u0080', 'ö', '€', '😀', 'דּ'].sort(),
  );
  assert.equal(canonical({ b: [1, true, null], a: {} }), '{"a":{},"b":[1,true,null]}');
  assert.throws(() => canonical(1.5), RangeError);
});

void test('roots are those of RFC 6962 logs', () => {
  // the vectors of the Certificate Transparency implementations
  const data = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const roots = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];
  const leaves = data.map((hex) => leafOf(Buffer.from(hex, 'hex')));
  for (const [size, root] of roots.entries())
    assert.equal(rootOf(leaves.slice(0, size)).toString('hex'), root, `of ${size} leaves`);
});

void test('what is signed with a key is valid for that key and these files', (context) => {
  for (const kind of ['rsa', 'ec'] as const) {
    const at = folder(context, kind);
    const signed = cli('sign', '--manifest', at('manifest.json'), '--key', at('private.pem'));
    assert.equal(signed.status, 0);
    writeFileSync(at('signature'), signed.result.signature);

    const verified = cli(
      ...['verify', '--manifest', at('manifest.json'), '--public-key', at('public.pem')],
      ...['--signature', `@${at('signature')}`],
    );
    assert.deepEqual([verified.status, verified.result.valid, verified.result.hash], [0, true, signed.result.hash]);
  }
});

void test('a changed cell, a changed statement, another signature or another key is not valid', (context) => {
  const at = folder(context);
  const other = folder(context);
  const { signature } = cli('sign', '--manifest', at('manifest.json'), '--key', at('private.pem')).result;
  const verdict = (directory: (name: string) => string, key = at('public.pem'), given = signature): Run =>
    cli('verify', '--manifest', directory('manifest.json'), '--public-key', key, '--signature', given);
  assert.equal(verdict(at).status, 0);

  assert.equal(verdict(at, other('public.pem')).status, 1);
  const another = cli('sign', '--manifest', at('manifest.json'), '--key', other('private.pem')).result.signature;
  assert.deepEqual(verdict(at, at('public.pem'), another).result.problems, [
    'The signature does not belong to this manifest and key.',
  ]);
  const cells = readFileSync(other('leads.csv'), 'utf8');
  writeFileSync(other('leads.csv'), cells.replace('Strosin-Boyle', 'Strosin-Doyle'));
  assert.equal(verdict(other).status, 1);
  writeFileSync(other('leads.csv'), cells);
  assert.equal(verdict(other).status, 0);
  const manifest = readFileSync(other('manifest.json'), 'utf8');
  writeFileSync(other('manifest.json'), manifest.replace('"retentionDays": 30', '"retentionDays": 300'));
  assert.equal(verdict(other).status, 1);
});

void test('input that cannot be used ends with exit code 2 and never tells the key', (context) => {
  const at = folder(context, 'ed25519');
  const messageOf = (...args: string[]): string => {
    const { status, message } = cli(...args);
    assert.equal(status, 2);
    assert.doesNotMatch(message, /PRIVATE KEY/);
    return message;
  };
  assert.match(messageOf('sign', '--manifest', at('manifest.json')), /--key is missing/);
  assert.match(messageOf('sign', '--key', at('private.pem')), /Salesforce takes RSA and EC/);
  assert.match(messageOf('sign', '--manifest', at('manifest.json'), '--key', at('leads.csv')), /no private key in PEM/);
  assert.match(messageOf('sign', '--manifest', at('manifest.json'), '--key', at('none.pem')), /cannot read/);
  const ec = folder(context);
  assert.match(messageOf('sign', '--key', ec('private.pem')), /Which manifest/);
  assert.match(
    messageOf('sign', '--manifest', ec('manifest.json'), '--key', ec('private.pem'), '--attach', 'Key'),
    /takes --dataset/,
  );
  assert.match(messageOf('verify', '--manifest', ec('manifest.json'), '--signature', 'AAAA'), /--public-key/);
  assert.match(messageOf('check'), /usage/);
});
