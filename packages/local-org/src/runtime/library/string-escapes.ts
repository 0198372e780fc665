/** String: escaping and unescaping. Source: Apex Reference Guide, String Class; the forms are those of Apache Commons Text. */
import { register } from '../kernel/registry.ts';
import { refusingHuge } from './arguments.ts';
import { HTML3_ENTITIES, HTML4_ENTITIES } from './html-entities.ts';

type Entities = Readonly<Record<string, string>>;

const XML: Entities = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

function invert(entities: Entities): Entities {
  return Object.fromEntries(Object.entries(entities).map(([char, name]) => [name, char]));
}

const NAMES3 = invert(HTML3_ENTITIES);
const NAMES4 = invert(HTML4_ENTITIES);
const XML_NAMES = invert(XML);

function escapeEntities(text: string, entities: Entities): string {
  return text.replace(/[^A-Za-z0-9]/gu, (char) => (Object.hasOwn(entities, char) ? `&${entities[char]};` : char));
}

function unescapeEntities(text: string, names: Entities): string {
  return text.replace(/&(?:#(\d+)|#[xX]([0-9A-Fa-f]+)|(\w+));/g, (whole, decimal, hex, name: string | undefined) => {
    if (name !== undefined) return Object.hasOwn(names, name) ? names[name] : whole;
    const code = decimal === undefined ? parseInt(String(hex), 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const CONTROL: Readonly<Record<string, string>> = { '\b': '\\b', '\n': '\\n', '\t': '\\t', '\f': '\\f', '\r': '\\r' };

/** Beyond printable ASCII every UTF-16 unit becomes a Unicode escape. */
function unicodeEscapes(text: string): string {
  return text.replace(/[^ -~]/g, (char) => CONTROL[char] ?? unicodeEscape(char));
}

function unicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function unescapeJava(text: string): string {
  return text.replace(/\\(?:u+([0-9A-Fa-f]{4})|([0-3]?[0-7]{1,2})|([\s\S]))/g, (whole, hex, octal, char: string) => {
    if (hex !== undefined) return String.fromCharCode(parseInt(String(hex), 16));
    if (octal !== undefined) return String.fromCharCode(parseInt(String(octal), 8));
    const letters: Readonly<Record<string, string>> = { b: '\b', n: '\n', t: '\t', f: '\f', r: '\r' };
    return letters[char] ?? (/["'\\/]/.test(char) ? char : whole.slice(1));
  });
}

function unescapeCsv(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  const inner = text.slice(1, -1);
  return /[",\n\r]/.test(inner) ? inner.replaceAll('""', '"') : text;
}

register('System.String', {
  instance: refusingHuge({
    'escapeCsv()': (self: string) => (/[",\n\r]/.test(self) ? `"${self.replaceAll('"', '""')}"` : self),
    'escapeEcmaScript()': (self: string) => unicodeEscapes(self.replace(/["'\\/]/g, '\\$&')),
    'escapeHtml3()': (self: string) => escapeEntities(self, HTML3_ENTITIES),
    'escapeHtml4()': (self: string) => escapeEntities(self, HTML4_ENTITIES),
    'escapeJava()': (self: string) => unicodeEscapes(self.replace(/["\\]/g, '\\$&')),
    'escapeUnicode()': (self: string) => self.replace(/[^\u0000-\u007f]/g, unicodeEscape),
    'escapeXml()': (self: string) => escapeEntities(self, XML),
    'unescapeCsv()': unescapeCsv,
    'unescapeEcmaScript()': unescapeJava,
    'unescapeHtml3()': (self: string) => unescapeEntities(self, NAMES3),
    'unescapeHtml4()': (self: string) => unescapeEntities(self, NAMES4),
    'unescapeJava()': unescapeJava,
    'unescapeUnicode()': (self: string) =>
      self.replace(/\\u+([0-9A-Fa-f]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'unescapeXml()': (self: string) => unescapeEntities(self, XML_NAMES),
  }),
});
