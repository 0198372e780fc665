/** Keys as openssl writes them, and signatures as the org's Crypto class takes them: RSA PKCS #1 v1.5, or ECDSA in DER. */
import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { InputError } from '../load/errors.ts';

/** Reads a PEM file that is nobody else's business. InputError names the file, never what is in it. */
export function readPrivateKey(path: string): KeyObject {
  return keyOf(path, 'private', createPrivateKey);
}

/** Reads a PEM file of a public key or a certificate. */
export function readPublicKey(path: string): KeyObject {
  return keyOf(path, 'public', createPublicKey);
}

function keyOf(path: string, kind: string, create: (pem: Buffer) => KeyObject): KeyObject {
  let pem: Buffer;
  try {
    pem = readFileSync(path);
  } catch {
    throw new InputError(`${path}: cannot read the ${kind} key`);
  }
  let key: KeyObject;
  try {
    key = create(pem);
  } catch {
    throw new InputError(`${path}: no ${kind} key in PEM, or one with a passphrase`);
  }
  algorithmOf(key);
  return key;
}

/** The public key that the org registers: SubjectPublicKeyInfo, base64. */
export function publicKeyFrom(base64: string): KeyObject {
  const der = Buffer.from(base64.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64');
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
}

/** What the field Algorithm of a Synthetic Signing Key says. InputError for a kind of key that the org does not take. */
export function algorithmOf(key: KeyObject): 'RSA-SHA256' | 'ECDSA-SHA256' {
  if (key.asymmetricKeyType === 'rsa') return 'RSA-SHA256';
  if (key.asymmetricKeyType === 'ec') return 'ECDSA-SHA256';
  throw new InputError(`The key is of the kind ${key.asymmetricKeyType ?? 'unknown'}: Salesforce takes RSA and EC.`);
}

/** The signature of the text's UTF-8 bytes, base64. */
export function signText(text: string, key: KeyObject): string {
  return sign('sha256', Buffer.from(text, 'utf8'), key).toString('base64');
}

export function isSignedBy(text: string, signature: string, key: KeyObject): boolean {
  return verify('sha256', Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'));
}
