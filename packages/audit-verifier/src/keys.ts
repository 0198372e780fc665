/**
 * Verifier keys of C2SP signed-note: a name, a key ID, and the type and material of a public key.
 *
 * Known types: Ed25519 (0x01), ECDSA (0x02), Ed25519 cosignatures of witnesses (0x04), and RSA, which has no byte of its own and is
 * 0xff followed by the name of the algorithm.
 */
import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';

export interface VerifierKey {
  readonly name: string;
  /** eight hexadecimal digits */
  readonly id: string;
  /** whether the key is that of a witness, whose signature covers a time too */
  readonly isWitness: boolean;
  /** @returns whether the key signed exactly these bytes */
  verifies(text: Buffer, signature: Buffer): boolean;
}

/** A key that cannot be used. */
export class KeyError extends Error {}

const ED25519 = 0x01;
const ECDSA = 0x02;
const COSIGNATURE = 0x04;
const OTHER = 0xff;
const ED25519_BYTES = 32;
/** What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo. */
const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const CURVES = new Set(['prime256v1', 'secp384r1', 'secp521r1']);
const RSA_DIGESTS: readonly (readonly [name: string, digest: string])[] = [
  ['rsassa-pkcs1-v1_5-sha256', 'sha256'],
  ['rsassa-pkcs1-v1_5-sha384', 'sha384'],
  ['rsassa-pkcs1-v1_5-sha512', 'sha512'],
];
const SMALLEST_RSA_BITS = 2048;

/** @throws KeyError where the text is no verifier key, of an unknown type, or its ID is not that of its key */
export function parseKey(text: string): VerifierKey {
  // The material is base64, which has plus signs of its own.
  const parts = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text.trim());
  if (parts === null) throw new KeyError(`not a verifier key (NAME+ID+BASE64): ${text.trim().slice(0, 80)}`);
  const [, name, id, base64] = parts;
  const encoded = Buffer.from(base64, 'base64');
  const key = keyOf(name, encoded);
  if (key.id !== id) throw new KeyError(`the ID of the key "${name}" is ${key.id}, not ${id} as it says`);
  return key;
}

function keyOf(name: string, encoded: Buffer): VerifierKey {
  const material = encoded.subarray(1);
  const named = keyId(Buffer.from(`${name}\n`), encoded);
  switch (encoded[0]) {
    case ED25519:
    case COSIGNATURE: {
      if (material.length !== ED25519_BYTES) throw new KeyError(`the key "${name}" is not an Ed25519 key`);
      const key = spki(name, Buffer.concat([ED25519_SPKI, material]));
      return {
        name,
        id: named,
        isWitness: encoded[0] === COSIGNATURE,
        verifies: (data, signature) => verify(null, data, key, signature),
      };
    }
    case ECDSA: {
      const key = spki(name, material);
      if (!CURVES.has(key.asymmetricKeyDetails?.namedCurve ?? ''))
        throw new KeyError(`"${name}" is no key on a NIST curve`);
      // Of this type the ID is that of the public key alone.
      return {
        name,
        id: keyId(material),
        isWitness: false,
        verifies: (data, signature) => verify('sha256', data, key, signature),
      };
    }
    case OTHER: {
      const known = RSA_DIGESTS.find(
        ([algorithm]) => material.subarray(0, algorithm.length).toString('latin1') === algorithm,
      );
      if (known === undefined) throw new KeyError(`the key "${name}" is of an unknown algorithm`);
      const [algorithm, digest] = known;
      const key = spki(name, material.subarray(algorithm.length));
      if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < SMALLEST_RSA_BITS)
        throw new KeyError(`"${name}" is no RSA key of at least ${SMALLEST_RSA_BITS} bits`);
      return { name, id: named, isWitness: false, verifies: (data, signature) => verify(digest, data, key, signature) };
    }
    default:
      throw new KeyError(`the key "${name}" is of an unknown type`);
  }
}

function spki(name: string, der: Buffer): KeyObject {
  try {
    return createPublicKey({ key: der, format: 'der', type: 'spki' });
  } catch {
    throw new KeyError(`the key "${name}" cannot be read`);
  }
}

const keyId = (...parts: readonly Buffer[]): string =>
  createHash('sha256').update(Buffer.concat(parts)).digest('hex').slice(0, 8);
