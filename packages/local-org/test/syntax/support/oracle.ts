import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';

/** The kinds of file that both parsers read. */
export type Kind = 'type' | 'trigger' | 'anonymous';

/** What the reference parser finds wrong with a source, as `line:column message` with 0-based columns; empty: accepted. */
export function oracleErrors(source: string, kind: Kind): string[] {
  const errors: string[] = [];
  class Listener extends ApexErrorListener {
    override apexSyntaxError(line: number, column: number, message: string): void {
      errors.push(`${line}:${column} ${message.slice(0, 100)}`);
    }
  }
  const { parser } = ApexParserFactory.createLexerAndParser(source, new Listener());
  if (kind === 'type') parser.compilationUnit();
  else if (kind === 'trigger') parser.triggerUnit();
  else parser.anonymousUnit();
  return errors;
}
