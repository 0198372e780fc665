/** Blob and EncodingUtil. Source: Apex Reference Guide, Blob Class and EncodingUtil Class. */
import { notNull, raise } from '../../values/ambient.ts';
import { ApexBlob } from '../../values/blob.ts';
import { stringHash } from '../../values/equality.ts';
import { refuseHugeText } from '../kernel/heap.ts';
import { register } from '../kernel/registry.ts';
import { refusingNull } from './arguments.ts';
import { addMethods } from './define.ts';

addMethods(ApexBlob, {
  'equals(Object)'(other: unknown) {
    return this.equals(other);
  },
  'hashCode()'() {
    return stringHash(this.hashKey());
  },
  'size()'() {
    return this.size;
  },
  'toString()'() {
    return this.decode();
  },
});

register('System.Blob', {
  class: ApexBlob,
  statics: {
    'valueOf(String)': (text: string) => {
      refuseHugeText(notNull(text).length);
      return ApexBlob.ofText(text);
    },
  },
});

/** The charset names of Java that Node decodes too. @throws StringException for others */
function decoder(charset: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset);
  } catch {
    return raise('System.StringException', `Unsupported encoding: ${charset}`);
  }
}

function encodeText(text: string, charset: string): Uint8Array {
  const name = decoder(charset).encoding;
  if (name === 'utf-8') return new TextEncoder().encode(text);
  if (name === 'windows-1252') return Buffer.from(text, 'latin1');
  if (name === 'utf-16le') return Buffer.from(text, 'utf16le');
  return raise('System.StringException', `Unsupported encoding: ${charset}`);
}

function urlEncode(text: string, charset: string): string {
  refuseHugeText(text.length);
  let out = '';
  for (const byte of encodeText(text, charset)) out += URL_BYTES[byte];
  return out;
}

/** How java.net.URLEncoder writes each byte. */
const URL_BYTES: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const char = String.fromCharCode(byte);
  if (/[A-Za-z0-9.\-*_]/.test(char)) return char;
  return byte === 0x20 ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

function urlDecode(text: string, charset: string): string {
  refuseHugeText(text.length);
  return text.replaceAll('+', ' ').replace(/(?:%[0-9A-Fa-f]{2})+|%/g, (run) => {
    if (run === '%')
      raise('System.IllegalArgumentException', 'URLDecoder: Illegal hex characters in escape (%) pattern');
    return decoder(charset).decode(Buffer.from(run.replaceAll('%', ''), 'hex'));
  });
}

function fromHex(text: string): ApexBlob {
  refuseHugeText(text.length);
  if (text.length % 2 !== 0 || /[^0-9A-Fa-f]/.test(text)) {
    raise('System.InvalidParameterValueException', 'Invalid hex string');
  }
  return new ApexBlob(Buffer.from(text, 'hex'));
}

register('System.EncodingUtil', {
  statics: refusingNull({
    'base64Decode(String)': (text: string) => {
      refuseHugeText(text.length);
      return new ApexBlob(Buffer.from(text, 'base64'));
    },
    'base64Encode(Blob)': (value: ApexBlob) => {
      refuseHugeText(value.size);
      return value.toBase64();
    },
    'convertFromHex(String)': fromHex,
    'convertToHex(Blob)': (value: ApexBlob) => {
      refuseHugeText(value.size);
      return Buffer.from(value.bytes).toString('hex');
    },
    'urlDecode(String,String)': urlDecode,
    'urlEncode(String,String)': urlEncode,
  }),
});
