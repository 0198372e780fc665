/** `local-org test` on a copy of this repository's package: with nothing compiled before, and again. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reported, under, type Measurement } from './report.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const CLI = fileURLToPath(new URL('../bin/local-org.js', import.meta.url));
const WARM_RUNS = 3;

export function tests(): Measurement[] {
  const directory = mkdtempSync(join(tmpdir(), 'local-org-bench-'));
  try {
    for (const name of ['sfdx-project.json', '.forceignore', 'config', 'force-app'])
      cpSync(join(ROOT, name), join(directory, 'project', name), { recursive: true });
    const cold = run(directory);
    const warm = Array.from({ length: WARM_RUNS }, () => run(directory));
    const least = (figure: keyof Run) => Math.min(...warm.map((one) => one[figure]));
    return [
      under('local-org test on this package, nothing cached: until the first test runs', cold.start, 's', 5),
      under('local-org test on this package, compiled before: until the first test runs', least('start'), 's', 1),
      reported('local-org test on this package, nothing cached: in all', cold.total, 's'),
      reported('local-org test on this package, compiled before: in all', least('total'), 's'),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Seconds from the start of the process. */
interface Run {
  readonly start: number;
  readonly total: number;
}

function run(directory: string): Run {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', CLI, 'test', '--json'],
    {
      cwd: join(directory, 'project'),
      env: { ...process.env, NODE_COMPILE_CACHE: join(directory, 'modules') },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (status !== 0) throw new Error(`local-org test ended with ${status}: ${stderr}`);
  const { summary } = (JSON.parse(stdout) as { result: { summary: { startTime: string; testTotalTime: string } } })
    .result;
  return { start: parseInt(summary.startTime) / 1000, total: parseInt(summary.testTotalTime) / 1000 };
}
