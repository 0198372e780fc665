/** Blob: bytes. Immutable; equal by content. */
import { raise } from './ambient.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class ApexBlob {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  static ofText(text: string): ApexBlob {
    return new ApexBlob(new TextEncoder().encode(text));
  }

  get size(): number {
    return this.bytes.length;
  }

  /** Blob.toString(). @throws StringException "BLOB is not a valid UTF-8 string" */
  decode(): string {
    try {
      return strictUtf8.decode(this.bytes);
    } catch {
      return raise('System.StringException', 'BLOB is not a valid UTF-8 string');
    }
  }

  /** its text in debug output and concatenation: `Blob[5]` */
  toText(): string {
    return `Blob[${this.bytes.length}]`;
  }

  toBase64(): string {
    return Buffer.from(this.bytes).toString('base64');
  }

  equals(other: unknown): boolean {
    return other instanceof ApexBlob && Buffer.compare(this.bytes, other.bytes) === 0;
  }

  hashKey(): string {
    return `blob:${this.toBase64()}`;
  }

  compare(other: ApexBlob): number {
    return Buffer.compare(this.bytes, other.bytes);
  }
}
