/** `npm test`: every test of the repository, one stage after the other; ends at the first stage that fails. */
import { ensureInstalled, node, run } from './bootstrap.mjs';

const only = process.argv.slice(2);

const stages = [
  ['build', 'TypeScript components to JavaScript', () => run('tsc', ['-p', 'tsconfig.lwc.json'])],
  ['types', 'Type check', () => run('tsc', ['-p', 'packages/local-org', '--noEmit'])],
  ['lint', 'ESLint', () => run('eslint', ['.'])],
  ['unit', 'Unit tests of the local org', () => run(node(), ['--test', '--test-reporter=dot', 'packages/local-org/test/**/*.test.ts'])],
  ['components', 'Component tests', () => run('sfdx-lwc-jest', [])],
];

async function main() {
  await ensureInstalled();
  const unknown = only.filter((name) => !stages.some(([stage]) => stage === name));
  if (unknown.length > 0) throw new Error(`Unknown stage ${unknown.join(', ')}; there are: ${stages.map(([name]) => name).join(', ')}`);
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
