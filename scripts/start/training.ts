/** The people of the sample are trained: the administrator attests it, as a training system would through the API. */
import type { OrgClient } from '../load/client.ts';

const COURSE = 'Synthetic_Data_Handling';

/** Attests the course for each of the users who has no attestation that still counts. */
export async function ensureTraining(admin: OrgClient, usernames: readonly string[]): Promise<void> {
  for (const username of usernames) {
    const [user] = await admin.query<{ Id: string }>(`SELECT Id FROM User WHERE Username = '${username}'`);
    if (user === undefined) throw new Error(`There is no user ${username}`);
    const standing = await admin.query(
      'SELECT Id FROM Synthetic_Attestation__c ' +
        `WHERE User__c = '${user.Id}' AND Course__c = '${COURSE}' AND Valid_Until__c > ${new Date().toISOString()} AND Withdrawn_At__c = null`,
    );
    if (standing.length === 0)
      await admin.create('Synthetic_Attestation__c', { User__c: user.Id, Course__c: COURSE, Evidence__c: 'Sample' });
  }
}
