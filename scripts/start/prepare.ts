/** What an administrator does once in an org: the signing key, the scheduled jobs, the approvers' queue and the trainings. */
import type { LocalOrg } from '../load/local-org.ts';
import { ensureSigningKey } from './signing-key.ts';
import { ensureTraining } from './training.ts';

/** Changes nothing where it was done before. */
export async function prepare(org: LocalOrg, root: string, databaseFile?: string): Promise<void> {
  const admin = org.admin();
  await ensureSigningKey(admin, root, databaseFile);
  await admin.executeAnonymous('SyntheticJobService.scheduleAll();');
  await admin.executeAnonymous('SyntheticApproverQueue.synchronize();');
  await ensureTraining(admin, ['requester@example.com', 'loader@example.com']);
}
