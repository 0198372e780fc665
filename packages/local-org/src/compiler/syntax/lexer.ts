import { T, WORDS } from './tokens.ts';

/** The tokens of one text as parallel arrays; index `count - 1` is the end of file, whose span is empty. */
export interface Tokens {
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly count: number;
  readonly errors: readonly LexicalError[];
}

export interface LexicalError {
  readonly offset: number;
  readonly message: string;
}

/**
 * `apex`: a line break ends a string with an error.
 * `query`: SOQL and SOSL given as text at run time, where strings may hold line breaks and there are no comments.
 */
export type LexMode = 'apex' | 'query';

const LETTER = 1;
const DIGIT = 2;
const SPACE = 3;

const CLASS_OF = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  if ((char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z') || char === '_' || char === '$') {
    CLASS_OF[code] = LETTER;
  } else if (char >= '0' && char <= '9') CLASS_OF[code] = DIGIT;
  else if (char === ' ' || char === '\t' || char === '\r' || char === '\n' || char === '\f') CLASS_OF[code] = SPACE;
}

const QUOTE = 0x27;
const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const STAR = 0x2a;
const DOT = 0x2e;
const EQUALS = 0x3d;
const LESS = 0x3c;
const GREATER = 0x3e;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Splits a text into tokens. Never throws: what is no token is left out and reported in `errors`. */
export function lex(text: string, mode: LexMode = 'apex'): Tokens {
  return new Lexer(text, mode).run();
}

class Lexer {
  readonly #text: string;
  readonly #mode: LexMode;
  readonly #errors: LexicalError[] = [];
  #kinds: Uint8Array;
  #starts: Int32Array;
  #ends: Int32Array;
  #count = 0;

  constructor(text: string, mode: LexMode) {
    this.#text = text;
    this.#mode = mode;
    const capacity = (text.length >> 2) + 16;
    this.#kinds = new Uint8Array(capacity);
    this.#starts = new Int32Array(capacity);
    this.#ends = new Int32Array(capacity);
  }

  run(): Tokens {
    const text = this.#text;
    const length = text.length;
    let at = 0;
    while (at < length) {
      const code = text.charCodeAt(at);
      const kindOfChar = code < 128 ? CLASS_OF[code] : isForeignSpace(code) ? SPACE : LETTER;
      if (kindOfChar === SPACE) at++;
      else if (kindOfChar === LETTER) at = this.#word(at);
      else if (kindOfChar === DIGIT) at = this.#number(at);
      else if (code === QUOTE) at = this.#string(at);
      else if (code === SLASH && this.#mode === 'apex') at = this.#slash(at);
      else at = this.#punctuation(at, code);
    }
    this.#push(T.eof, length, length);
    return {
      kinds: this.#kinds,
      starts: this.#starts,
      ends: this.#ends,
      count: this.#count,
      errors: this.#errors,
    };
  }

  #push(kind: number, start: number, end: number): void {
    if (this.#count === this.#kinds.length) this.#grow();
    this.#kinds[this.#count] = kind;
    this.#starts[this.#count] = start;
    this.#ends[this.#count] = end;
    this.#count++;
  }

  #grow(): void {
    const capacity = this.#kinds.length * 2;
    const kinds = new Uint8Array(capacity);
    const starts = new Int32Array(capacity);
    const ends = new Int32Array(capacity);
    kinds.set(this.#kinds);
    starts.set(this.#starts);
    ends.set(this.#ends);
    this.#kinds = kinds;
    this.#starts = starts;
    this.#ends = ends;
  }

  #word(start: number): number {
    const text = this.#text;
    const length = text.length;
    let end = start;
    let ascii = true;
    for (; end < length; end++) {
      const code = text.charCodeAt(end);
      if (code < 128) {
        const kindOfChar = CLASS_OF[code];
        if (kindOfChar !== LETTER && kindOfChar !== DIGIT) break;
      } else if (isForeignSpace(code)) break;
      else ascii = false;
    }
    const word = text.slice(start, end);
    if (!ascii) {
      this.#errors.push({
        offset: start,
        message:
          `Invalid identifier '${word}'. Apex identifiers must start with an ASCII letter (a-z or A-Z) followed by any ` +
          `number of ASCII letters (a-z or A-Z), digits (0 - 9), '_'.`,
      });
    }
    this.#push(WORDS.get(word) ?? WORDS.get(word.toLowerCase()) ?? T.identifier, start, end);
    return end;
  }

  #digits(at: number): number {
    const text = this.#text;
    for (; ; at++) {
      const code = text.charCodeAt(at);
      if (!(code >= 0x30 && code <= 0x39)) return at;
    }
  }

  /** `12`, `12L`, `12.5`, `12.5d`. A dot belongs to the number only when a digit follows: `1.format()` is a call. */
  #number(start: number): number {
    const text = this.#text;
    let end = this.#digits(start);
    if (text.charCodeAt(end) === DOT && isDigit(text.charCodeAt(end + 1))) return this.#fraction(start, end);
    const suffix = text.charCodeAt(end) | 0x20;
    if (suffix === 0x6c && !isWordPart(text.charCodeAt(end + 1))) {
      this.#push(T.long, start, ++end);
      return end;
    }
    this.#push(T.integer, start, end);
    return end;
  }

  #fraction(start: number, dot: number): number {
    const text = this.#text;
    let end = this.#digits(dot + 1);
    const suffix = text.charCodeAt(end) | 0x20;
    if (suffix === 0x64 && !isWordPart(text.charCodeAt(end + 1))) {
      this.#push(T.double, start, ++end);
      return end;
    }
    this.#push(T.decimal, start, end);
    return end;
  }

  /** Finds the end of a string only; escapes are decoded, and judged, by whoever reads its value. */
  #string(start: number): number {
    const text = this.#text;
    const length = text.length;
    const lineBreaks = this.#mode === 'query';
    if (!lineBreaks && text.startsWith("''", start + 1) && isLineBreak(text.charCodeAt(start + 3))) {
      return this.#multilineString(start);
    }
    for (let at = start + 1; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.#push(T.string, start, at + 1);
        return at + 1;
      }
      if (code === BACKSLASH) at++;
      else if (!lineBreaks && isLineBreak(code)) {
        this.#errors.push({
          offset: start,
          message: 'Illegal string literal: Line breaks are not allowed in string literals',
        });
        this.#push(T.string, start, at);
        return at;
      }
    }
    this.#errors.push({ offset: start, message: "Missing closing quote character ' on string." });
    this.#push(T.string, start, length);
    return length;
  }

  #multilineString(start: number): number {
    const text = this.#text;
    for (let at = start + 3; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === BACKSLASH) at++;
      else if (code === QUOTE && text.startsWith("''", at + 1)) {
        this.#push(T.multilineString, start, at + 3);
        return at + 3;
      }
    }
    this.#errors.push({ offset: start, message: "Missing closing quote character ' on string." });
    this.#push(T.multilineString, start, text.length);
    return text.length;
  }

  #slash(start: number): number {
    const text = this.#text;
    const next = text.charCodeAt(start + 1);
    if (next === SLASH) {
      let at = start + 2;
      while (at < text.length && !isLineBreak(text.charCodeAt(at))) at++;
      return at;
    }
    if (next === STAR) {
      const close = text.indexOf('*/', start + 2);
      if (close >= 0) return close + 2;
      this.#errors.push({ offset: start, message: 'Missing closing mark */ on multi-line comment.' });
      return text.length;
    }
    return this.#punctuation(start, SLASH);
  }

  #punctuation(start: number, code: number): number {
    const text = this.#text;
    const next = text.charCodeAt(start + 1);
    let kind: number = T.eof;
    let size = 1;
    // prettier-ignore
    switch (code) {
      case 0x28: kind = T.leftParen; break;
      case 0x29: kind = T.rightParen; break;
      case 0x7b: kind = T.leftBrace; break;
      case 0x7d: kind = T.rightBrace; break;
      case 0x5b: kind = T.leftBracket; break;
      case 0x5d: kind = T.rightBracket; break;
      case 0x3b: kind = T.semicolon; break;
      case 0x2c: kind = T.comma; break;
      case 0x3a: kind = T.colon; break;
      case 0x40: kind = T.at; break;
      case 0x7e: kind = T.tilde; break;
      case DOT:
        if (isDigit(next)) return this.#fraction(start, start);
        kind = T.dot;
        break;
      case 0x3f:
        if (next === DOT) { kind = T.safeDot; size = 2; }
        else if (next === 0x3f) { kind = T.coalesce; size = 2; }
        else kind = T.question;
        break;
      case EQUALS:
        if (next === GREATER) { kind = T.mapTo; size = 2; }
        else if (next !== EQUALS) kind = T.assign;
        else if (text.charCodeAt(start + 2) === EQUALS) { kind = T.identical; size = 3; }
        else { kind = T.equal; size = 2; }
        break;
      case 0x21:
        if (next !== EQUALS) kind = T.bang;
        else if (text.charCodeAt(start + 2) === EQUALS) { kind = T.notIdentical; size = 3; }
        else { kind = T.notEqual; size = 2; }
        break;
      // Shifts and `<=`, `>=` stay single characters: `>>` may close two type argument lists.
      case LESS:
        if (next === GREATER) { kind = T.lessGreater; size = 2; }
        else if (text.startsWith('<=', start + 1)) { kind = T.shiftLeftAssign; size = 3; }
        else kind = T.less;
        break;
      case GREATER:
        if (text.startsWith('>=', start + 1)) { kind = T.shiftRightAssign; size = 3; }
        else if (text.startsWith('>>=', start + 1)) { kind = T.unsignedShiftAssign; size = 4; }
        else kind = T.greater;
        break;
      case 0x2b:
        if (next === 0x2b) { kind = T.increment; size = 2; }
        else if (next === EQUALS) { kind = T.addAssign; size = 2; }
        else kind = T.plus;
        break;
      case 0x2d:
        if (next === 0x2d) { kind = T.decrement; size = 2; }
        else if (next === EQUALS) { kind = T.subtractAssign; size = 2; }
        else kind = T.minus;
        break;
      case STAR:
        if (next === EQUALS) { kind = T.multiplyAssign; size = 2; }
        else kind = T.times;
        break;
      case SLASH:
        if (next === EQUALS) { kind = T.divideAssign; size = 2; }
        else kind = T.divide;
        break;
      case 0x26:
        if (next === 0x26) { kind = T.and; size = 2; }
        else if (next === EQUALS) { kind = T.andAssign; size = 2; }
        else kind = T.bitAnd;
        break;
      case 0x7c:
        if (next === 0x7c) { kind = T.or; size = 2; }
        else if (next === EQUALS) { kind = T.orAssign; size = 2; }
        else kind = T.bitOr;
        break;
      case 0x5e:
        if (next === EQUALS) { kind = T.xorAssign; size = 2; }
        else kind = T.caret;
        break;
      default:
        this.#errors.push({
          offset: start,
          message:
            text[start] === '%' || text[start] === '#' || text[start] === '\\'
              ? `Found punctuation symbol or operator '${text[start]}' that isn't valid in Apex.`
              : `Unrecognized symbol '${text[start]}', which is not a valid Apex identifier.`,
        });
        return start + 1;
    }
    this.#push(kind, start, start + size);
    return start + size;
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isWordPart(code: number): boolean {
  return code < 128 && (CLASS_OF[code] === LETTER || CLASS_OF[code] === DIGIT);
}

function isLineBreak(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}

/** A byte order mark and the spaces beyond ASCII separate tokens, as editors and copied text leave them behind. */
function isForeignSpace(code: number): boolean {
  return code === 0xfeff || code === 0xa0 || code === 0x2028 || code === 0x2029;
}
