/** An org over a database file, at a fixed moment. */
import { loadProject } from '../../src/org/load.ts';
import { LocalOrg } from '../../src/org/local-org.ts';
import { START } from '../platform/apex-org.ts';

export function openFileOrg(directory: string, databaseFile: string, log: (text: string) => void): LocalOrg {
  return new LocalOrg({
    ...loadProject(directory, { coverage: false }),
    databaseFile,
    random: { next: () => 0.5, bytes: (count) => new Uint8Array(count) },
    realTime: () => START,
    log,
  });
}
