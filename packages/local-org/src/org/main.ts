/** The command line: reads flags, calls a command, turns mistakes into sentences and exit codes. */
import { parseArgs } from 'node:util';
import type { TestFlags } from './commands/test.ts';
import { portOf, UsageError } from './commands/shared.ts';
import { COVERAGE_FORMATTERS, type ResultFormat } from './reports/names.ts';
import type { OrgKind } from '../data/seed.ts';
import { entryOf } from '../util/table.ts';

const USAGE = `usage: local-org COMMAND [flags]      run inside a Salesforce DX project

  start [--port N] [--db FILE] [--reset] [--json]     serves the org; state survives a restart
        [--production | --sandbox | --scratch]          what Organization says it is; a developer org unless told
  test  [--source-dir DIR ...]                        runs Apex tests in orgs of their own
        [--tests NAME ...] [--class-names NAME ...]     Class or Class.method; all where none is named
        [--result-format human|tap|junit|json] [--json]
        [--code-coverage] [--output-dir DIR]            result files as sf apex run test writes them
        [--coverage-formatters NAME ...]                clover, cobertura, html, json, json-summary, lcov
        [--workers N] [--no-cache]
  check [--source-dir DIR ...] [--json]               compiles only
  exec FILE [--db FILE]                               anonymous Apex; the debug log to standard output
  query SOQL [--db FILE] [--json]                     rows as a table
  certificate NAME [--db FILE] [--json]               the public key of a certificate of config/local-org.json

Exit code 0: done. 1: errors in the project, failed tests, an exception in Apex. 2: wrong usage or input.
`;

const MAXIMUM_WORKERS = 64;

const OPTIONS = {
  port: { type: 'string', default: '4725' },
  db: { type: 'string' },
  reset: { type: 'boolean', default: false },
  production: { type: 'boolean', default: false },
  sandbox: { type: 'boolean', default: false },
  scratch: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  'source-dir': { type: 'string', multiple: true, default: [] as string[] },
  tests: { type: 'string', short: 't', multiple: true, default: [] as string[] },
  'class-names': { type: 'string', short: 'n', multiple: true, default: [] as string[] },
  'result-format': { type: 'string', short: 'r' },
  'code-coverage': { type: 'boolean', short: 'c', default: false },
  'coverage-formatters': { type: 'string', multiple: true, default: [] as string[] },
  'output-dir': { type: 'string', short: 'd' },
  workers: { type: 'string' },
  'no-cache': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const FLAGS: Readonly<Record<string, readonly (keyof typeof OPTIONS)[]>> = {
  start: ['port', 'db', 'reset', 'json', 'production', 'sandbox', 'scratch'],
  test: [
    'source-dir',
    'tests',
    'class-names',
    'result-format',
    'json',
    'code-coverage',
    'coverage-formatters',
    'output-dir',
    'workers',
    'no-cache',
  ],
  check: ['source-dir', 'json'],
  exec: ['db'],
  query: ['db', 'json'],
  certificate: ['db', 'json'],
};

const WITH_ARGUMENT: ReadonlySet<string> = new Set(['exec', 'query', 'certificate']);

export async function main(argv: readonly string[]): Promise<number> {
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
  const allowed = entryOf(FLAGS, command);
  if (!allowed) throw new UsageError(`Unknown command "${command}"\n\n${USAGE}`);
  for (const token of tokens) {
    if (token.kind === 'option' && token.name !== 'help' && !(allowed as readonly string[]).includes(token.name))
      throw new UsageError(`"${command}" has no flag ${token.rawName}`);
  }
  const argument = (name: string): string => {
    if (rest.length !== 1) throw new UsageError(`"${command}" takes one ${name}\n\n${USAGE}`);
    return rest[0];
  };
  if (!WITH_ARGUMENT.has(command) && rest.length > 0)
    throw new UsageError(`"${command}" takes no argument: ${rest.join(' ')}`);
  const sourceDirectories = values['source-dir'];
  switch (command) {
    case 'start':
      return (await import('./commands/start.ts')).start({
        port: portOf(values.port),
        databaseFile: values.db,
        reset: values.reset,
        kind: kindOf(values),
        json: values.json,
      });
    case 'test':
      return (await import('./commands/test.ts')).test(testFlags(values));
    case 'check':
      return (await import('./commands/check.ts')).check({ sourceDirectories, json: values.json });
    case 'certificate':
      return (await import('./commands/certificate.ts')).certificate({
        name: argument('NAME'),
        databaseFile: values.db,
        json: values.json,
      });
    case 'exec':
      return (await import('./commands/exec.ts')).exec({ file: argument('FILE'), databaseFile: values.db });
    default:
      return (await import('./commands/query.ts')).query({
        soql: argument('SOQL'),
        databaseFile: values.db,
        json: values.json,
      });
  }
}

function kindOf(values: Values): OrgKind | undefined {
  const given = (['production', 'sandbox', 'scratch'] as const).filter((kind) => values[kind]);
  if (given.length > 1) throw new UsageError(`An org is one of these: ${given.map((kind) => `--${kind}`).join(', ')}`);
  return given[0];
}

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

function testFlags(values: Values): TestFlags {
  const formats: readonly ResultFormat[] = ['human', 'tap', 'junit', 'json'];
  const formatters = list(values['coverage-formatters']).map((name) =>
    oneOf('--coverage-formatters', name, COVERAGE_FORMATTERS),
  );
  if (formatters.length > 0 && values['output-dir'] === undefined)
    throw new UsageError('--coverage-formatters needs --output-dir, the folder that the files go to');
  return {
    sourceDirectories: values['source-dir'],
    tests: [...list(values.tests), ...list(values['class-names'])],
    resultFormat: values.json ? 'json' : oneOf('--result-format', values['result-format'] ?? 'human', formats),
    coverage: values['code-coverage'] || formatters.length > 0,
    coverageFormatters: formatters,
    outputDirectory: values['output-dir'],
    workers: workersOf(values.workers),
    cache: !values['no-cache'],
  };
}

/** Names may be given one by one or with commas between them, as to sf. */
function list(values: readonly string[]): string[] {
  return values.flatMap((names) => names.split(',')).map((name) => name.trim());
}

function oneOf<Name extends string>(flag: string, text: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === text);
  if (found === undefined) throw new UsageError(`${flag}: "${text}" is none of ${names.join(', ')}`);
  return found;
}

function workersOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > MAXIMUM_WORKERS)
    throw new UsageError(`--workers: "${text}" is no number from 1 through ${MAXIMUM_WORKERS}`);
  return count;
}
