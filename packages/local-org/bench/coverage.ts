/** What counting the lines that ran costs: the same Apex compiled with and without coverage. */
import { fileURLToPath } from 'node:url';
import { openOrg } from '../src/org/commands/project.ts';
import type { LocalOrg } from '../src/org/local-org.ts';
import { callStatic } from '../src/org/program.ts';
import { compare } from './compare.ts';
import { reported, type Measurement } from './report.ts';

const PROJECT = fileURLToPath(new URL('project', import.meta.url));
const WORKS = ['integers', 'decimals', 'textparts', 'mapwriting', 'virtualcalls'];

/** The suite of `npm run bench`. */
export function coverage(): Measurement[] {
  const covered = openOrg({ directory: PROJECT, coverage: true });
  const plain = openOrg({ directory: PROJECT });
  try {
    const work = (org: LocalOrg) => () => {
      for (const name of WORKS) {
        org.transaction(org.seeded.adminId, 'batch', () => callStatic(org.program, 'Compute', `${name}()`, []));
      }
    };
    return [reported('Apex with coverage / without', compare(work(covered), work(plain)).ratio, 'x')];
  } finally {
    covered.close();
    plain.close();
  }
}
