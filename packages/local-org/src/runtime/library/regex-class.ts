/** Character classes of java.util.regex, written for JavaScript's `v` mode. */
import { raise } from '../../values/ambient.ts';
import { entryOf } from '../../util/table.ts';

/** What `\d`, `\p{Alpha}` and their like stand for, inside the brackets of a `v` mode class. */
const SHORTHANDS: Readonly<Record<string, string>> = {
  d: '0-9',
  w: 'A-Za-z0-9_',
  s: ' \\t\\n\\x0B\\f\\r',
  h: ' \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
  v: '\\n\\x0B\\f\\r\\x85\\u2028\\u2029',
};

const PROPERTIES: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'A-Za-z',
  Digit: '0-9',
  Alnum: 'A-Za-z0-9',
  Punct: '\\x21-\\x2F\\x3A-\\x40\\x5B-\\x60\\x7B-\\x7E',
  Graph: '\\x21-\\x7E',
  Print: '\\x20-\\x7E',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9A-Fa-f',
  Space: ' \\t\\n\\x0B\\f\\r',
  javaLowerCase: '\\p{Lowercase}',
  javaUpperCase: '\\p{Uppercase}',
  javaWhitespace: '\\s',
  javaMirrored: '\\p{Bidi_M}',
  IsAlphabetic: '\\p{Alphabetic}',
  IsIdeographic: '\\p{Ideographic}',
  IsLetter: '\\p{L}',
  IsLowercase: '\\p{Lowercase}',
  IsUppercase: '\\p{Uppercase}',
  IsPunctuation: '\\p{P}',
  IsWhite_Space: '\\p{White_Space}',
  IsControl: '\\p{Cc}',
  IsDigit: '\\p{Nd}',
};

export function regexError(message: string, pattern: string, index: number): never {
  return raise('System.StringException', `Invalid regex: ${message} near index ${index}\n${pattern}`);
}

/** `d`, `W`, ...: a class in brackets, or undefined where the letter is no shorthand. */
export function shorthandClass(letter: string): string | undefined {
  const set = SHORTHANDS[letter.toLowerCase()];
  if (set === undefined) return undefined;
  return letter === letter.toLowerCase() ? `[${set}]` : `[^${set}]`;
}

/** The class of `\p{Name}`, `\P{Name}`, `\pL`; `index` stands after the `p`. */
export function propertyClass(pattern: string, index: number, negated: boolean): { text: string; end: number } {
  let name = pattern[index] ?? '';
  let end = index + 1;
  if (name === '{') {
    const close = pattern.indexOf('}', index);
    if (close < 0) regexError('Unclosed character family', pattern, index);
    name = pattern.slice(index + 1, close);
    end = close + 1;
  }
  const known = entryOf(PROPERTIES, name);
  if (known !== undefined) return { text: `[${negated ? '^' : ''}${known}]`, end };
  const property = unicodeProperty(name);
  if (property === undefined) regexError(`Unknown character property name {${name}}`, pattern, index);
  return { text: `\\${negated ? 'P' : 'p'}{${property}}`, end };
}

function unicodeProperty(name: string): string | undefined {
  const assignment = /^(?:(script|sc|general_category|gc|blk|block)=)(.+)$/.exec(name);
  const bare = (assignment?.[2] ?? name).replace(/^Is/, '');
  const kind = assignment?.[1];
  const candidates =
    kind === undefined
      ? [bare, `Script=${bare}`]
      : kind.startsWith('s')
        ? [`Script=${bare}`]
        : kind.startsWith('g')
          ? [bare]
          : [];
  return candidates.find((candidate) => {
    try {
      return new RegExp(`\\p{${candidate}}`, 'v') !== undefined;
    } catch {
      return false;
    }
  });
}

/** A literal code point inside a class. */
export function classLiteral(char: string): string {
  return /^[A-Za-z0-9]$/.test(char) ? char : `\\u{${char.codePointAt(0)!.toString(16)}}`;
}

/** Reads an escape that stands for one character: `\t`, `\x41`, `\u0041`, `\0101`, `\-`; `index` stands after the backslash. */
export function escapedCharacter(pattern: string, index: number): { char: string; end: number } | undefined {
  const letter = pattern[index];
  if (letter === undefined) return undefined;
  const simple: Readonly<Record<string, string>> = {
    t: '\t',
    n: '\n',
    r: '\r',
    f: '\f',
    a: '\x07',
    e: '\x1B',
  };
  if (simple[letter] !== undefined) return { char: simple[letter], end: index + 1 };
  const rest = pattern.slice(index);
  const hex = /^x([0-9A-Fa-f]{2})|^x\{([0-9A-Fa-f]+)\}|^u([0-9A-Fa-f]{4})/.exec(rest);
  if (hex !== null) {
    const code = parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '0', 16);
    return { char: String.fromCodePoint(code), end: index + hex[0].length };
  }
  const octal = /^0([0-3][0-7]{2}|[0-7]{1,2})/.exec(rest);
  if (octal !== null) return { char: String.fromCharCode(parseInt(octal[1], 8)), end: index + octal[0].length };
  if (letter === 'c' && rest.length > 1) {
    return { char: String.fromCharCode(rest.charCodeAt(1) ^ 64), end: index + 2 };
  }
  if (/[A-Za-z0-9]/.test(letter)) return undefined;
  const char = String.fromCodePoint(pattern.codePointAt(index)!);
  return { char, end: index + char.length };
}

/** Translates `[...]`; `start` stands on the bracket. Unions nest and `&&` intersects, as in Java. */
export function translateClass(pattern: string, start: number, comments: boolean): { text: string; end: number } {
  let index = start + 1;
  const negated = pattern[index] === '^';
  if (negated) index += 1;
  const operands: string[] = [];
  let current = '';
  let first = true;
  for (;;) {
    const char = pattern[index];
    if (char === undefined) return regexError('Unclosed character class', pattern, pattern.length - 1);
    if (char === ']' && !first) break;
    first = false;
    if (comments && /\s/.test(char)) {
      index += 1;
    } else if (char === '[') {
      const nested = translateClass(pattern, index, comments);
      current += nested.text;
      index = nested.end;
    } else if (char === '&' && pattern[index + 1] === '&') {
      if (current !== '') operands.push(`[${current}]`);
      current = '';
      index += 2;
    } else {
      const item = classItem(pattern, index);
      current += item.text;
      index = item.end;
    }
  }
  if (current !== '') operands.push(`[${current}]`);
  const body = operands.length === 1 ? current || operands[0] : operands.join('&&');
  return { text: `[${negated ? '^' : ''}${body}]`, end: index + 1 };
}

/** A shorthand, or a character with the range that it may begin. */
function classItem(pattern: string, index: number): { text: string; end: number } {
  if (pattern[index] === '\\') {
    const letter = pattern[index + 1] ?? '';
    if (letter === 'p' || letter === 'P') return propertyClass(pattern, index + 2, letter === 'P');
    if (letter === 'Q') {
      const close = pattern.indexOf('\\E', index + 2);
      const literal = pattern.slice(index + 2, close < 0 ? undefined : close);
      return { text: [...literal].map(classLiteral).join(''), end: close < 0 ? pattern.length : close + 2 };
    }
    const shorthand = shorthandClass(letter);
    if (shorthand !== undefined) return { text: shorthand, end: index + 2 };
  }
  const from = classCharacter(pattern, index);
  const next = pattern[from.end + 1];
  if (pattern[from.end] !== '-' || next === undefined || next === ']' || next === '[') {
    return { text: classLiteral(from.char), end: from.end };
  }
  const to = classCharacter(pattern, from.end + 1);
  if (to.char.codePointAt(0)! < from.char.codePointAt(0)!) regexError('Illegal character range', pattern, from.end);
  return { text: `${classLiteral(from.char)}-${classLiteral(to.char)}`, end: to.end };
}

function classCharacter(pattern: string, index: number): { char: string; end: number } {
  if (pattern[index] === '\\') {
    return escapedCharacter(pattern, index + 1) ?? regexError('Illegal/unsupported escape sequence', pattern, index);
  }
  const char = String.fromCodePoint(pattern.codePointAt(index)!);
  return { char, end: index + char.length };
}
