/**
 * Runs suites of figures, as a table or, with `--json`, as one JSON array on standard output. `--only NAME`, as often as wanted,
 * runs single suites. A goal that is missed shows as such; only what fails to run at all ends with 1.
 */
import { parseArgs } from 'node:util';
import { toTable, type Measurement } from './report.ts';

/** A topic's figures; its module is loaded when its turn comes. */
export type Suites = Readonly<Record<string, () => Promise<() => Measurement[] | Promise<Measurement[]>>>>;

/** Those of the engine alone, in the order in which they run. */
export const ENGINE_SUITES: Suites = {
  compute: async () => (await import('./compute.ts')).compute,
  coverage: async () => (await import('./coverage.ts')).coverage,
  statements: async () => (await import('./statements.ts')).statements,
  data: async () => (await import('./data.ts')).data,
  search: async () => (await import('./search.ts')).search,
  million: async () => (await import('./million.ts')).million,
  compile: async () => (await import('./compile.ts')).compile,
  tests: async () => (await import('./tests.ts')).tests,
};

/** Sets the exit code of the process: 2 for wrong usage, 1 where a suite did not run. */
export async function runSuites(suites: Suites): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false }, only: { type: 'string', multiple: true, default: [] } },
    allowPositionals: true,
  });
  const wanted = [...values.only, ...positionals];
  const unknown = wanted.filter((name) => !(name in suites));
  if (unknown.length > 0) {
    process.stderr.write(`Unknown suite ${unknown.join(', ')}; there are: ${Object.keys(suites).join(', ')}\n`);
    process.exitCode = 2;
    return;
  }
  const measurements: Measurement[] = [];
  for (const name of wanted.length > 0 ? wanted : Object.keys(suites)) {
    const started = performance.now();
    process.stderr.write(`measuring ${name} ...\n`);
    try {
      const suite = await suites[name]();
      measurements.push(...(await suite()));
    } catch (error) {
      process.exitCode = 1;
      process.stderr.write(`${name} did not run: ${error instanceof Error ? error.stack : String(error)}\n`);
    }
    process.stderr.write(`  ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  }
  process.stdout.write(values.json ? `${JSON.stringify(measurements, null, 2)}\n` : toTable(measurements));
}
