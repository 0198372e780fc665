/** JavaScript text by lines, each knowing where in the Apex source it comes from. */
import { GenMapping, addMapping, toEncodedMap } from '@jridgewell/gen-mapping';
import type { EncodedSourceMap } from '@jridgewell/gen-mapping';
import type { SourceFile } from '../../diagnostics/diagnostic.ts';

/** Lines, 0-based within the section; `to` is exclusive. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** A stretch of generated lines that belongs to one Apex method: how its frames are called in stack traces. */
export interface FrameRange extends LineRange {
  /** `Class.Foo.bar`, `Trigger.Baz`, `AnonymousBlock` */
  readonly name: string;
}

export class Writer {
  readonly file: SourceFile;
  readonly frames: FrameRange[] = [];
  readonly enforced: LineRange[] = [];
  readonly #lines: string[] = [];
  readonly #mapping: GenMapping;
  #indent = 0;

  constructor(file: SourceFile) {
    this.file = file;
    this.#mapping = new GenMapping({ file: 'bundle.js' });
  }

  get lineCount(): number {
    return this.#lines.length;
  }

  /** `start` is the offset in the Apex source of the statement that the line begins or belongs to. */
  line(text: string, start?: number): void {
    if (start !== undefined) {
      const position = this.file.position(start);
      addMapping(this.#mapping, {
        generated: { line: this.#lines.length + 1, column: 0 },
        original: { line: position.line, column: position.column - 1 },
        source: this.file.path,
      });
    }
    this.#lines.push('  '.repeat(Math.min(this.#indent, 20)) + text);
  }

  open(text: string, start?: number): void {
    this.line(text, start);
    this.#indent++;
  }

  /** Closes one block and opens the next on the same line: `} else {` */
  reopen(text: string, start?: number): void {
    this.#indent--;
    this.open(text, start);
  }

  close(text = '}'): void {
    this.#indent--;
    this.line(text);
  }

  /** Puts a line, unmapped, at a place reserved before. */
  fill(at: number, text: string): void {
    this.#lines[at] = text;
  }

  /** Reserves a line whose text is known only later, when the body below it has been written. */
  reserve(): number {
    this.#lines.push('');
    return this.#lines.length - 1;
  }

  /** Marks what `write` writes as the body of a method. */
  frame(name: string, write: () => void): void {
    const from = this.#lines.length;
    write();
    this.frames.push({ from, to: this.#lines.length, name });
  }

  /** Marks what `write` writes as running with sharing, whatever the class declares. */
  withSharing(write: () => void): void {
    const from = this.#lines.length;
    write();
    this.enforced.push({ from, to: this.#lines.length });
  }

  text(): string {
    return this.#lines.join('\n');
  }

  map(): EncodedSourceMap {
    return toEncodedMap(this.#mapping);
  }
}
