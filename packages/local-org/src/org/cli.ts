/** The command line of the local org: reads flags, calls a command, turns mistakes into sentences and exit codes. */
import { parseArgs } from 'node:util';
import { check } from './commands/check.ts';
import { exec } from './commands/exec.ts';
import { portOf, UsageError } from './commands/project.ts';
import { query } from './commands/query.ts';
import { start } from './commands/start.ts';
import { test } from './commands/test.ts';
import { report } from './report.ts';

const USAGE = `usage: local-org COMMAND [flags]      run inside a Salesforce DX project

  start [--port N] [--db FILE] [--reset] [--json]     serves the org; state survives a restart
  test  [--source-dir DIR ...] [--tests NAME ...]     runs Apex tests in an org of their own
        [--json] [--code-coverage]
  check [--source-dir DIR ...] [--json]               compiles only
  exec FILE [--db FILE]                               anonymous Apex; the debug log to standard output
  query SOQL [--db FILE] [--json]                     rows as a table

Exit code 0: done. 1: errors in the project, failed tests, an exception in Apex. 2: wrong usage or input.
`;

const OPTIONS = {
  port: { type: 'string', default: '4725' },
  db: { type: 'string' },
  reset: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  'source-dir': { type: 'string', multiple: true, default: [] as string[] },
  tests: { type: 'string', multiple: true, default: [] as string[] },
  'code-coverage': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const FLAGS: Readonly<Record<string, readonly (keyof typeof OPTIONS)[]>> = {
  start: ['port', 'db', 'reset', 'json'],
  test: ['source-dir', 'tests', 'json', 'code-coverage'],
  check: ['source-dir', 'json'],
  exec: ['db'],
  query: ['db', 'json'],
};

async function main(argv: readonly string[]): Promise<number> {
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    allowPositionals: true,
    tokens: true,
  });
  const [command, ...rest] = positionals;
  if (values.help || command === undefined) {
    process.stdout.write(USAGE);
    return command === undefined && !values.help ? 2 : 0;
  }
  const allowed = FLAGS[command];
  if (!allowed) throw new UsageError(`Unknown command "${command}"\n\n${USAGE}`);
  for (const token of tokens) {
    if (token.kind === 'option' && token.name !== 'help' && !(allowed as readonly string[]).includes(token.name))
      throw new UsageError(`"${command}" has no flag ${token.rawName}`);
  }
  const argument = (name: string): string => {
    if (rest.length !== 1) throw new UsageError(`"${command}" takes one ${name}\n\n${USAGE}`);
    return rest[0];
  };
  if (command !== 'exec' && command !== 'query' && rest.length > 0)
    throw new UsageError(`"${command}" takes no argument: ${rest.join(' ')}`);
  const sourceDirectories = values['source-dir'];
  switch (command) {
    case 'start':
      return start({ port: portOf(values.port), databaseFile: values.db, reset: values.reset, json: values.json });
    case 'test':
      return test({
        sourceDirectories,
        tests: values.tests.flatMap((names) => names.split(',')),
        json: values.json,
        coverage: values['code-coverage'],
      });
    case 'check':
      return check({ sourceDirectories, json: values.json });
    case 'exec':
      return exec({ file: argument('FILE'), databaseFile: values.db });
    default:
      return query({ soql: argument('SOQL'), databaseFile: values.db, json: values.json });
  }
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => (process.exitCode = report(error)),
);
