/** `npm run load -- --manifest FILE`: loads a folder of CSV files into the local org, as the people of `config/local-org.json`. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { OrgClient } from './client.ts';
import { ApiError } from './client.ts';
import { InputError } from './errors.ts';
import { load } from './load.ts';
import { LocalOrg } from './local-org.ts';

const USAGE = `usage: npm run load -- --manifest FILE [options]

  --manifest FILE      the manifest.json beside the CSV files
  --dry-run            check everything, write nothing
  --json               the report as JSON on standard output
  --requester USER     who requests the dataset      (default requester@example.com)
  --approver USER      who approves it               (default approver@example.com)
  --loader USER        who loads it                  (default loader@example.com)
  --org-file FILE      where the running local org says how to reach it (default .local-org/server.json)

The rows are staged and validated in the org before the dataset is submitted; where they do not pass, nothing is loaded.

Exit code 0: every row is in the org. 1: rows were refused; each file has an error file beside it. 2: the input is wrong
or no org answers; nothing was loaded.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      manifest: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      requester: { type: 'string', default: 'requester@example.com' },
      approver: { type: 'string', default: 'approver@example.com' },
      loader: { type: 'string', default: 'loader@example.com' },
      'org-file': {
        type: 'string',
        default: join(fileURLToPath(new URL('../..', import.meta.url)), '.local-org', 'server.json'),
      },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (values.manifest === undefined) throw new InputError(`--manifest is missing\n\n${USAGE}`);
  const org = LocalOrg.fromFile(values['org-file']);
  const client = async (username: string): Promise<OrgClient> => org.clientFor(username);
  const report = await load({
    manifest: values.manifest,
    dryRun: values['dry-run'],
    people: {
      requester: await client(values.requester),
      approver: await client(values.approver),
      loader: await client(values.loader),
    },
    tell: (line) => process.stderr.write(`  ${line}\n`),
  });
  const isValid = report.validation === undefined || report.validation.verdict === 'Passed';
  const refused = report.files.reduce((sum, file) => sum + file.refused, 0);
  const code = refused > 0 || !isValid ? 1 : 0;
  if (values.json) process.stdout.write(`${JSON.stringify({ status: code, result: report }, null, 2)}\n`);
  else {
    const rows = report.files.reduce((sum, file) => sum + file.rows, 0);
    process.stdout.write(
      values['dry-run']
        ? `${rows} rows checked; nothing was written.\n`
        : isValid
          ? `${rows - refused} of ${rows} rows are in the org.\n`
          : `${report.validation?.run}: ${report.validation?.findings} findings stand against the dataset; nothing was loaded.\n`,
    );
    for (const text of report.validation?.onDataset ?? []) process.stdout.write(`dataset: ${text}\n`);
    for (const file of report.files)
      if (file.errorFile) process.stdout.write(`${file.refused} refused rows of ${file.file}: ${file.errorFile}\n`);
  }
  return code;
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const json = process.argv.includes('--json');
    const known =
      error instanceof InputError ||
      error instanceof ApiError ||
      (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
    const message = error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
    if (json) process.stdout.write(`${JSON.stringify({ status: 2, message }, null, 2)}\n`);
    else process.stderr.write(`${message}\n`);
    process.exitCode = 2;
  },
);
