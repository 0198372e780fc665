/** Crypto. Source: Apex Reference Guide, Crypto Class. Randomness comes from the org, so that runs can be repeated. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { raise } from '../../values/ambient.ts';
import { ApexBlob } from '../../values/blob.ts';
import { current } from '../kernel/context.ts';
import { register } from '../kernel/registry.ts';
import { refusingNull } from './arguments.ts';

const DIGESTS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  SHA1: 'sha1',
  'SHA-1': 'sha1',
  SHA256: 'sha256',
  'SHA-256': 'sha256',
  SHA512: 'sha512',
  'SHA-512': 'sha512',
  'SHA3-256': 'sha3-256',
  'SHA3-384': 'sha3-384',
  'SHA3-512': 'sha3-512',
};

const MACS: Readonly<Record<string, string>> = {
  HMACMD5: 'md5',
  HMACSHA1: 'sha1',
  HMACSHA256: 'sha256',
  HMACSHA512: 'sha512',
};

/** hash, and whether signatures of elliptic curves are raw pairs (`plain`) or DER */
const SIGNATURES: Readonly<Record<string, { readonly hash: string; readonly plain?: boolean }>> = {
  RSA: { hash: 'sha1' },
  'RSA-SHA1': { hash: 'sha1' },
  'RSA-SHA256': { hash: 'sha256' },
  'RSA-SHA384': { hash: 'sha384' },
  'RSA-SHA512': { hash: 'sha512' },
  'ECDSA-SHA256': { hash: 'sha256' },
  'ECDSA-SHA384': { hash: 'sha384' },
  'ECDSA-SHA512': { hash: 'sha512' },
  'ECDSA-SHA256-PLAIN': { hash: 'sha256', plain: true },
  'ECDSA-SHA384-PLAIN': { hash: 'sha384', plain: true },
  'ECDSA-SHA512-PLAIN': { hash: 'sha512', plain: true },
};

const KEY_BYTES: Readonly<Record<string, number>> = { AES128: 16, AES192: 24, AES256: 32 };

/** Names are taken in any case. @throws InvalidParameterValueException "Unknown algorithm: X" */
function known<T>(table: Readonly<Record<string, T>>, algorithm: string): T {
  const name = algorithm.toUpperCase();
  if (!Object.hasOwn(table, name)) raise('System.InvalidParameterValueException', `Unknown algorithm: ${algorithm}`);
  return table[name];
}

function digest(algorithm: string, input: ApexBlob): ApexBlob {
  return new ApexBlob(createHash(known(DIGESTS, algorithm)).update(input.bytes).digest());
}

function mac(algorithm: string, input: ApexBlob, key: ApexBlob): ApexBlob {
  return new ApexBlob(createHmac(known(MACS, algorithm), key.bytes).update(input.bytes).digest());
}

/** OpenSSL's name; the key must have the algorithm's length. */
function cipherName(algorithm: string, key: ApexBlob): string {
  const bytes = known(KEY_BYTES, algorithm);
  if (key.size !== bytes) {
    raise('System.InvalidParameterValueException', `Invalid private key. Must be ${bytes} bytes.`);
  }
  return `aes-${bytes * 8}-cbc`;
}

function checkVector(vector: ApexBlob): void {
  if (vector.size !== 16) {
    raise('System.InvalidParameterValueException', 'Invalid initialization vector. Must be 16 bytes.');
  }
}

function encrypt(algorithm: string, key: ApexBlob, vector: ApexBlob, text: ApexBlob): ApexBlob {
  checkVector(vector);
  const cipher = createCipheriv(cipherName(algorithm, key), key.bytes, vector.bytes);
  return new ApexBlob(Buffer.concat([cipher.update(text.bytes), cipher.final()]));
}

function decrypt(algorithm: string, key: ApexBlob, vector: ApexBlob, text: ApexBlob): ApexBlob {
  checkVector(vector);
  const decipher = createDecipheriv(cipherName(algorithm, key), key.bytes, vector.bytes);
  try {
    return new ApexBlob(Buffer.concat([decipher.update(text.bytes), decipher.final()]));
  } catch {
    return raise(
      'System.SecurityException',
      'Given final block not properly padded. Such issues can arise if a bad key is used during decryption.',
    );
  }
}

function signBytes(algorithm: string, input: ApexBlob, privateKey: ApexBlob): ApexBlob {
  known(SIGNATURES, algorithm);
  return signWith(algorithm, input, () =>
    createPrivateKey({ key: Buffer.from(privateKey.bytes), format: 'der', type: 'pkcs8' }),
  );
}

function signWithCertificate(algorithm: string, input: ApexBlob, certificate: string): ApexBlob {
  known(SIGNATURES, algorithm);
  const key = current().org.certificates.privateKey(certificate) ?? noCertificate();
  return signWith(algorithm, input, () => key);
}

function signWith(algorithm: string, input: ApexBlob, keyOf: () => KeyObject): ApexBlob {
  const { hash, plain } = known(SIGNATURES, algorithm);
  try {
    const key = keyOf();
    refuseOtherKind(algorithm, key);
    return new ApexBlob(sign(hash, input.bytes, { key, dsaEncoding: plain === true ? 'ieee-p1363' : 'der' }));
  } catch (error) {
    return raise('System.InvalidParameterValueException', `Invalid private key: ${messageOf(error)}`);
  }
}

function verifyBytes(algorithm: string, data: ApexBlob, signature: ApexBlob, publicKey: ApexBlob): boolean {
  known(SIGNATURES, algorithm);
  return verifyWith(algorithm, data, signature, () =>
    createPublicKey({ key: Buffer.from(publicKey.bytes), format: 'der', type: 'spki' }),
  );
}

function verifyWithCertificate(algorithm: string, data: ApexBlob, signature: ApexBlob, certificate: string): boolean {
  known(SIGNATURES, algorithm);
  const key = current().org.certificates.publicKey(certificate) ?? noCertificate();
  return verifyWith(algorithm, data, signature, () => key);
}

function verifyWith(algorithm: string, data: ApexBlob, signature: ApexBlob, keyOf: () => KeyObject): boolean {
  const { hash, plain } = known(SIGNATURES, algorithm);
  try {
    const key = keyOf();
    refuseOtherKind(algorithm, key);
    return verify(hash, data.bytes, { key, dsaEncoding: plain === true ? 'ieee-p1363' : 'der' }, signature.bytes);
  } catch (error) {
    return raise('System.InvalidParameterValueException', `Invalid public key: ${messageOf(error)}`);
  }
}

/** Node signs with whatever key it is given; the platform's algorithms say which kind that must be. */
function refuseOtherKind(algorithm: string, key: KeyObject): void {
  const wanted = algorithm.toUpperCase().startsWith('RSA') ? 'rsa' : 'ec';
  if (key.asymmetricKeyType !== wanted)
    throw new Error(`${algorithm} takes no ${key.asymmetricKeyType?.toUpperCase() ?? 'such'} key`);
}

/** The documentation does not say; reports of certificates that a sandbox lacks quote this exception. */
function noCertificate(): never {
  return raise(
    'System.NoDataFoundException',
    'Data Not Available: The data you were trying to access could not be found. It may be due to another user deleting the data or a system error.',
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function randomBytes(count: number): Buffer {
  return Buffer.from(current().org.random.bytes(count));
}

register('System.Crypto', {
  statics: refusingNull({
    'decrypt(String,Blob,Blob,Blob)': decrypt,
    'decryptWithManagedIV(String,Blob,Blob)': (algorithm: string, key: ApexBlob, text: ApexBlob) =>
      decrypt(algorithm, key, new ApexBlob(text.bytes.slice(0, 16)), new ApexBlob(text.bytes.slice(16))),
    'encrypt(String,Blob,Blob,Blob)': encrypt,
    'encryptWithManagedIV(String,Blob,Blob)': (algorithm: string, key: ApexBlob, text: ApexBlob) => {
      const vector = new ApexBlob(randomBytes(16));
      return new ApexBlob(Buffer.concat([vector.bytes, encrypt(algorithm, key, vector, text).bytes]));
    },
    'generateAesKey(Integer)': (size: number) => new ApexBlob(randomBytes(known(KEY_BYTES, `AES${size}`))),
    'generateDigest(String,Blob)': digest,
    'generateMac(String,Blob,Blob)': mac,
    'getRandomInteger()': () => randomBytes(4).readInt32BE(),
    'getRandomLong()': () => randomBytes(8).readBigInt64BE(),
    'sign(String,Blob,Blob)': signBytes,
    'signWithCertificate(String,Blob,String)': signWithCertificate,
    'verify(String,Blob,Blob,Blob)': verifyBytes,
    'verify(String,Blob,Blob,String)': verifyWithCertificate,
    'verifyHMac(String,Blob,Blob,Blob)': (algorithm: string, input: ApexBlob, key: ApexBlob, expected: ApexBlob) => {
      const actual = mac(algorithm, input, key).bytes;
      return actual.length === expected.size && timingSafeEqual(actual, expected.bytes);
    },
  }),
});
