/** String: cutting, padding, replacing, splitting. Source: Apex Reference Guide, String Class. */
import { notNull, raise } from '../../values/ambient.ts';
import { refuseHuge, refuseHugeText } from '../kernel/heap.ts';
import { register } from '../kernel/registry.ts';
import { primitiveType } from '../kernel/types.ts';
import { refusingHuge, refusingNull } from './arguments.ts';
import { ApexList } from './list.ts';
import { compileRegex } from './regex.ts';
import { replaceByRegex, splitByRegex } from './regex-text.ts';

function texts(items: string[]): ApexList {
  return new ApexList(primitiveType('String'), items);
}

/** @throws StringException for positions outside the text */
function substring(self: string, from: number, to: number): string {
  if (from < 0 || from > self.length) raise('System.StringException', `Starting position out of bounds: ${from}`);
  if (to < from || to > self.length) raise('System.StringException', `Ending position out of bounds: ${to}`);
  return self.slice(from, to);
}

function abbreviate(self: string, maxWidth: number, offset: number): string {
  const minimum = offset === 0 ? 4 : 7;
  if (maxWidth < 4) raise('System.StringException', 'Minimum abbreviation width is 4');
  if (self.length <= maxWidth) return self;
  const start = Math.min(Math.max(0, offset), self.length - (maxWidth - 3));
  if (start <= 4) return `${self.slice(0, maxWidth - 3)}...`;
  if (maxWidth < minimum) raise('System.StringException', 'Minimum abbreviation width with offset is 7');
  if (start + maxWidth - 3 < self.length) return `...${abbreviate(self.slice(start), maxWidth - 3, 0)}`;
  return `...${self.slice(self.length - (maxWidth - 3))}`;
}

function center(self: string, size: number, padding: string): string {
  const missing = size - self.length;
  if (missing <= 0) return self;
  const pad = padding === '' ? ' ' : padding;
  return self.padStart(self.length + Math.floor(missing / 2), pad).padEnd(size, pad);
}

function padding(text: string): string {
  return text === '' ? ' ' : text;
}

/** Java's replace of literal text; an empty target stands between all characters. */
function replaceText(self: string, target: string, replacement: string): string {
  refuseHugeText(self.length);
  return self.replaceAll(target, () => replacement);
}

/** Java's trim: everything up to the space character */
function trim(self: string): string {
  let from = 0;
  let to = self.length;
  while (from < to && self.charCodeAt(from) <= 0x20) from += 1;
  while (from < to && self.charCodeAt(to - 1) <= 0x20) to -= 1;
  return self.slice(from, to);
}

function capitalize(self: string): string {
  const first = String.fromCodePoint(self.codePointAt(0) ?? 0);
  return self === '' ? self : first.toUpperCase() + self.slice(first.length);
}

function uncapitalize(self: string): string {
  return self === '' ? self : self[0].toLowerCase() + self.slice(1);
}

/** Without `replace`: where a tag is not closed, that looks through the rest of the text from each `<` on. */
function stripTags(self: string): string {
  let out = '';
  let from = 0;
  for (;;) {
    const open = self.indexOf('<', from);
    const close = open < 0 ? -1 : self.indexOf('>', open);
    if (close < 0) return out + self.slice(from);
    out += self.slice(from, open);
    from = close + 1;
  }
}

function swapCase(self: string): string {
  return [...self].map((char) => (char === char.toUpperCase() ? char.toLowerCase() : char.toUpperCase())).join('');
}

/** java.lang.Character.getType, as far as splitting looks at it */
function characterType(char: string): string {
  const match =
    /^(?:(\p{Lu})|(\p{Ll})|(\p{Lt})|(\p{L})|(\p{Nd})|(\p{Zs})|(\p{Cc})|(\p{Ps})|(\p{Pe})|(\p{Pd})|(\p{Pc})|(\p{P})|(\p{Sm})|(\p{Sc})|(\p{S}))/u.exec(
      char,
    );
  return String(match?.findIndex((group, index) => index > 0 && group !== undefined) ?? -1);
}

const UPPER = characterType('A');
const LOWER = characterType('a');

/** `camelCase`: the upper-case letter before lower-case ones begins their part. */
function splitByType(self: string, camelCase: boolean): string[] {
  const parts: string[] = [];
  let start = 0;
  let before = characterType(self[0] ?? '');
  for (let index = 1; index < self.length; index += 1) {
    const type = characterType(self[index]);
    if (type === before) continue;
    if (camelCase && type === LOWER && before === UPPER) {
      if (index - 1 > start) {
        parts.push(self.slice(start, index - 1));
        start = index - 1;
      }
    } else {
      parts.push(self.slice(start, index));
      start = index;
    }
    before = type;
  }
  if (self !== '') parts.push(self.slice(start));
  return parts;
}

function between(self: string, open: string, close: string): string | null {
  const from = self.indexOf(open);
  const to = from < 0 ? -1 : self.indexOf(close, from + open.length);
  return to < 0 ? null : self.slice(from + open.length, to);
}

function after(self: string, separator: string, last: boolean): string {
  const at = last ? self.lastIndexOf(separator) : self.indexOf(separator);
  return at < 0 || (last && separator === '') ? '' : self.slice(at + separator.length);
}

function before(self: string, separator: string, last: boolean): string {
  if (separator === '') return last ? self : '';
  const at = last ? self.lastIndexOf(separator) : self.indexOf(separator);
  return at < 0 ? self : self.slice(0, at);
}

function endsIgnoringCase(self: string, suffix: string): boolean {
  return self.toLowerCase().endsWith(suffix.toLowerCase());
}

function difference(self: string, other: string): string {
  let at = 0;
  while (at < self.length && at < other.length && self[at] === other[at]) at += 1;
  return other.slice(at);
}

function localeOf(locale: string): string {
  return locale.replaceAll('_', '-');
}

register('System.String', {
  instance: {
    'left(Integer)': (self: string, length: number) => self.slice(0, Math.max(0, notNull(length))),
    'replace(String,String)': (self: string, target: string, replacement: string) =>
      replaceText(self, notNull(target), notNull(replacement)),
    'split(String)': (self: string, regex: string) => texts(splitByRegex(notNull(regex), self, 0)),
    'substring(Integer)': (self: string, from: number) => substring(self, notNull(from), self.length),
    'substring(Integer,Integer)': (self: string, from: number, to: number) =>
      substring(self, notNull(from), notNull(to)),
    'toLowerCase()': (self: string) => self.toLowerCase(),
    'toUpperCase()': (self: string) => self.toUpperCase(),
    'trim()': trim,
    ...refusingNull({
      'abbreviate(Integer)': (self: string, maxWidth: number) => abbreviate(self, maxWidth, 0),
      'abbreviate(Integer,Integer)': abbreviate,
      'capitalize()': capitalize,
      'center(Integer)': (self: string, size: number) => center(self, size, ' '),
      'center(Integer,String)': center,
      'difference(String)': difference,
      'leftPad(Integer)': (self: string, length: number) => self.padStart(length),
      'leftPad(Integer,String)': (self: string, length: number, pad: string) => self.padStart(length, padding(pad)),
      'mid(Integer,Integer)': (self: string, start: number, length: number) =>
        length < 0 || start > self.length ? '' : self.slice(Math.max(0, start), Math.max(0, start) + length),
      'removeEnd(String)': (self: string, suffix: string) =>
        self.endsWith(suffix) ? self.slice(0, self.length - suffix.length) : self,
      'removeEndIgnoreCase(String)': (self: string, suffix: string) =>
        endsIgnoringCase(self, suffix) ? self.slice(0, self.length - suffix.length) : self,
      'removeStart(String)': (self: string, prefix: string) =>
        self.startsWith(prefix) ? self.slice(prefix.length) : self,
      'removeStartIgnoreCase(String)': (self: string, prefix: string) =>
        self.toLowerCase().startsWith(prefix.toLowerCase()) ? self.slice(prefix.length) : self,
      'repeat(Integer)': (self: string, count: number) => self.repeat(Math.max(0, count)),
      'repeat(String,Integer)': (self: string, separator: string, count: number) => {
        refuseHuge(count);
        return new Array<string>(Math.max(0, count)).fill(self).join(separator);
      },
      'replaceFirst(String,String)': (self: string, regex: string, replacement: string) =>
        replaceByRegex(compileRegex(regex), self, replacement, 1),
      'right(Integer)': (self: string, length: number) => (length <= 0 ? '' : self.slice(-length)),
      'rightPad(Integer)': (self: string, length: number) => self.padEnd(length),
      'rightPad(Integer,String)': (self: string, length: number, pad: string) => self.padEnd(length, padding(pad)),
      'split(String,Integer)': (self: string, regex: string, limit: number) => texts(splitByRegex(regex, self, limit)),
      'substringAfter(String)': (self: string, separator: string) => after(self, separator, false),
      'substringAfterLast(String)': (self: string, separator: string) => after(self, separator, true),
      'substringBefore(String)': (self: string, separator: string) => before(self, separator, false),
      'substringBeforeLast(String)': (self: string, separator: string) => before(self, separator, true),
      'substringBetween(String)': (self: string, tag: string) => between(self, tag, tag),
      'substringBetween(String,String)': between,
      'toLowerCase(String)': (self: string, locale: string) => self.toLocaleLowerCase(localeOf(locale)),
      'toUpperCase(String)': (self: string, locale: string) => self.toLocaleUpperCase(localeOf(locale)),
      'uncapitalize()': uncapitalize,
    }),
    ...refusingHuge({
      'deleteWhitespace()': (self: string) => self.replace(/\s/g, ''),
      'getChars()': (self: string) =>
        new ApexList(
          primitiveType('Integer'),
          Array.from({ length: self.length }, (_, index) => self.charCodeAt(index)),
        ),
      'normalizeSpace()': (self: string) => self.trim().replace(/\s+/g, ' '),
      'remove(String)': (self: string, part: string) => (notNull(part) === '' ? self : self.replaceAll(part, '')),
      'replaceAll(String,String)': (self: string, regex: string, replacement: string) =>
        replaceByRegex(compileRegex(notNull(regex)), self, notNull(replacement)),
      'reverse()': (self: string) => [...self].reverse().join(''),
      'splitByCharacterType()': (self: string) => texts(splitByType(self, false)),
      'splitByCharacterTypeCamelCase()': (self: string) => texts(splitByType(self, true)),
      'stripHtmlTags()': stripTags,
      'swapCase()': swapCase,
    }),
  },
});
