/** A test run in the Test Anything Protocol, as the CLI writes it: what a failure says is in comments. */
import type { TestRun } from '../test-report.ts';

export function toTap(run: TestRun): string {
  const lines = [`1..${run.results.length}`];
  for (const [index, { className, methodName, outcome, message, stackTrace }] of run.results.entries()) {
    lines.push(`${outcome === 'Pass' ? 'ok' : 'not ok'} ${index + 1} ${className}.${methodName}`);
    if (outcome === 'Fail')
      for (const line of `${message ?? ''}\n${stackTrace ?? ''}`.trimEnd().split(/\r?\n/)) lines.push(`  # ${line}`);
  }
  return `${lines.join('\n')}\n`;
}
