/**
 * java.util.regex patterns as JavaScript expressions in `v` mode. Possessive quantifiers and atomic groups become a lookahead
 * with a back reference. `\G` and conditionals have no counterpart and are refused. Two things stay JavaScript's: a back reference to
 * a group that took no part in the match matches nothing instead of failing, and a group inside a repetition is forgotten at each turn.
 */
import { escapedCharacter, propertyClass, regexError, shorthandClass, translateClass } from './regex-class.ts';

export interface CompiledRegex {
  /** flags `dgv`: matches carry the positions of their groups */
  readonly expression: RegExp;
  /** index in JavaScript's match of each group of the Java pattern; [0] is the whole match */
  readonly groups: readonly number[];
  readonly names: readonly string[];
}

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly x: boolean;
  /** `(?d)`: only \n ends a line */
  readonly d: boolean;
}

const LINE_END = '\\n\\r\\u0085\\u2028\\u2029';
const TEXT_END = '(?![\\s\\S])';
const BEFORE_FINAL_LINE_END = `(?=(?:\\r\\n|[${LINE_END}])?${TEXT_END})`;

const cache = new Map<string, CompiledRegex>();

/** @throws StringException "Invalid regex: ..." */
export function compileRegex(pattern: string): CompiledRegex {
  let compiled = cache.get(pattern);
  if (compiled === undefined) {
    compiled = new Translation(pattern).compile();
    if (cache.size >= 1000) cache.clear();
    cache.set(pattern, compiled);
  }
  return compiled;
}

class Translation {
  readonly #pattern: string;
  #index = 0;
  /** groups of the JavaScript expression so far, its own helpers included */
  #jsGroups = 0;
  readonly #groups: number[] = [0];
  readonly #names: string[] = [];

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  compile(): CompiledRegex {
    const source = this.#alternatives({ i: false, m: false, s: false, x: false, d: false });
    if (this.#index < this.#pattern.length) this.#fail("Unmatched closing ')'");
    try {
      return { expression: new RegExp(source, 'dgv'), groups: this.#groups, names: this.#names };
    } catch (error) {
      return this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** Up to the closing parenthesis or the end. Flags set inside hold to the end of the group. */
  #alternatives(outer: Flags): string {
    let flags = outer;
    let out = '';
    let closers = '';
    while (this.#index < this.#pattern.length) {
      const char = this.#pattern[this.#index];
      if (char === ')') break;
      if (char === '|') {
        this.#index += 1;
        // a flag in force reaches over the bar, so its group must close and open again
        out += `${closers}|${modifier(outer, flags)}`;
        closers = modifier(outer, flags) === '' ? '' : ')';
        continue;
      }
      const inline = /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?\)/.exec(this.#pattern.slice(this.#index));
      if (inline !== null) {
        this.#index += inline[0].length;
        const next = this.#withFlags(flags, inline[1] ?? '', inline[2] ?? '');
        out += modifier(flags, next);
        if (modifier(flags, next) !== '') closers += ')';
        flags = next;
        continue;
      }
      out += this.#piece(flags);
    }
    return out + closers;
  }

  /** An atom with its quantifier. */
  #piece(flags: Flags): string {
    if (flags.x && this.#skipComment()) return '';
    const groupsBefore = this.#jsGroups;
    const mark = this.#groups.length;
    const from = this.#index;
    const bare = this.#atom(flags);
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(this.#pattern.slice(this.#index))?.[0];
    if (quantifier === undefined || bare === '') return bare;
    // JavaScript repeats no assertion by itself
    const atom = /^(?:\^|\\[bB]|\(\?<?[=!])/.test(bare) ? `(?:${bare})` : bare;
    this.#index += quantifier.length;
    const style = this.#pattern[this.#index];
    if (style === '?') {
      this.#index += 1;
      return `${atom}${quantifier}?`;
    }
    if (style !== '+') return `${atom}${quantifier}`;
    this.#index += 1;
    const end = this.#index;
    // the helper group opens before those of the atom: number them again
    this.#jsGroups = groupsBefore + 1;
    this.#groups.length = mark;
    this.#index = from;
    const helper = this.#jsGroups;
    const again = this.#atom(flags);
    this.#index = end;
    return `(?:(?=(${again}${quantifier}))\\${helper})`;
  }

  #atom(flags: Flags): string {
    const char = this.#pattern[this.#index];
    switch (char) {
      case '(':
        return this.#group(flags);
      case '[': {
        const set = translateClass(this.#pattern, this.#index, flags.x);
        this.#index = set.end;
        return set.text;
      }
      case '\\':
        return this.#escape();
      case '.':
        this.#index += 1;
        return flags.s ? '[\\s\\S]' : flags.d ? '[^\\n]' : `[^${LINE_END}]`;
      case '^':
        this.#index += 1;
        return flags.m ? `(?<=^|[${flags.d ? '\\n' : LINE_END}])` : '^';
      case '$':
        this.#index += 1;
        return flags.m ? `(?=[${flags.d ? '\\n' : LINE_END}]|$)` : BEFORE_FINAL_LINE_END;
      case '*':
      case '+':
      case '?':
        return this.#fail(`Dangling meta character '${char}'`);
      case '{':
        return this.#fail('Illegal repetition');
      default: {
        const literal = String.fromCodePoint(this.#pattern.codePointAt(this.#index)!);
        this.#index += literal.length;
        return escapeLiteral(literal);
      }
    }
  }

  #group(flags: Flags): string {
    const rest = this.#pattern.slice(this.#index);
    if (rest.startsWith('(?>')) {
      this.#index += 3;
      this.#jsGroups += 1;
      const helper = this.#jsGroups;
      return `(?:(?=(${this.#inside(flags)}))\\${helper})`;
    }
    const named = /^\(\?<([A-Za-z][A-Za-z0-9]*)>/.exec(rest);
    if (named !== null) {
      this.#index += named[0].length;
      this.#open(named[1]);
      return `(?<${named[1]}>${this.#inside(flags)})`;
    }
    const special = /^\(\?(?:[:=!]|<[=!])/.exec(rest);
    if (special !== null) {
      this.#index += special[0].length;
      return `${special[0]}${this.#inside(flags)})`;
    }
    const local = /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?:/.exec(rest);
    if (local !== null) {
      this.#index += local[0].length;
      const inner = this.#withFlags(flags, local[1] ?? '', local[2] ?? '');
      return `${modifier(flags, inner) || '(?:'}${this.#inside(inner)})`;
    }
    if (rest.startsWith('(?')) return this.#fail('Unknown inline modifier');
    this.#index += 1;
    this.#open(undefined);
    return `(${this.#inside(flags)})`;
  }

  #open(name: string | undefined): void {
    this.#jsGroups += 1;
    this.#groups.push(this.#jsGroups);
    if (name !== undefined && !this.#names.includes(name)) this.#names.push(name);
  }

  #inside(flags: Flags): string {
    const body = this.#alternatives(flags);
    if (this.#pattern[this.#index] !== ')') this.#fail('Unclosed group');
    this.#index += 1;
    return body;
  }

  #escape(): string {
    const at = this.#index + 1;
    const letter = this.#pattern[at];
    if (letter === undefined) return this.#fail('Unexpected internal error');
    this.#index = at + 1;
    switch (letter) {
      case 'Q': {
        const close = this.#pattern.indexOf('\\E', at);
        const literal = this.#pattern.slice(at + 1, close < 0 ? undefined : close);
        this.#index = close < 0 ? this.#pattern.length : close + 2;
        // a quantifier after \E belongs to the last character
        return [...literal].map(escapeLiteral).join('');
      }
      case 'E':
        return '';
      case 'A':
        return '(?<![\\s\\S])';
      case 'z':
        return TEXT_END;
      case 'Z':
        return BEFORE_FINAL_LINE_END;
      case 'b':
      case 'B':
        return `\\${letter}`;
      case 'R':
        return '(?:\\r\\n|[\\n\\x0B\\f\\r\\x85\\u2028\\u2029])';
      case 'k': {
        const name = /^<([A-Za-z][A-Za-z0-9]*)>/.exec(this.#pattern.slice(this.#index));
        if (name === null) return this.#fail("\\k is not followed by '<' for named capturing group");
        this.#index += name[0].length;
        return `\\k<${name[1]}>`;
      }
      case 'p':
      case 'P': {
        const property = propertyClass(this.#pattern, at + 1, letter === 'P');
        this.#index = property.end;
        return property.text;
      }
    }
    if (/[1-9]/.test(letter)) return this.#backReference(letter);
    const shorthand = shorthandClass(letter);
    if (shorthand !== undefined) return shorthand;
    const single = escapedCharacter(this.#pattern, at);
    if (single === undefined) {
      this.#index = at;
      return this.#fail('Illegal/unsupported escape sequence');
    }
    this.#index = single.end;
    return escapeLiteral(single.char);
  }

  /** More digits belong to the number while such a group exists. */
  #backReference(digit: string): string {
    let number = Number(digit);
    for (;;) {
      const next = this.#pattern[this.#index];
      if (next === undefined || !/\d/.test(next) || number * 10 + Number(next) >= this.#groups.length) break;
      number = number * 10 + Number(next);
      this.#index += 1;
    }
    const group = this.#groups[number];
    // in Java a reference to a group that does not exist yet never matches
    return group === undefined ? '(?:(?!))' : `(?:\\${group})`;
  }

  #withFlags(flags: Flags, on: string, off: string): Flags {
    const next: Record<keyof Flags, boolean> = { ...flags };
    for (const [letters, value] of [
      [on, true],
      [off, false],
    ] as const) {
      for (const letter of letters) {
        if (letter === 'u' || letter === 'U') continue;
        if (!Object.hasOwn(next, letter)) this.#fail('Unknown inline modifier');
        next[letter as keyof Flags] = value;
      }
    }
    return next;
  }

  /** With the flag x: white space and `# comments` between pieces. */
  #skipComment(): boolean {
    const skipped = /^(?:\s+|#[^\n]*)+/.exec(this.#pattern.slice(this.#index));
    if (skipped === null) return false;
    this.#index += skipped[0].length;
    return true;
  }

  #fail(message: string): never {
    return regexError(message, this.#pattern, this.#index);
  }
}

/** Opens a group in which the case flag changes; the other flags are worked out in the translation. */
function modifier(before: Flags, after: Flags): string {
  if (before.i === after.i) return '';
  return after.i ? '(?i:' : '(?-i:';
}

function escapeLiteral(char: string): string {
  if (/^[\^$\\.*+?()[\]{}|/]$/.test(char)) return `\\${char}`;
  return /^[\n\r\u2028\u2029]$/.test(char) ? `\\u{${char.charCodeAt(0).toString(16)}}` : char;
}
