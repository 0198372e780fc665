/** `npm test`: every test of the repository, one stage after the other; ends at the first stage that fails. */
import { ensureInstalled, node, run } from './bootstrap.mjs';

const only = process.argv.slice(2);

const quiet = '--disable-warning=ExperimentalWarning';
const nodeTests = (...patterns) => run(node(), [quiet, '--test', '--test-reporter=dot', ...patterns]);

const stages = [
  ['build', 'Components: TypeScript to JavaScript', () => run('tsc', ['-p', 'tsconfig.lwc.json'])],
  [
    'types',
    'Type check',
    async () => {
      for (const project of [
        'packages/local-org',
        'packages/audit-verifier',
        'packages/local-org/src/server/shell/client',
        'scripts',
        'tsconfig.lwc.test.json',
      ])
        await run('tsc', ['-p', project, '--noEmit']);
    },
  ],
  ['format', 'Formatting', () => run('prettier', ['--check', '--log-level', 'warn', '.'])],
  ['lint', 'Lint', () => run('eslint', ['.'])],
  [
    'sample',
    'The sample is what its generator writes',
    () => run(node(), [quiet, 'scripts/sample/generate.ts', '--check']),
  ],
  ['unit', 'Unit tests', () => nodeTests('packages/*/test/**/*.test.ts', 'scripts/**/*.test.ts')],
  ['components', 'Component tests', () => run('jest', [])],
  [
    'apex',
    "The package's Apex tests, in the local org",
    () => run(node(), [quiet, 'packages/local-org/src/org/cli.ts', 'test', '--code-coverage']),
  ],
  [
    'optional',
    'The Apex tests again, with the parts that need an optional feature',
    () =>
      run(node(), [
        quiet,
        'packages/local-org/src/org/cli.ts',
        'test',
        ...['force-app', 'optional'].flatMap((directory) => ['--source-dir', directory]),
      ]),
  ],
  ['smoke', 'npm start -- --smoke', () => run(node(), [quiet, 'scripts/start/main.ts', '--smoke'])],
  ['browser', 'A walk through the pages in a real browser', () => nodeTests('scripts/browser/**/*.walk.ts')],
];

async function main() {
  await ensureInstalled();
  const unknown = only.filter((name) => !stages.some(([stage]) => stage === name));
  if (unknown.length > 0)
    throw new Error(`Unknown stage ${unknown.join(', ')}; there are: ${stages.map(([name]) => name).join(', ')}`);
  const chosen = stages.filter(([name]) => only.length === 0 || only.includes(name));
  for (const [index, [, title, work]] of chosen.entries()) {
    const started = Date.now();
    process.stderr.write(`\n[${index + 1}/${chosen.length}] ${title}\n`);
    await work();
    process.stderr.write(`    done in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  }
}

main().catch((error) => {
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = error.exitCode ?? 1;
});
