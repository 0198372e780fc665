/** The sample dataset, requested, approved and loaded by the people of `config/local-org.json`. */
import { join } from 'node:path';
import { load, type LoadReport } from '../load/load.ts';
import type { LocalOrg } from '../load/local-org.ts';

export async function loadSample(org: LocalOrg, root: string, tell: (line: string) => void): Promise<LoadReport> {
  return load({
    manifest: join(root, 'sample', 'manifest.json'),
    dryRun: false,
    people: {
      requester: await org.clientFor('requester@example.com'),
      approver: await org.clientFor('approver@example.com'),
      loader: await org.clientFor('loader@example.com'),
    },
    tell,
  });
}
