/** Compiled Apex, with the governor's counting, against the same work written by hand in JavaScript, in one process. */
import { fileURLToPath } from 'node:url';
import { openOrg } from '../src/org/commands/project.ts';
import { callStatic } from '../src/org/program.ts';
import type { LocalOrg } from '../src/org/local-org.ts';
import { compare } from './compare.ts';
import { byHand, decimalsInNumbers } from './compute/by-hand.ts';
import { reported, under, type Measurement } from './report.ts';

const PROJECT = fileURLToPath(new URL('project', import.meta.url));
const GOAL = 2;

type Work = keyof typeof byHand;

const TITLES: Readonly<Record<Work, string>> = {
  integers: 'Integer loop',
  longs: 'Long loop',
  decimals: 'Decimal sums and products',
  decimalRounding: 'Decimal rounding and division',
  text: 'String building',
  textParts: 'String handling',
  listAdding: 'List add',
  listIndexing: 'List get and set',
  listIterating: 'List iteration',
  mapReading: 'Map<String,...> get',
  mapWriting: 'Map<String,...> put and keySet',
  sets: 'Set<String> add and contains',
  virtualCalls: 'interface and virtual calls',
  recursion: 'recursive calls',
};

/** The suite of `npm run bench`. */
export function compute(): Measurement[] {
  const org = openOrg({ directory: PROJECT });
  try {
    const found = (Object.keys(TITLES) as Work[]).map((work) => ({
      title: TITLES[work],
      ratio: ratio(org, work, byHand[work]),
    }));
    const worst = found.reduce((a, b) => (b.ratio > a.ratio ? b : a));
    return [
      ...found.map(({ title, ratio: value }) => under(`Apex / JavaScript: ${title}`, value, 'x', GOAL)),
      under(`Apex / JavaScript: slowest of these (${worst.title})`, worst.ratio, 'x', GOAL),
      reported(
        'Apex / JavaScript: Decimal sums and products, against numbers that hold 15 digits',
        ratio(org, 'decimals', decimalsInNumbers),
        'x',
      ),
    ];
  } finally {
    org.close();
  }
}

/** @throws Error where the results differ */
function ratio(org: LocalOrg, work: Work, hand: () => unknown): number {
  const apex = (): unknown =>
    org.transaction(org.seeded.adminId, 'batch', () =>
      callStatic(org.program, 'Compute', `${work.toLowerCase()}()`, []),
    );
  const [ours, bare] = [apex(), hand()];
  if (ours !== bare) throw new Error(`${work}: Apex gives ${String(ours)}, JavaScript ${String(bare)}`);
  return compare(apex, hand).ratio;
}
