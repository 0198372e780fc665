/** The org's own signing key: its certificate is in the org's data directory, its public key is registered with the package. */
import { join } from 'node:path';
import { Certificates } from '../../packages/local-org/src/org/certificates.ts';
import { readConfiguration } from '../../packages/local-org/src/org/configuration.ts';
import type { OrgClient } from '../load/client.ts';

const CERTIFICATE = 'Synthetic_Signing';
const KEY = 'This_Org';

/** Registers the public key of the certificate, unless it is registered already. @returns whether it had to be */
export async function ensureSigningKey(admin: OrgClient, root: string, databaseFile?: string): Promise<boolean> {
  const certificates = new Certificates(
    readConfiguration(root).certificates,
    databaseFile ?? join(root, '.local-org', 'org.db'),
  );
  const key = certificates.publicKey(CERTIFICATE);
  if (key === null) throw new Error(`config/local-org.json lists no certificate ${CERTIFICATE}`);
  const publicKey = key.export({ type: 'spki', format: 'der' }).toString('base64');
  const [row] = await admin.query<{ Public_Key__c: string }>(
    `SELECT Public_Key__c FROM Synthetic_Signing_Key__mdt WHERE DeveloperName = '${KEY}'`,
  );
  if (row?.Public_Key__c === publicKey) return false;
  await admin.executeAnonymous(`SyntheticSigningService.register(new Synthetic_Signing_Key__mdt(
    DeveloperName = '${KEY}',
    Algorithm__c = 'RSA-SHA256',
    Public_Key__c = '${publicKey}',
    Certificate__c = '${CERTIFICATE}',
    Active__c = true
  ));`);
  return true;
}
