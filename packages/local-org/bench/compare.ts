/** Comparing two ways of doing the same on a machine that does other things meanwhile. */

export interface Comparison {
  /** how many times as long ours takes */
  readonly ratio: number;
  /** milliseconds of the best round */
  readonly ours: number;
  readonly bare: number;
}

const WARM_UP_ROUNDS = 10;
const LEAST_ROUNDS = 10;

/**
 * Runs both in turn for `milliseconds` and compares the best round of each: what else the machine does can only add to a round.
 * A round should take some milliseconds, so that among many there are some in which nothing came between. The first rounds, in
 * which V8 still compiles, do not count.
 */
export function compare(ours: () => unknown, bare: () => unknown, milliseconds = 1500): Comparison {
  let best = Infinity;
  let bestBare = Infinity;
  const end = performance.now() + milliseconds;
  for (let round = -WARM_UP_ROUNDS; round < LEAST_ROUNDS || performance.now() < end; round++) {
    const time = timed(ours);
    const bareTime = timed(bare);
    if (round < 0) continue;
    best = Math.min(best, time);
    bestBare = Math.min(bestBare, bareTime);
  }
  return { ratio: best / bestBare, ours: best, bare: bestBare };
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
