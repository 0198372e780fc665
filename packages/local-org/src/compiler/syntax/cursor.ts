import { CompilationError } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic, SourceFile } from '../../diagnostics/diagnostic.ts';
import type { Identifier } from './ast.ts';
import { lex } from './lexer.ts';
import type { LexMode, Tokens } from './lexer.ts';
import { decodeString } from './strings.ts';
import type { StringFlavour } from './strings.ts';
import { R, T, isCollectionWord, isName, isWord } from './tokens.ts';

/** Unwinds to the nearest place that can recover; the diagnostic is already recorded. */
export class SyntaxFailure extends Error {}

const FAILURE = new SyntaxFailure('syntax error');

/**
 * Nesting that the parser follows. Each level costs some ten stack frames here, and the passes after it recurse over the
 * tree as well, so the limit stays far from the default stack of a worker thread.
 */
const MAX_DEPTH = 300;

/** A position in the tokens of one file, with the primitives that every part of the parser is written in. */
export abstract class TokenCursor {
  protected readonly file: SourceFile;
  protected readonly text: string;
  protected readonly kinds: Uint8Array;
  protected readonly starts: Int32Array;
  protected readonly ends: Int32Array;
  /** Index of the current token, whose kind is `kind`. */
  protected index = 0;
  protected kind: number;
  protected depth = 0;
  /** Queries given as text fail with the wording of System.QueryException. */
  protected readonly mode: LexMode;
  readonly #found: { readonly offset: number; readonly diagnostic: Diagnostic }[] = [];

  constructor(file: SourceFile, text: string, mode: LexMode) {
    const tokens: Tokens = lex(text, mode);
    this.file = file;
    this.text = text;
    this.mode = mode;
    this.kinds = tokens.kinds;
    this.starts = tokens.starts;
    this.ends = tokens.ends;
    this.kind = tokens.kinds[0]!;
    for (const error of tokens.errors) this.report(error.offset, error.message);
  }

  /** Everything found, in the order of the text; of several findings at one place only the first. */
  diagnostics(): Diagnostic[] {
    const sorted = this.#found.toSorted((a, b) => a.offset - b.offset);
    return sorted.filter((found, at) => at === 0 || sorted[at - 1].offset !== found.offset).map((f) => f.diagnostic);
  }

  /** The error that ends the parsing of a query or type given as text. */
  error(): CompilationError {
    return new CompilationError(this.diagnostics());
  }

  get failed(): boolean {
    return this.#found.length > 0;
  }

  // ---------------------------------------------------------------- moving

  protected get start(): number {
    return this.starts[this.index];
  }

  /** End of the token before the current one: where a node that was just read ends. */
  protected get lastEnd(): number {
    return this.index === 0 ? 0 : this.ends[this.index - 1];
  }

  protected peek(distance = 1): number {
    return this.kinds[this.index + distance] ?? T.eof;
  }

  protected next(): void {
    if (this.kind !== T.eof) this.kind = this.kinds[++this.index]!;
  }

  protected seek(index: number): void {
    this.index = index;
    this.kind = this.kinds[index]!;
  }

  protected accept(kind: number): boolean {
    if (this.kind !== kind) return false;
    this.next();
    return true;
  }

  protected expect(kind: number, written: string): void {
    if (this.kind === kind) this.next();
    else this.missing(written);
  }

  /** A semicolon that is not there is reported, and the text read on as if it were. */
  protected semicolon(): void {
    if (this.kind === T.semicolon) this.next();
    else this.report(this.start, `Missing ';' at '${this.tokenText()}'`);
  }

  // ---------------------------------------------------------------- words

  /** The text of the token at `index` (the current one), `<EOF>` at the end, the first line of a long one. */
  protected tokenText(index = this.index): string {
    if (this.kinds[index] === T.eof) return '<EOF>';
    const text = this.text.slice(this.starts[index], this.ends[index]);
    const lineBreak = text.search(/[\r\n]/);
    return lineBreak < 0 ? text : text.slice(0, lineBreak);
  }

  protected lowerText(index = this.index): string {
    return this.text.slice(this.starts[index], this.ends[index]).toLowerCase();
  }

  /** Reads a name where contextual words may stand. `list` and `map` name nothing but the collections. */
  protected name(): Identifier {
    if (!isName(this.kind) || isCollectionWord(this.kind)) return this.unexpected();
    return this.takeIdentifier();
  }

  /** Reads any word: after a dot even reserved words are names. */
  protected anyWord(): Identifier {
    if (!isWord(this.kind) || this.kind === R.void) return this.unexpected();
    return this.takeIdentifier();
  }

  protected takeIdentifier(): Identifier {
    const start = this.starts[this.index];
    const end = this.ends[this.index];
    this.next();
    return { start, end, name: this.text.slice(start, end) };
  }

  /** Reads the string literal at the cursor and gives what it says. */
  protected stringValue(flavour: StringFlavour): string {
    const start = this.start;
    const end = this.ends[this.index];
    let from = start + 1;
    let to = end - 1;
    if (this.kind === T.multilineString) {
      // The line break after the opening quotes belongs to the notation, not to the value.
      from = start + 4;
      if (this.text[start + 3] === '\r' && this.text[from] === '\n') from++;
      to = Math.max(from, end - 3);
    }
    this.next();
    const decoded = decodeString(this.text, from, to, flavour);
    if ('value' in decoded) return decoded.value;
    const sequence = this.text.slice(decoded.badEscape, decoded.badEscape + 2);
    this.report(
      decoded.badEscape,
      `Illegal string literal: Invalid string literal '${this.text.slice(from, to)}'. Illegal character sequence '${sequence}' in string literal.`,
    );
    return '';
  }

  // ---------------------------------------------------------------- errors

  protected report(offset: number, message: string): void {
    this.#found.push({ offset, diagnostic: this.file.diagnostic(offset, message) });
  }

  protected fail(offset: number, message: string): never {
    this.report(offset, message);
    throw FAILURE;
  }

  protected unexpected(): never {
    const text = this.tokenText();
    this.fail(this.start, this.mode === 'query' ? `unexpected token: '${text}'` : `Unexpected token '${text}'.`);
  }

  protected missing(written: string): never {
    if (this.mode === 'query') this.fail(this.start, `expecting '${written}', found '${this.tokenText()}'`);
    this.fail(this.start, `Missing '${written}' at '${this.tokenText()}'`);
  }

  /** Call on the way into a construct that may contain itself; `leave` on the way out. */
  protected enter(): void {
    if (++this.depth > MAX_DEPTH) this.fail(this.start, `Nested more than ${MAX_DEPTH} levels deep`);
  }

  protected leave(): void {
    this.depth--;
  }
}
