/** `npm run conformance`: runs the cases, or those whose names start with one of the arguments, and shows what differs. */
import { conformanceCases, ledger, runCase } from './cases.ts';

const wanted = process.argv.slice(2);
const [failing, skipped] = [ledger('failing.json'), ledger('skipped.json')];
const chosen = conformanceCases().filter(
  ({ name }) => !skipped.has(name) && (wanted.length === 0 || wanted.some((start) => name.startsWith(start))),
);
let failed = 0;
for (const test of chosen) {
  let actual: string;
  try {
    actual = runCase(test);
  } catch (error) {
    actual = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  if (actual === test.expected) continue;
  const known = failing.get(test.name);
  if (known === undefined) failed++;
  process.stdout.write(`✘ ${test.name}: ${test.title}${known === undefined ? '' : ` (known: ${known})`}\n`);
  process.stdout.write(`--- expected\n${test.expected}\n--- actual\n${actual}\n\n`);
}
process.stdout.write(`${chosen.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
