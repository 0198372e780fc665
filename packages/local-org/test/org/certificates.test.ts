/** Certificates of a local org: what Apex signs with them, where they are kept, what is told when there is none. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { CompilationError, SourceFile } from '../../src/diagnostics/diagnostic.ts';
import { runAnonymous } from '../../src/org/anonymous.ts';
import { readConfiguration } from '../../src/org/configuration.ts';
import { openOrg } from '../../src/org/commands/project.ts';
import { writeProject } from '../schema/project-fixture.ts';

const CLI = join(import.meta.dirname, '../../src/org/cli.ts');

const project = (context: TestContext, certificates: unknown): string =>
  writeProject(context, { '/config/local-org.json': JSON.stringify({ certificates }) });

function debugOf(directory: string, apex: string, databaseFile?: string): string[] {
  const org = openOrg({ directory, databaseFile, alsoMentioned: [apex] });
  const lines: string[] = [];
  try {
    runAnonymous(org, org.seeded.adminId, new SourceFile('block.apex', apex), (line) => lines.push(line));
  } finally {
    org.close();
  }
  return lines.map((line) => line.replace('USER_DEBUG|DEBUG|', ''));
}

const SIGN = `Blob text = Blob.valueOf('text');
  Blob signature = Crypto.signWithCertificate('RSA-SHA256', text, 'main_key');
  System.debug(EncodingUtil.base64Encode(signature));
  System.debug(Crypto.verify('RSA-SHA256', text, signature, 'Main_Key'));
  System.debug(Crypto.verify('RSA-SHA256', Blob.valueOf('other'), signature, 'Main_Key'));`;

void test('Apex signs and verifies with a certificate by its name, in any case', (context) => {
  const [, right, wrong] = debugOf(project(context, [{ name: 'Main_Key' }]), SIGN);
  assert.deepEqual([right, wrong], ['true', 'false']);
});

void test('signatures of a curve are DER, unless the algorithm is called PLAIN', (context) => {
  const lines = debugOf(
    project(context, [{ name: 'Curve', algorithm: 'EC' }]),
    `Blob text = Blob.valueOf('text');
    String der = EncodingUtil.convertToHex(Crypto.signWithCertificate('ECDSA-SHA256', text, 'Curve'));
    System.debug(der.left(2));
    System.debug(Crypto.signWithCertificate('ECDSA-SHA256-PLAIN', text, 'Curve').size());
    System.debug(Crypto.verify('ECDSA-SHA256', text, EncodingUtil.convertFromHex(der), 'Curve'));`,
  );
  assert.deepEqual(lines, ['30', '64', 'true']);
});

void test('the key is kept beside the database, for its owner alone, and its public half is told', (context) => {
  const directory = project(context, [{ name: 'Main_Key' }]);
  const tell = (...flags: string[]): string =>
    execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, 'certificate', ...flags], {
      cwd: directory,
      encoding: 'utf8',
    });
  const pem = tell('Main_Key');
  const { result } = JSON.parse(tell('Main_Key', '--json')) as { result: { publicKey: string; pem: string } };
  assert.equal(result.pem, pem);

  const [signature] = debugOf(directory, SIGN, join(directory, '.local-org', 'org.db'));

  const folder = join(directory, '.local-org', 'certificates');
  assert.deepEqual(readdirSync(folder), ['Main_Key.key.pem']);
  assert.equal(statSync(join(folder, 'Main_Key.key.pem')).mode & 0o777, 0o600);
  const key = createPublicKey({ key: Buffer.from(result.publicKey, 'base64'), format: 'der', type: 'spki' });
  assert.ok(verify('sha256', Buffer.from('text'), key, Buffer.from(signature, 'base64')));
});

void test('a certificate that the org lacks is no data, and a key of another kind no parameter', (context) => {
  const directory = project(context, [{ name: 'Curve', algorithm: 'EC' }]);
  const failureOf = (algorithm: string, name: string): string[] =>
    debugOf(
      directory,
      `try { Crypto.signWithCertificate('${algorithm}', Blob.valueOf('x'), '${name}'); }
       catch (Exception problem) { System.debug(problem.getTypeName()); }`,
    );
  assert.deepEqual(failureOf('RSA-SHA256', 'Unknown'), ['System.NoDataFoundException']);
  assert.deepEqual(failureOf('RSA-SHA256', 'Curve'), ['System.InvalidParameterValueException']);
  assert.deepEqual(failureOf('MD5', 'Curve'), ['System.InvalidParameterValueException']);
});

void test('a configuration that asks for what is no certificate is refused with its place', (context) => {
  const errorOf = (certificates: unknown): string => {
    try {
      readConfiguration(project(context, certificates));
      return 'none';
    } catch (error) {
      assert.ok(error instanceof CompilationError);
      return error.diagnostics[0].message;
    }
  };
  assert.match(errorOf([{ name: '../key' }]), /certificates\[0\]\.name/);
  assert.match(errorOf([{ name: 'Key', algorithm: 'DSA' }]), /certificates\[0\]\.algorithm/);
  assert.match(errorOf([{ name: 'Key', keySize: 1024 }]), /certificates\[0\]\.keySize/);
  assert.match(errorOf('Key'), /certificates: expected a list/);
  assert.equal(errorOf([{ name: 'Key', keySize: 4096 }]), 'none');
});
