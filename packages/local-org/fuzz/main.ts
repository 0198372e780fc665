/**
 * `npm run fuzz -- [--cases N] [--from SEED]`: runs the compiler's fuzzer and prints what failed, by seed.
 * `npm run fuzz -- --show SEED` prints the text of one case.
 */
import { parseArgs } from 'node:util';
import { sourceOf, SUBJECTS } from './cases.ts';
import { loadCorpus } from './corpus.ts';
import { fuzz } from './fuzz.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    from: { type: 'string', default: '0' },
    show: { type: 'string' },
  },
});

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} wants a whole number, not "${text}"`);
  return value;
}

if (values.show !== undefined) {
  const seed = whole('show', values.show);
  process.stdout.write(sourceOf(loadCorpus(), SUBJECTS[seed % SUBJECTS.length], seed));
} else {
  const from = whole('from', values.from);
  const to = from + whole('cases', values.cases);
  const result = await fuzz(from, to, (seed) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${seed - from} of ${to - from}`);
  });
  for (const { seed, subject, message } of result.failures)
    process.stdout.write(`seed ${seed} (${subject}): ${message}\n`);
  const { refused, read, compiled } = result.outcomes;
  process.stdout.write(
    `${result.cases} cases: ${refused} refused, ${read} read, ${compiled} compiled, ${result.failures.length} failed\n`,
  );
  process.exitCode = result.failures.length > 0 ? 1 : 0;
}
