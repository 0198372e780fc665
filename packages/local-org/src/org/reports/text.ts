/** A test run for a terminal. */
import { percent, totalsOf } from '../coverage.ts';
import type { TestRun } from '../test-report.ts';

/** What a person reads: failures with their stack traces, coverage of what is not covered whole, a closing line. */
export function toText(run: TestRun): string {
  const out: string[] = [];
  for (const result of run.results) {
    if (result.outcome === 'Pass') continue;
    out.push(`FAIL ${result.className}.${result.methodName}`, `     ${result.message ?? ''}`);
    for (const line of (result.stackTrace ?? '').split('\n')) if (line !== '') out.push(`     ${line}`);
  }
  if (run.coverage) {
    out.push('', 'Coverage, lines:');
    for (const file of [...run.coverage].sort((a, b) => a.name.localeCompare(b.name))) {
      const { lines, covered } = totalsOf([file]);
      const missing = [...file.lines].filter(([, hit]) => !hit).map(([line]) => line);
      out.push(
        `${percent(covered, lines).padStart(5)}  ${file.name}${missing.length > 0 ? `  (not run: ${ranges(missing)})` : ''}`,
      );
    }
    const total = totalsOf(run.coverage);
    out.push(`${percent(total.covered, total.lines).padStart(5)}  in all, ${total.covered} of ${total.lines} lines`);
  }
  const failing = run.results.filter((result) => result.outcome === 'Fail').length;
  out.push(
    '',
    `${run.results.length - failing} passed, ${failing} failed`,
    `${seconds(run.totalTime)}, the first test after ${seconds(run.startTime)}; ${run.cached ? 'compiled before' : 'compiled now'}; ${run.workers === 1 ? 'one worker' : `${run.workers} workers`}`,
  );
  return `${out.join('\n')}\n`;
}

/** `3-5, 9` */
function ranges(lines: readonly number[]): string {
  const parts: string[] = [];
  const sorted = [...lines].sort((a, b) => a - b);
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (end + 1 < sorted.length && sorted[end + 1] === sorted[end] + 1) end += 1;
    parts.push(end === start ? `${sorted[start]}` : `${sorted[start]}-${sorted[end]}`);
    start = end + 1;
  }
  return parts.join(', ');
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
