import { SourceFile } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { CompilationUnit, Expression, SoqlQuery, SoslQuery, TypeRef } from './ast.ts';
import { SyntaxFailure } from './cursor.ts';
import { DeclarationParser } from './declarations.ts';
import { SoslParser } from './sosl.ts';
import { decodeString } from './strings.ts';
import { T } from './tokens.ts';

/** `signature`: like `type`, but bodies may be left out, classes take type parameters and names may be reserved words. */
export type ApexKind = 'type' | 'trigger' | 'anonymous' | 'signature';

export interface Parsed {
  /** What could be read; undefined when nothing could. Where there are diagnostics, parts of it are missing. */
  readonly unit: CompilationUnit | undefined;
  /** In the order of the text. */
  readonly diagnostics: Diagnostic[];
}

/** Parses one source file. Takes any text whatsoever: what is wrong with it is in `diagnostics`. */
export function parseApex(file: SourceFile, kind: ApexKind): Parsed {
  const parser = new DeclarationParser(file, kind === 'signature');
  const unit = orUndefined(() => {
    if (kind === 'trigger') return parser.triggerUnit();
    if (kind === 'anonymous') return parser.anonymousUnit();
    return parser.typeUnit();
  });
  return { unit, diagnostics: parser.diagnostics() };
}

/**
 * Parses a SOQL query given at run time; binds are names or dotted paths.
 * `file` names the place to report; without it the query itself is that place. Offsets count from the start of `text`.
 * Throws CompilationError.
 */
export function parseSoql(text: string, file = new SourceFile('<query>', text)): SoqlQuery {
  const parser = new TextQueryParser(file, text);
  return orThrow(parser, () => parser.wholeSoqlQuery());
}

/** Parses a SOSL query given at run time, `FIND 'text' ...` or `FIND {text} ...`; otherwise as `parseSoql`. */
export function parseSosl(text: string, file = new SourceFile('<query>', text)): SoslQuery {
  const braces = /^\s*find\s*\{((?:[^}\\]|\\.)*)\}/is.exec(text);
  if (braces === null) {
    const parser = new TextQueryParser(file, text);
    return orThrow(parser, () => parser.wholeSoslQuery());
  }
  // The searched text may hold quotes and anything else that is no token, so that the rest is read without it.
  const searched = braces[1];
  const decoded = decodeString(searched, 0, searched.length, 'sosl');
  const rest = ' '.repeat(braces[0].length) + text.slice(braces[0].length);
  const parser = new TextQueryParser(file, rest);
  return orThrow(parser, () => parser.soslQueryAfter('value' in decoded ? decoded.value : searched));
}

/** Parses the name of a type, as `Type.forName` and the metadata give it. Throws CompilationError. */
export function parseTypeRef(text: string): TypeRef {
  const parser = new DeclarationParser(new SourceFile('<type>', text), false);
  return orThrow(parser, () => parser.wholeTypeRef());
}

/** A parser of queries whose binds hold no Apex. */
class TextQueryParser extends SoslParser {
  constructor(file: SourceFile, text: string) {
    super(file, text, 'query');
  }

  protected override bindExpression(): Expression {
    const { start } = this;
    const { name } = this.name();
    let path: Expression = { kind: 'name', name, start, end: this.lastEnd };
    while (this.accept(T.dot)) {
      const field = this.anyWord();
      path = { kind: 'fieldAccess', target: path, name: field, safe: false, start, end: this.lastEnd };
    }
    return path;
  }
}

function orUndefined<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxFailure) return undefined;
    throw error;
  }
}

function orThrow<Value>(parser: SoslParser, read: () => Value): Value {
  const value = orUndefined(read);
  if (value === undefined || parser.failed) throw parser.error();
  return value;
}
