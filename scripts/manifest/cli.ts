/** `npm run -s manifest -- sign|verify`: manifests of datasets and their signatures. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ApiError } from '../load/client.ts';
import { InputError } from '../load/errors.ts';
import { LocalOrg } from '../load/local-org.ts';
import { signManifest, verifyManifest, type Source } from './actions.ts';

const USAGE = `usage: npm run -s manifest -- sign   (--manifest FILE | --dataset KEY) --key FILE [--attach NAME] [options]
       npm run -s manifest -- verify (--manifest FILE | --dataset KEY) [--signature BASE64|@FILE] [--public-key FILE]

  --manifest FILE      the manifest.json beside the CSV files: what the dataset says, and its staged content
  --dataset KEY        the manifest as the org has sealed it; with --manifest too, both must say the same
  --key FILE           the private key, a PEM file: RSA or EC. It is read, never stored or sent
  --attach NAME        attaches the signature in the org, which verifies it with the signing key it has registered as NAME
  --signature TEXT     the signature, base64, or @ and the file that holds it (default: that in the org)
  --public-key FILE    whose signature it must be, PEM (default: the key that the org has registered: its own word)
  --user USER          who asks the org (default admin@example.com)
  --org-file FILE      where the running local org says how to reach it (default .local-org/server.json)
  --json               the report as JSON on standard output

Exit code 0: signed, or valid. 1: not valid. 2: the input is wrong, or the org refuses.
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      manifest: { type: 'string' },
      dataset: { type: 'string' },
      key: { type: 'string' },
      attach: { type: 'string' },
      signature: { type: 'string' },
      'public-key': { type: 'string' },
      user: { type: 'string', default: 'admin@example.com' },
      'org-file': {
        type: 'string',
        default: join(fileURLToPath(new URL('../..', import.meta.url)), '.local-org', 'server.json'),
      },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const [command, ...rest] = positionals;
  if ((command !== 'sign' && command !== 'verify') || rest.length > 0) throw new InputError(USAGE);
  const source: Source = {
    file: values.manifest,
    dataset: values.dataset,
    client:
      values.dataset === undefined ? undefined : await LocalOrg.fromFile(values['org-file']).clientFor(values.user),
  };
  const answer = (status: number, report: object, lines: readonly string[]): number => {
    process.stdout.write(
      values.json ? `${JSON.stringify({ status, result: report }, null, 2)}\n` : `${lines.join('\n')}\n`,
    );
    return status;
  };
  if (command === 'sign') {
    if (values.key === undefined) throw new InputError(`--key is missing\n\n${USAGE}`);
    const report = await signManifest(source, values.key, values.attach);
    return answer(0, report, [
      `manifest   ${report.hash}`,
      ...(report.content ? [`content    ${report.content.root} over ${report.content.records} records`] : []),
      `algorithm  ${report.algorithm}`,
      `signature  ${report.signature}`,
      ...(report.attached ? [`attached   as ${values.attach}`] : []),
    ]);
  }
  const report = await verifyManifest(source, signatureOf(values.signature), values['public-key']);
  return answer(report.valid ? 0 : 1, report, [
    `manifest   ${report.hash}`,
    ...(report.valid ? ['valid'] : report.problems),
  ]);
}

function signatureOf(given: string | undefined): string | undefined {
  if (given === undefined || !given.startsWith('@')) return given;
  try {
    return readFileSync(given.slice(1), 'utf8').trim();
  } catch {
    throw new InputError(`${given.slice(1)}: cannot read the signature`);
  }
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const known =
      error instanceof InputError ||
      error instanceof ApiError ||
      (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true;
    const message = error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
    if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ status: 2, message }, null, 2)}\n`);
    else process.stderr.write(`${message}\n`);
    process.exitCode = 2;
  },
);
