/** `npm run -s govern -- OBJECT`: makes an object a governed one. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { GovernError } from './errors.ts';
import { govern, type GovernReport } from './govern.ts';

const USAGE = `usage: npm run govern -- OBJECT [options]

  OBJECT           API name of a standard or custom object
  --project DIR    the folder of sfdx-project.json (default: this repository)
  --out DIR        the package directory that the files go to (default force-app)
  --dry-run        say what would be written, write nothing
  --json           the report as JSON on standard output

Writes the row of the registry, the provenance fields, the trigger, a test class, list views, a record page with the
badge, and the rights of the permission sets. Exit code 0: done. 2: the object cannot be governed; nothing was written.
`;

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      project: { type: 'string', default: fileURLToPath(new URL('../..', import.meta.url)) },
      out: { type: 'string', default: 'force-app' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (positionals.length !== 1) throw new GovernError(`One object is governed at a time.\n\n${USAGE}`);
  const report = govern({
    project: values.project,
    object: positionals[0],
    out: values.out,
    dryRun: values['dry-run'],
  });
  process.stdout.write(
    values.json ? `${JSON.stringify({ status: 0, result: report }, null, 2)}\n` : told(report, values['dry-run']),
  );
  return 0;
}

function told({ object, files, hints }: GovernReport, dryRun: boolean): string {
  const changed = files.filter(({ change }) => change !== 'unchanged');
  if (changed.length === 0) return `${object} is governed; nothing had to be written.\n`;
  const lines = changed.map(({ path, change }) => `  ${change}  ${path}`);
  const head = dryRun ? `${object} would be governed:` : `${object} is governed:`;
  return `${[head, ...lines, '', 'What is left to you:', ...hints.map((hint) => `  - ${hint}`)].join('\n')}\n`;
}

try {
  process.exitCode = main();
} catch (error) {
  const known =
    error instanceof GovernError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true;
  const message = error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ status: 2, message }, null, 2)}\n`);
  else process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}
