/** A small signed log and its parts, for tests: made here, from the formats alone. */
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { leafHash, rootOf, TILE_WIDTH } from '../src/merkle.ts';

export const ORIGIN = 'example.com/audit-log';

export interface Signer {
  readonly name: string;
  readonly vkey: string;
  /** @returns the signature line over the text, with its newline */
  line(text: string): string;
}

export interface SampleEntry {
  type: 'entry';
  index: number;
  leaf: string;
  salt?: string;
  details?: string;
}

const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });
const sha256 = (...parts: readonly (string | Buffer)[]): Buffer =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest();

export function ecdsaSigner(name = ORIGIN): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const material = spki(publicKey);
  return signer(name, sha256(material), Buffer.concat([Buffer.from([2]), material]), (text) =>
    sign('sha256', Buffer.from(text), privateKey),
  );
}

export function rsaSigner(name = ORIGIN): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const encoded = Buffer.concat([Buffer.from([0xff]), Buffer.from('rsassa-pkcs1-v1_5-sha256'), spki(publicKey)]);
  return signer(name, sha256(`${name}\n`, encoded), encoded, (text) => sign('sha256', Buffer.from(text), privateKey));
}

/** A witness, who signs that it saw the checkpoint at a time. */
export function witness(name: string, time = 1_700_000_000n): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const encoded = Buffer.concat([Buffer.from([4]), spki(publicKey).subarray(-32)]);
  return signer(name, sha256(`${name}\n`, encoded), encoded, (text) => {
    const stamp = Buffer.alloc(8);
    stamp.writeBigUInt64BE(time);
    return Buffer.concat([stamp, sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), privateKey)]);
  });
}

function signer(name: string, idHash: Buffer, encoded: Buffer, make: (text: string) => Buffer): Signer {
  const id = idHash.subarray(0, 4);
  return {
    name,
    vkey: `${name}+${id.toString('hex')}+${encoded.toString('base64')}`,
    line: (text) => `\u2014 ${name} ${Buffer.concat([id, make(text)]).toString('base64')}\n`,
  };
}

export function entry(index: number, changes: Readonly<Record<string, unknown>> = {}): SampleEntry {
  const salt = sha256(`salt ${index}`).toString('hex');
  const details = `{"details":{"recordIds":["001${index}"]},"publishedBy":"005000000000001AAA"}`;
  const leaf = {
    action: 'CREATED',
    at: '2026-03-01T09:30:00Z',
    commitment: sha256(salt, details).toString('hex'),
    dataset: 'sample',
    event: `uuid-${index}`,
    fact: `tx/${index + 1}`,
    index,
    object: 'Account',
    records: 1,
    version: 1,
    ...changes,
  };
  return { type: 'entry', index, leaf: JSON.stringify(leaf), salt, details };
}

export const hashesOf = (entries: readonly SampleEntry[]): Buffer[] =>
  entries.map(({ leaf }) => leafHash(Buffer.from(leaf)));

export const checkpointText = (entries: readonly SampleEntry[], size: number, origin = ORIGIN): string =>
  `${origin}\n${size}\n${rootOf(hashesOf(entries), 0, size).toString('base64')}\n`;

export function note(text: string, ...signers: readonly Signer[]): string {
  return `${text}\n${signers.map((each) => each.line(text)).join('')}`;
}

export function tile(entries: readonly SampleEntry[], index: number): object {
  const hashes = hashesOf(entries).slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH);
  return { type: 'tile', level: 0, index, hashes: hashes.map((hash) => hash.toString('hex')).join('') };
}

/** The lines of an export: a header, entries, tiles, and checkpoints of the given sizes. */
export function exported(entries: readonly SampleEntry[], signer: Signer, sizes: readonly number[]): object[] {
  return [
    { type: 'log', version: 1, origin: ORIGIN, size: entries.length },
    ...entries,
    ...Array.from({ length: Math.floor(entries.length / TILE_WIDTH) }, (_, index) => tile(entries, index)),
    ...sizes.map((size) => ({ type: 'checkpoint', note: note(checkpointText(entries, size), signer) })),
  ];
}

/** The proof of RFC 6962, section 2.1.1, by its definition. */
export function inclusionProof(hashes: readonly Buffer[], index: number, first = 0, last = hashes.length): Buffer[] {
  if (last - first === 1) return [];
  const middle = first + leftWidth(last - first);
  return index < middle
    ? [...inclusionProof(hashes, index, first, middle), rootOf(hashes, middle, last)]
    : [...inclusionProof(hashes, index, middle, last), rootOf(hashes, first, middle)];
}

/** The proof of RFC 6962, section 2.1.2, by its definition. */
export function consistencyProof(
  hashes: readonly Buffer[],
  size: number,
  first = 0,
  last = hashes.length,
  isWhole = true,
): Buffer[] {
  if (size === last) return isWhole ? [] : [rootOf(hashes, first, last)];
  const middle = first + leftWidth(last - first);
  return size <= middle
    ? [...consistencyProof(hashes, size, first, middle, isWhole), rootOf(hashes, middle, last)]
    : [...consistencyProof(hashes, size, middle, last, false), rootOf(hashes, first, middle)];
}

function leftWidth(width: number): number {
  let left = 1;
  while (left * 2 < width) left *= 2;
  return left;
}
