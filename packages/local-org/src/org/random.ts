/** Randomness of an org that serves people or runs their tests; the local org's own tests inject a seeded one. */
import { randomBytes } from 'node:crypto';
import type { RandomSource } from '../runtime/ports.ts';

export const systemRandom: RandomSource = {
  bytes: (count) => randomBytes(count),
  next: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
};
