/**
 * `npm run bench`: every figure that the project promises, as a table or, with `--json`, as one JSON array on standard output.
 * `--only NAME`, as often as wanted, runs single suites. A goal that is missed shows as such; only what fails to run at all ends with 1.
 */
import { parseArgs } from 'node:util';
import { toTable, type Measurement } from './report.ts';

type Suite = () => Measurement[] | Promise<Measurement[]>;

/** One a topic, in the order in which they run. */
const SUITES: Readonly<Record<string, () => Promise<Suite>>> = {
  compute: async () => (await import('./compute.ts')).compute,
  coverage: async () => (await import('./coverage.ts')).coverage,
  statements: async () => (await import('./statements.ts')).statements,
  data: async () => (await import('./data.ts')).data,
  package: async () => (await import('./package.ts')).packageCost,
  million: async () => (await import('./million.ts')).million,
  compile: async () => (await import('./compile.ts')).compile,
  tests: async () => (await import('./tests.ts')).tests,
};

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
});
const wanted = [...values.only, ...positionals];
const unknown = wanted.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  process.stderr.write(`Unknown suite ${unknown.join(', ')}; there are: ${Object.keys(SUITES).join(', ')}\n`);
  process.exit(2);
}
const measurements: Measurement[] = [];
for (const name of wanted.length > 0 ? wanted : Object.keys(SUITES)) {
  const started = performance.now();
  process.stderr.write(`measuring ${name} ...\n`);
  try {
    const suite = await SUITES[name]();
    measurements.push(...(await suite()));
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${name} did not run: ${error instanceof Error ? error.stack : String(error)}\n`);
  }
  process.stderr.write(`  ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}
process.stdout.write(values.json ? `${JSON.stringify(measurements, null, 2)}\n` : toTable(measurements));
