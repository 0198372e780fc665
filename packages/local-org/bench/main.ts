/** `npm run bench`: every figure that the project promises, as a table or, with `--json`, as one JSON array. */
import { parseArgs } from 'node:util';
import { toTable, type Measurement } from './report.ts';

type Suite = () => Measurement[] | Promise<Measurement[]>;

const SUITES: Readonly<Record<string, () => Promise<Suite>>> = {
  compute: async () => (await import('./compute.ts')).compute,
  data: async () => (await import('./data.ts')).data,
  compile: async () => (await import('./compile.ts')).compile,
  tests: async () => (await import('./tests.ts')).tests,
  package: async () => (await import('./package.ts')).packageCost,
};

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  process.stderr.write(`Unknown suite ${unknown.join(', ')}; there are: ${Object.keys(SUITES).join(', ')}\n`);
  process.exit(2);
}
const measurements: Measurement[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(SUITES)) {
  if (!values.json) process.stderr.write(`measuring ${name} ...\n`);
  const suite = await SUITES[name]();
  measurements.push(...(await suite()));
}
process.stdout.write(values.json ? `${JSON.stringify(measurements, null, 2)}\n` : toTable(measurements));
