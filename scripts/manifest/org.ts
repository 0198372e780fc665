/** The manifest of a dataset in an org: read, and its signature attached. */
import type { OrgClient } from '../load/client.ts';
import { InputError } from '../load/errors.ts';

export interface SealedManifest {
  readonly id: string;
  readonly status: string;
  readonly text: string;
  readonly hash: string;
  readonly signature: string | undefined;
  readonly keyName: string | undefined;
}

interface DatasetRow {
  readonly Id: string;
  readonly Status__c: string;
  readonly Manifest__c: string | null;
  readonly Manifest_Hash__c: string | null;
  readonly Manifest_Signature__c: string | null;
  readonly Manifest_Key__c: string | null;
}

/** InputError where there is no such dataset, or none that was submitted. */
export async function sealedManifest(client: OrgClient, key: string): Promise<SealedManifest> {
  if (!/^[\w.-]+$/.test(key)) throw new InputError(`"${key}" is no key of a dataset`);
  const [row] = await client.query<DatasetRow>(
    `SELECT Id, Status__c, Manifest__c, Manifest_Hash__c, Manifest_Signature__c, Manifest_Key__c FROM Synthetic_Dataset__c WHERE Dataset_Key__c = '${key}'`,
  );
  if (row === undefined) throw new InputError(`The org has no dataset "${key}".`);
  if (row.Manifest__c === null || row.Manifest_Hash__c === null)
    throw new InputError(`Dataset "${key}" is ${row.Status__c}: its manifest is sealed when it is submitted.`);
  return {
    id: row.Id,
    status: row.Status__c,
    text: row.Manifest__c,
    hash: row.Manifest_Hash__c,
    signature: row.Manifest_Signature__c ?? undefined,
    keyName: row.Manifest_Key__c ?? undefined,
  };
}

/** The org verifies the signature with the key that it has registered under the name, and refuses one that is not its. */
export async function attach(
  client: OrgClient,
  manifest: SealedManifest,
  keyName: string,
  signature: string,
): Promise<void> {
  await client.update('Synthetic_Dataset__c', manifest.id, {
    Manifest_Key__c: keyName,
    Manifest_Signature__c: signature,
  });
}

/** The public key that the org has registered under this name, as it stands there. */
export async function registeredKey(client: OrgClient, name: string): Promise<string> {
  if (!/^\w+$/.test(name)) throw new InputError(`"${name}" is no name of a signing key`);
  const [row] = await client.query<{ Public_Key__c: string | null }>(
    `SELECT Public_Key__c FROM Synthetic_Signing_Key__mdt WHERE DeveloperName = '${name}'`,
  );
  if (!row?.Public_Key__c) throw new InputError(`The org has no signing key "${name}".`);
  return row.Public_Key__c;
}
