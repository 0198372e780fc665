/** JSON text as tokens, with the places that error messages give. */
import { refuseHugeText } from '../kernel/heap.ts';
import { raise } from '../../values/ambient.ts';

export type JsonTokenKind =
  | 'START_OBJECT'
  | 'END_OBJECT'
  | 'START_ARRAY'
  | 'END_ARRAY'
  | 'FIELD_NAME'
  | 'VALUE_STRING'
  | 'VALUE_NUMBER_INT'
  | 'VALUE_NUMBER_FLOAT'
  | 'VALUE_TRUE'
  | 'VALUE_FALSE'
  | 'VALUE_NULL';

export interface JsonToken {
  readonly kind: JsonTokenKind;
  /** a string's content, a number's digits, the brackets and words as they are */
  readonly text: string;
  readonly offset: number;
}

/** @throws JSONException with message and place */
export function jsonError(message: string, text: string, offset: number): never {
  const lines = text.slice(0, offset).split('\n');
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return raise('System.JSONException', `${message} at [line:${lines.length}, column:${column}]`);
}

const EXPECTED = "expected a valid value (number, String, array, object, 'true', 'false' or 'null')";
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;
const WORDS = { true: 'VALUE_TRUE', false: 'VALUE_FALSE', null: 'VALUE_NULL' } as const;

/** All tokens of one JSON value. */
export function tokenizeJson(text: string): JsonToken[] {
  refuseHugeText(text.length);
  return new JsonTokenizer(text).all();
}

class JsonTokenizer {
  readonly #text: string;
  #at = 0;
  readonly #tokens: JsonToken[] = [];
  readonly #open: ('object' | 'array')[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  all(): JsonToken[] {
    this.#skipSpace();
    if (this.#at >= this.#text.length) raise('System.JSONException', 'No content to map to Object due to end of input');
    this.#value();
    // each turn reads what follows a value inside the innermost open bracket
    while (this.#open.length > 0) this.#afterValue();
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#unexpected('Expected end of input');
    return this.#tokens;
  }

  #value(): void {
    this.#skipSpace();
    const char = this.#text[this.#at];
    switch (char) {
      case '{':
        this.#push('START_OBJECT', '{', 1);
        this.#open.push('object');
        this.#skipSpace();
        if (this.#text[this.#at] === '}') this.#close();
        else this.#member();
        return;
      case '[':
        this.#push('START_ARRAY', '[', 1);
        this.#open.push('array');
        this.#skipSpace();
        if (this.#text[this.#at] === ']') this.#close();
        else this.#value();
        return;
      case '"':
        this.#push('VALUE_STRING', ...this.#string());
        return;
      case undefined:
        return this.#endOfInput();
    }
    NUMBER.lastIndex = this.#at;
    const number = NUMBER.exec(this.#text);
    if (number !== null) {
      const kind = number[1] === undefined && number[2] === undefined ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT';
      this.#push(kind, number[0], number[0].length);
      return;
    }
    const word = (Object.keys(WORDS) as (keyof typeof WORDS)[]).find((name) => this.#text.startsWith(name, this.#at));
    if (word === undefined) this.#unexpected(EXPECTED);
    else this.#push(WORDS[word], word, word.length);
  }

  #member(): void {
    this.#skipSpace();
    if (this.#text[this.#at] !== '"') this.#unexpected('was expecting double-quote to start field name');
    this.#push('FIELD_NAME', ...this.#string());
    this.#skipSpace();
    if (this.#text[this.#at] !== ':') this.#unexpected('was expecting a colon to separate field name and value');
    this.#at += 1;
    this.#value();
  }

  #afterValue(): void {
    this.#skipSpace();
    const inObject = this.#open.at(-1) === 'object';
    const char = this.#text[this.#at];
    if (char === ',') {
      this.#at += 1;
      if (inObject) this.#member();
      else this.#value();
    } else if (char === (inObject ? '}' : ']')) {
      this.#close();
    } else {
      this.#unexpected(`was expecting comma to separate ${inObject ? 'OBJECT' : 'ARRAY'} entries`);
    }
  }

  #close(): void {
    const kind = this.#open.pop() === 'object' ? 'END_OBJECT' : 'END_ARRAY';
    this.#push(kind, kind === 'END_OBJECT' ? '}' : ']', 1);
  }

  /** Content and length of the string literal here. */
  #string(): [content: string, length: number] {
    const start = this.#at;
    let at = start + 1;
    let content = '';
    for (;;) {
      const char = this.#text[at];
      if (char === undefined) return this.#endOfInput();
      if (char === '"') return [content, at + 1 - start];
      if (char < ' ') {
        const code = char.charCodeAt(0);
        const message = `Illegal unquoted character ((CTRL-CHAR, code ${code})): has to be escaped using backslash to be included in string value`;
        return jsonError(message, this.#text, at);
      }
      if (char !== '\\') {
        content += char;
        at += 1;
        continue;
      }
      const escape = this.#text[at + 1] ?? '';
      const hex = escape === 'u' ? /^[0-9A-Fa-f]{4}/.exec(this.#text.slice(at + 2, at + 6)) : null;
      const letters: Readonly<Record<string, string>> = {
        '"': '"',
        '\\': '\\',
        '/': '/',
        b: '\b',
        f: '\f',
        n: '\n',
        r: '\r',
        t: '\t',
      };
      if (hex !== null) {
        content += String.fromCharCode(parseInt(hex[0], 16));
        at += 6;
      } else if (letters[escape] !== undefined) {
        content += letters[escape];
        at += 2;
      } else {
        return jsonError(`Unrecognized character escape '${escape}' (code ${escape.charCodeAt(0)})`, this.#text, at);
      }
    }
  }

  #push(kind: JsonTokenKind, text: string, length: number): void {
    this.#tokens.push({ kind, text, offset: this.#at });
    this.#at += length;
  }

  #skipSpace(): void {
    SPACE.lastIndex = this.#at;
    this.#at += SPACE.exec(this.#text)?.[0].length ?? 0;
  }

  #unexpected(expectation: string): never {
    const char = this.#text[this.#at];
    if (char === undefined) return this.#endOfInput();
    return jsonError(
      `Unexpected character ('${char}' (code ${char.charCodeAt(0)})): ${expectation}`,
      this.#text,
      // the place is where reading stands, behind the character
      this.#at + 1,
    );
  }

  #endOfInput(): never {
    return jsonError('Unexpected end-of-input', this.#text, this.#text.length);
  }
}
