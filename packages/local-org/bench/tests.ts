/** `local-org test` on this repository's package, as a whole process: with nothing compiled before, and again. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reported, type Measurement } from './report.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const CLI = fileURLToPath(new URL('../src/org/cli.ts', import.meta.url));

export function tests(): Measurement[] {
  const cache = mkdtempSync(join(tmpdir(), 'local-org-bench-'));
  try {
    const cold = seconds(cache);
    const warm = Math.min(...Array.from({ length: 3 }, () => seconds(cache)));
    return [
      reported('local-org test on this package, no compile cache', cold, 's'),
      reported('local-org test on this package, with compile cache', warm, 's'),
    ];
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

function seconds(cache: string): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', CLI, 'test', '--json'],
    {
      cwd: ROOT,
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (status !== 0) throw new Error(`local-org test ended with ${status}: ${stderr}`);
  return (performance.now() - started) / 1000;
}
