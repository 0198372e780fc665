/** A place in a source file. `line` and `column` are 1-based, as Salesforce reports them. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One finding of the compiler or of the metadata reader. Only errors exist: a project either compiles or it does not. */
export interface Diagnostic extends SourcePosition {
  readonly message: string;
}

/** Maps offsets of one source text to lines and columns. */
export class SourceFile {
  readonly path: string;
  readonly text: string;
  #lineStarts: number[] | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  position(offset: number): SourcePosition {
    const starts = (this.#lineStarts ??= lineStartsOf(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.path, line: low + 1, column: offset - starts[low] + 1 };
  }

  diagnostic(offset: number, message: string): Diagnostic {
    return { ...this.position(offset), message };
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Thrown where work cannot go on; carries every diagnostic found so far. */
export class CompilationError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join('\n'));
    this.name = 'CompilationError';
    this.diagnostics = diagnostics;
  }
}

/** `file:line:column: message`, the form that editors and terminals turn into links. */
export function formatDiagnostic(d: Diagnostic): string {
  return `${d.file}:${d.line}:${d.column}: ${d.message}`;
}
