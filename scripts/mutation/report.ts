/** Mutants and what became of them, for people. */
import type { Mutant, Verdict } from './project.ts';

export interface Judged extends Mutant {
  readonly before: string;
  readonly after: string;
  readonly verdict: Verdict;
}

const LONGEST = 90;

export function toText(judged: readonly Judged[]): string {
  const lines = judged
    .filter(({ verdict }) => verdict.kind === 'survived')
    .map(
      (mutant) => `survived: ${mutant.operator}, ${mutant.member} (${mutant.path}:${mutant.line}): ${short(mutant)}`,
    );
  return `${[...lines, summary(judged)].join('\n')}\n`;
}

/** A table by class, without lines and moments, so that it changes only when a guard or its test does. */
export function toMarkdown(judged: readonly Judged[]): string {
  const rows = judged
    .filter(({ verdict }) => verdict.kind !== 'invalid')
    .map(({ member, operator, before, verdict }) => {
      const killer = verdict.kind === 'killed' ? `\`${verdict.by}\`` : '**none**';
      return `| \`${member}\` | ${operator} | \`${cell(before)}\` | ${killer} |`;
    });
  return [
    '# Mutants',
    '',
    'Written by `npm run test:mutation -- --write docs/mutation.md`. Each line is one guard of the package, switched off alone, and the first test that fails then.',
    '',
    summary(judged),
    '',
    '| where | what is done | to | the test that notices |',
    '| ----- | ------------ | -- | --------------------- |',
    ...rows,
    '',
  ].join('\n');
}

function summary(judged: readonly Judged[]): string {
  const count = (kind: Verdict['kind']): number => judged.filter(({ verdict }) => verdict.kind === kind).length;
  const [killed, survived, invalid] = [count('killed'), count('survived'), count('invalid')];
  const rest = invalid === 0 ? '' : ` ${invalid} more do not compile.`;
  return `${killed} of ${killed + survived} mutants killed, ${survived} survived.${rest}`;
}

function short({ before, after }: Judged): string {
  return `${before.slice(0, LONGEST)} -> ${after.slice(0, LONGEST)}`;
}

function cell(text: string): string {
  return text.slice(0, LONGEST).replaceAll('|', '\\|').replaceAll('`', "'");
}
