/** Randomness of an org that serves people or runs their tests; the local org's own tests inject a seeded one. */
import { randomBytes } from 'node:crypto';
import type { RandomSource } from '../runtime/ports.ts';

/** Drawn from the system at a time: a call for each key costs more than all else that is done with it. */
const POOL_SIZE = 4096;

let pool = Buffer.alloc(0);

function bytes(count: number): Buffer {
  if (count > POOL_SIZE / 4) return randomBytes(count);
  if (pool.length < count) pool = randomBytes(POOL_SIZE);
  const drawn = Buffer.from(pool.subarray(0, count));
  // what has been given out is nowhere else
  pool.fill(0, 0, count);
  pool = pool.subarray(count);
  return drawn;
}

export const systemRandom: RandomSource = {
  bytes,
  next: () => bytes(6).readUIntBE(0, 6) / 2 ** 48,
};
