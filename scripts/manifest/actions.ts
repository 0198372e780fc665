/** Signing and verifying manifests: from files alone, or as they stand in an org. */
import { readCsv } from '../load/csv-file.ts';
import type { OrgClient } from '../load/client.ts';
import { InputError } from '../load/errors.ts';
import { readManifest } from '../load/manifest.ts';
import { sha256 } from './canonical.ts';
import { contentOf, type StagedContent } from './content.ts';
import { algorithmOf, isSignedBy, publicKeyFrom, readPrivateKey, readPublicKey, signText } from './keys.ts';
import { attach, registeredKey, sealedManifest, type SealedManifest } from './org.ts';
import { manifestText } from './text.ts';

/** Where a manifest comes from: files, an org, or both, which must then say the same. */
export interface Source {
  /** the manifest.json beside the CSV files of a load */
  readonly file: string | undefined;
  readonly dataset: string | undefined;
  readonly client: OrgClient | undefined;
}

export interface SignReport {
  readonly hash: string;
  readonly algorithm: string;
  readonly signature: string;
  readonly content: StagedContent | undefined;
  readonly attached: boolean;
}

export interface VerifyReport {
  readonly hash: string;
  readonly valid: boolean;
  /** what is wrong, in sentences; empty when valid */
  readonly problems: readonly string[];
}

/** `keyName`: as which the signature is attached in the org. */
export async function signManifest(source: Source, keyFile: string, keyName: string | undefined): Promise<SignReport> {
  const key = readPrivateKey(keyFile);
  const { text, content, sealed } = await load(source);
  if (keyName !== undefined && sealed === undefined)
    throw new InputError('To attach a signature takes --dataset, the key of the dataset in the org.');
  const signature = signText(text, key);
  if (keyName !== undefined && sealed !== undefined && source.client !== undefined)
    await attach(source.client, sealed, keyName, signature);
  return { hash: sha256(text), algorithm: algorithmOf(key), signature, content, attached: keyName !== undefined };
}

/** `signature`: base64, in place of that in the org. `publicKeyFile`: whose it must be, in place of the org's own word. */
export async function verifyManifest(
  source: Source,
  signature: string | undefined,
  publicKeyFile: string | undefined,
): Promise<VerifyReport> {
  const problems: string[] = [];
  const { text, sealed } = await load(source, problems);
  const hash = sha256(text);
  if (sealed !== undefined && sealed.hash !== hash) problems.push('The hash in the org is not that of the manifest.');
  const given = signature ?? sealed?.signature;
  if (given === undefined) problems.push('The manifest is not signed.');
  else {
    const key =
      publicKeyFile === undefined ? publicKeyFrom(await keyOfOrg(source, sealed)) : readPublicKey(publicKeyFile);
    if (!isSignedBy(text, given, key)) problems.push('The signature does not belong to this manifest and key.');
  }
  return { hash, valid: problems.length === 0, problems };
}

async function keyOfOrg({ client }: Source, sealed: SealedManifest | undefined): Promise<string> {
  if (client === undefined || sealed?.keyName === undefined)
    throw new InputError('--public-key is missing: whose signature must it be?');
  return registeredKey(client, sealed.keyName);
}

interface Loaded {
  readonly text: string;
  readonly content: StagedContent | undefined;
  readonly sealed: SealedManifest | undefined;
}

/** With `problems`, what the org and the files disagree on is put there; without, it is an InputError. */
async function load({ file, dataset, client }: Source, problems?: string[]): Promise<Loaded> {
  const sealed = dataset === undefined || client === undefined ? undefined : await sealedManifest(client, dataset);
  if (file === undefined) {
    if (sealed === undefined) throw new InputError('Which manifest? Give --manifest, --dataset, or both.');
    return { text: sealed.text, content: undefined, sealed };
  }
  const manifest = readManifest(file);
  const content = contentOf(
    manifest,
    manifest.files.map(({ path, name }) => readCsv(path, name)),
  );
  const text = manifestText(manifest.dataset, content);
  if (sealed !== undefined && sealed.text !== text) {
    const problem = `What the org has sealed is not what the files say: ${differences(sealed.text, text).join(', ')}.`;
    if (problems === undefined) throw new InputError(problem);
    problems.push(problem);
  }
  return { text: sealed?.text ?? text, content, sealed };
}

/** Members in which two manifests differ. */
function differences(one: string, other: string): string[] {
  const left = JSON.parse(one) as Record<string, unknown>;
  const right = JSON.parse(other) as Record<string, unknown>;
  const members = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  return members.filter((name) => JSON.stringify(left[name]) !== JSON.stringify(right[name]));
}
