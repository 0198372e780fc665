/**
 * The certificates of a local org: key pairs that are made when they are first asked for. Those of an org with a database
 * file are kept beside it, readable by their owner alone; those of an org in memory end with it.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CertificatePort } from '../runtime/ports.ts';

export interface CertificateSpec {
  /** the unique name that Apex calls it by */
  readonly name: string;
  readonly algorithm: 'RSA' | 'EC';
  /** bits of an RSA key */
  readonly keySize: number;
}

/** Key sizes of self-signed certificates (Metadata API Developer Guide, Certificate). */
export const RSA_KEY_SIZES: readonly number[] = [2048, 4096];

const CURVE = 'P-256';

export class Certificates implements CertificatePort {
  readonly #specs: ReadonlyMap<string, CertificateSpec>;
  readonly #directory: string | undefined;
  readonly #keys = new Map<string, KeyObject>();

  /** @param databaseFile of the org; undefined for one in memory */
  constructor(specs: readonly CertificateSpec[], databaseFile: string | undefined) {
    this.#specs = new Map(specs.map((spec) => [spec.name.toLowerCase(), spec]));
    this.#directory = databaseFile === undefined ? undefined : join(dirname(databaseFile), 'certificates');
  }

  get names(): readonly string[] {
    return [...this.#specs.values()].map(({ name }) => name);
  }

  privateKey(name: string): KeyObject | null {
    const spec = this.#specs.get(name.toLowerCase());
    if (spec === undefined) return null;
    const known = this.#keys.get(spec.name) ?? this.#stored(spec);
    this.#keys.set(spec.name, known);
    return known;
  }

  publicKey(name: string): KeyObject | null {
    const key = this.privateKey(name);
    return key === null ? null : createPublicKey(key);
  }

  #stored(spec: CertificateSpec): KeyObject {
    if (this.#directory === undefined) return generated(spec);
    const path = join(this.#directory, `${spec.name}.key.pem`);
    if (!existsSync(path)) {
      mkdirSync(this.#directory, { recursive: true });
      const pem = generated(spec).export({ type: 'pkcs8', format: 'pem' });
      try {
        writeFileSync(path, pem, { mode: 0o600, flag: 'wx' });
      } catch (error) {
        // another process of the same org made it meanwhile
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
    return createPrivateKey(readFileSync(path));
  }
}

function generated({ algorithm, keySize }: CertificateSpec): KeyObject {
  return algorithm === 'EC'
    ? generateKeyPairSync('ec', { namedCurve: CURVE }).privateKey
    : generateKeyPairSync('rsa', { modulusLength: keySize }).privateKey;
}
