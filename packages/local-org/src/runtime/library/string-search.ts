/** String: what a text contains, and where. Source: Apex Reference Guide, String Class. */
import { notNull, raise } from '../../values/ambient.ts';
import { current } from '../kernel/context.ts';
import { register } from '../kernel/registry.ts';
import { refusingNull } from './arguments.ts';

/** Case-insensitive search of equal lengths: folding may not move positions. */
function fold(text: string): string {
  const folded = text.toLowerCase();
  return folded.length === text.length ? folded : [...text].map(foldOne).join('');
}

function foldOne(char: string): string {
  const folded = char.toLowerCase();
  return folded.length === char.length ? folded : char;
}

function indexOutOfRange(index: number): never {
  return raise('System.StringException', `String index out of range: ${index}`);
}

function codePoint(text: string, index: number): number {
  return text.codePointAt(index) ?? indexOutOfRange(index);
}

function codePointBefore(text: string, index: number): number {
  if (index < 1 || index > text.length) indexOutOfRange(index);
  const low = text.charCodeAt(index - 1);
  const isPair = low >= 0xdc00 && low <= 0xdfff && index >= 2 && text.codePointAt(index - 2)! > 0xffff;
  return isPair ? text.codePointAt(index - 2)! : low;
}

function offsetByCodePoints(text: string, index: number, offset: number): number {
  let at = index;
  for (let step = 0; step < Math.abs(offset); step += 1) {
    if (offset > 0) at += codePoint(text, at) > 0xffff ? 2 : 1;
    else at -= codePointBefore(text, at) > 0xffff ? 2 : 1;
  }
  return at;
}

function isEach(text: string, pattern: RegExp): boolean {
  return text !== '' && pattern.test(text);
}

function indexWhere(text: string, test: (char: string) => boolean): number {
  for (let index = 0; index < text.length; index += 1) if (test(text[index])) return index;
  return -1;
}

function indexOfDifference(left: string, right: string): number {
  if (left === right) return -1;
  let index = 0;
  while (index < left.length && index < right.length && left[index] === right[index]) index += 1;
  return index;
}

function countMatches(text: string, part: string): number {
  return part === '' ? 0 : text.split(part).length - 1;
}

/** Edits between two texts; `threshold` cuts the answer off: -1 beyond it. */
function levenshtein(left: string, right: string, threshold = Infinity): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    if (i % 64 === 0) current().limits.check();
    for (let j = 1; j <= right.length; j += 1) {
      const swap = row[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  const distance = row[right.length];
  return distance > threshold ? -1 : distance;
}

function lastIndexOf(text: string, part: string, from: number): number {
  return from < 0 ? -1 : text.lastIndexOf(part, from);
}

register('System.String', {
  instance: {
    'contains(String)': (self: string, part: string) => self.includes(notNull(part)),
    'endsWith(String)': (self: string, suffix: string) => self.endsWith(notNull(suffix)),
    'indexOf(String)': (self: string, part: string) => self.indexOf(notNull(part)),
    'indexOf(String,Integer)': (self: string, part: string, from: number) => self.indexOf(notNull(part), notNull(from)),
    'startsWith(String)': (self: string, prefix: string) => self.startsWith(notNull(prefix)),
    ...refusingNull({
      'charAt(Integer)': (self: string, index: number) =>
        index >= 0 && index < self.length ? self.charCodeAt(index) : indexOutOfRange(index),
      'codePointAt(Integer)': codePoint,
      'codePointBefore(Integer)': codePointBefore,
      'codePointCount(Integer,Integer)': (self: string, from: number, to: number) => {
        if (from < 0 || from > to || to > self.length) indexOutOfRange(from < 0 ? from : to);
        return [...self.slice(from, to)].length;
      },
      'containsAny(String)': (self: string, characters: string) =>
        indexWhere(self, (char) => characters.includes(char)) >= 0,
      'containsIgnoreCase(String)': (self: string, part: string) => fold(self).includes(fold(part)),
      'containsNone(String)': (self: string, characters: string) =>
        indexWhere(self, (char) => characters.includes(char)) < 0,
      'containsOnly(String)': (self: string, characters: string) =>
        indexWhere(self, (char) => !characters.includes(char)) < 0,
      'containsWhitespace()': (self: string) => /\s/.test(self),
      'countMatches(String)': countMatches,
      'endsWithIgnoreCase(String)': (self: string, suffix: string) => fold(self).endsWith(fold(suffix)),
      'getLevenshteinDistance(String)': (self: string, other: string) => levenshtein(self, other),
      'getLevenshteinDistance(String,Integer)': (self: string, other: string, threshold: number) =>
        levenshtein(self, other, threshold),
      'indexOfAny(String)': (self: string, characters: string) => indexWhere(self, (char) => characters.includes(char)),
      'indexOfAnyBut(String)': (self: string, characters: string) =>
        indexWhere(self, (char) => !characters.includes(char)),
      'indexOfChar(Integer)': (self: string, code: number) => self.indexOf(String.fromCodePoint(code)),
      'indexOfChar(Integer,Integer)': (self: string, code: number, from: number) =>
        self.indexOf(String.fromCodePoint(code), from),
      'indexOfDifference(String)': indexOfDifference,
      'indexOfIgnoreCase(String)': (self: string, part: string) => fold(self).indexOf(fold(part)),
      'indexOfIgnoreCase(String,Integer)': (self: string, part: string, from: number) =>
        fold(self).indexOf(fold(part), from),
      'isAllLowerCase()': (self: string) => isEach(self, /^\p{Ll}+$/u),
      'isAllUpperCase()': (self: string) => isEach(self, /^\p{Lu}+$/u),
      'isAlpha()': (self: string) => isEach(self, /^\p{L}+$/u),
      'isAlphaSpace()': (self: string) => isEach(self, /^[\p{L} ]+$/u),
      'isAlphanumeric()': (self: string) => isEach(self, /^[\p{L}\p{Nd}]+$/u),
      'isAlphanumericSpace()': (self: string) => isEach(self, /^[\p{L}\p{Nd} ]+$/u),
      'isAsciiPrintable()': (self: string) => /^[ -~]*$/.test(self),
      'isNumeric()': (self: string) => isEach(self, /^\p{Nd}+$/u),
      'isNumericSpace()': (self: string) => isEach(self, /^[\p{Nd} ]+$/u),
      'isWhitespace()': (self: string) => /^\s*$/.test(self),
      'lastIndexOf(String)': (self: string, part: string) => self.lastIndexOf(part),
      'lastIndexOf(String,Integer)': lastIndexOf,
      'lastIndexOfChar(Integer)': (self: string, code: number) => self.lastIndexOf(String.fromCodePoint(code)),
      'lastIndexOfChar(Integer,Integer)': (self: string, code: number, from: number) =>
        lastIndexOf(self, String.fromCodePoint(code), from),
      'lastIndexOfIgnoreCase(String)': (self: string, part: string) => fold(self).lastIndexOf(fold(part)),
      'lastIndexOfIgnoreCase(String,Integer)': (self: string, part: string, from: number) =>
        lastIndexOf(fold(self), fold(part), from),
      'offsetByCodePoints(Integer,Integer)': offsetByCodePoints,
      'startsWithIgnoreCase(String)': (self: string, prefix: string) => fold(self).startsWith(fold(prefix)),
    }),
  },
});
