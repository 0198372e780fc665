/** Checkpoints in signed notes: C2SP signed-note, tlog-checkpoint and tlog-cosignature. */
import { HASH_BYTES } from './merkle.ts';
import type { VerifierKey } from './keys.ts';

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  /** what is signed, its last newline included */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** eight hexadecimal digits */
  readonly keyId: string;
  readonly value: Buffer;
}

export interface Trust {
  /** keys of the log: one of them must have signed */
  readonly keys: readonly VerifierKey[];
  readonly witnesses: readonly VerifierKey[];
  /** how many different witnesses must have signed */
  readonly quorum: number;
}

/** A note that does not say what it should, or that nobody trusted has signed. */
export class NoteError extends Error {}

const SEPARATOR = '\n\n';
const SIGNATURE_LINE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/;
const MOST_SIGNATURES = 64;
const KEY_ID_BYTES = 4;
const TIME_BYTES = 8;

/** @throws NoteError where the text is not a checkpoint in a signed note */
export function parseCheckpoint(note: string): Checkpoint {
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) throw new NoteError('the note holds control characters');
  const cut = note.lastIndexOf(SEPARATOR);
  if (cut < 0 || !note.endsWith('\n')) throw new NoteError('the note has no signatures');
  const text = note.slice(0, cut + 1);
  const [origin, sizeText, rootText, ...extensions] = text.slice(0, -1).split('\n');
  if (!origin) throw new NoteError('the checkpoint names no log');
  if (!/^(0|[1-9]\d{0,15})$/.test(sizeText ?? '')) throw new NoteError('the size of the checkpoint is not a number');
  if (extensions.some((line) => line === '')) throw new NoteError('the checkpoint has an empty line');
  const root = fromBase64(rootText ?? '');
  if (root?.length !== HASH_BYTES) throw new NoteError('the root of the checkpoint is not a hash');
  const lines = note.slice(cut + SEPARATOR.length, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) throw new NoteError(`the note has more than ${MOST_SIGNATURES} signatures`);
  return { origin, size: Number(sizeText), root, text, signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const parts = SIGNATURE_LINE.exec(line);
  const value = parts === null ? undefined : fromBase64(parts[2]);
  if (parts === null || value === undefined || value.length <= KEY_ID_BYTES)
    throw new NoteError(`not a signature line: ${line.slice(0, 60)}`);
  return {
    name: parts[1],
    keyId: value.subarray(0, KEY_ID_BYTES).toString('hex'),
    value: value.subarray(KEY_ID_BYTES),
  };
}

/**
 * Checks the signatures of those who are trusted; lines of unknown keys are passed over, as the format demands.
 *
 * @throws NoteError where a trusted key's signature is wrong, none of the log's keys has signed, or too few witnesses have
 */
export function checkSignatures(checkpoint: Checkpoint, { keys, witnesses, quorum }: Trust): void {
  const signed = keys.filter((key) => hasSigned(checkpoint, key));
  if (signed.length === 0) {
    const present = checkpoint.signatures.map(({ name, keyId }) => `${name}+${keyId}`).join(', ');
    throw new NoteError(`no key that you trust has signed the checkpoint; signatures are of ${present}`);
  }
  if (!signed.some(({ name }) => name === checkpoint.origin))
    throw new NoteError(`the checkpoint is that of "${checkpoint.origin}", which has not signed it`);
  const cosigned = new Set(witnesses.filter((key) => hasSigned(checkpoint, key)).map(({ name }) => name));
  if (cosigned.size < quorum) throw new NoteError(`${cosigned.size} witnesses have signed, not ${quorum}`);
}

function hasSigned(checkpoint: Checkpoint, key: VerifierKey): boolean {
  const lines = checkpoint.signatures.filter(({ name, keyId }) => name === key.name && keyId === key.id);
  for (const { value } of lines)
    if (!isGood(checkpoint, key, value)) throw new NoteError(`the signature of ${key.name}+${key.id} is wrong`);
  return lines.length > 0;
}

function isGood({ text }: Checkpoint, key: VerifierKey, value: Buffer): boolean {
  try {
    if (!key.isWitness) return key.verifies(Buffer.from(text), value);
    const time = value.readBigUInt64BE(0);
    return key.verifies(Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), value.subarray(TIME_BYTES));
  } catch {
    // A signature that cannot even be read is none.
    return false;
  }
}

/** @returns the bytes, or undefined where the text is not base64 in its one right form */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
