/** Comparing two ways of doing the same on a machine that does other things meanwhile. */

export interface Comparison {
  /** how many times as long ours takes */
  readonly ratio: number;
  /** milliseconds of the best round */
  readonly ours: number;
  readonly bare: number;
}

/** Rounds go on until this many milliseconds have brought no better one, */
const QUIET = 1000;
/** but no longer than this. */
const LONGEST = 8000;
/** What counts as better; smaller gains are chance. */
const GAIN = 0.97;

/**
 * Runs both in turn and compares the best round of each: what else the machine does, and V8's compiling in the background, can only add to
 * a round. A round should take some milliseconds, so that among many there are some in which nothing came between.
 */
export function compare(ours: () => unknown, bare: () => unknown): Comparison {
  const best = { ours: Infinity, bare: Infinity };
  const started = performance.now();
  let improved = started;
  for (let now = started; now - improved < QUIET && now - started < LONGEST; now = performance.now()) {
    const times = { ours: timed(ours), bare: timed(bare) };
    for (const which of ['ours', 'bare'] as const) {
      if (times[which] < best[which] * GAIN) improved = now;
      best[which] = Math.min(best[which], times[which]);
    }
  }
  return { ratio: best.ours / best.bare, ...best };
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
