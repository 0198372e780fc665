/** What a string literal says, or where its first bad escape is. */
export type Decoded = { readonly value: string } | { readonly badEscape: number };

/** Which escapes a string may hold besides those of Apex. */
export type StringFlavour =
  | 'apex'
  /** `\%` and `\_` are kept, backslash included: LIKE reads them as the plain character. */
  | 'soql'
  /** The text of FIND: escapes of the search syntax (`\{`, `\*`, ...) are kept for the search, only `\'` is decoded. */
  | 'sosl';

const SIMPLE: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

const SEARCH_ESCAPES = '+-&|!(){}^"~*?:\\[]';

/**
 * Decodes the inside of a literal, that is `text` from `start` (after the opening quotes) to `end` (before the closing
 * quotes). `badEscape` is an offset into `text`.
 */
export function decodeString(text: string, start: number, end: number, flavour: StringFlavour): Decoded {
  let backslash = text.indexOf('\\', start);
  if (backslash < 0 || backslash >= end) return { value: text.slice(start, end) };
  let value = '';
  let from = start;
  while (backslash >= 0 && backslash < end) {
    value += text.slice(from, backslash);
    const letter = text[backslash + 1] ?? '';
    const plain = SIMPLE[letter] ?? SIMPLE[letter.toLowerCase()];
    from = backslash + 2;
    if (flavour === 'sosl' && SEARCH_ESCAPES.includes(letter) && letter !== '') value += `\\${letter}`;
    else if (flavour === 'soql' && (letter === '%' || letter === '_')) value += `\\${letter}`;
    else if (plain !== undefined) value += plain;
    else if (letter === 'u' || letter === 'U') {
      const code = hexadecimal(text, from, end);
      if (code < 0) return { badEscape: backslash };
      value += String.fromCharCode(code);
      from += 4;
    } else return { badEscape: backslash };
    backslash = text.indexOf('\\', from);
  }
  return { value: value + text.slice(from, end) };
}

/** The four hexadecimal digits at `at`, or -1. */
function hexadecimal(text: string, at: number, end: number): number {
  if (at + 4 > end) return -1;
  let code = 0;
  for (let index = at; index < at + 4; index++) {
    const digit = Number.parseInt(text[index], 16);
    if (Number.isNaN(digit)) return -1;
    code = code * 16 + digit;
  }
  return code;
}
