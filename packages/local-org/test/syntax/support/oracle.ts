import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';

/** The kinds of file that both parsers read. */
export type Kind = 'type' | 'trigger' | 'anonymous';

export interface OracleResult {
  /** What the reference parser finds wrong, as `line:column message`; empty: accepted. */
  readonly errors: readonly string[];
  /** `group start-end` of each expression, in the groups of `GROUPS`. */
  readonly expressions: readonly string[];
}

/** The reference parser's names of the expressions whose extent both trees must agree on. */
const GROUPS: Readonly<Record<string, string>> = {
  Arth1ExpressionContext: 'binary',
  Arth2ExpressionContext: 'binary',
  BitExpressionContext: 'binary',
  CmpExpressionContext: 'binary',
  EqualityExpressionContext: 'binary',
  BitAndExpressionContext: 'binary',
  BitNotExpressionContext: 'binary',
  BitOrExpressionContext: 'binary',
  LogAndExpressionContext: 'binary',
  LogOrExpressionContext: 'binary',
  CoalExpressionContext: 'binary',
  InstanceOfExpressionContext: 'instanceof',
  CondExpressionContext: 'conditional',
  AssignExpressionContext: 'assign',
  CastExpressionContext: 'cast',
  ArrayExpressionContext: 'index',
  NewExpressionContext: 'new',
  PostOpExpressionContext: 'postfix',
  PreOpExpressionContext: 'unary',
  NegExpressionContext: 'unary',
  SoqlLiteralContext: 'soql',
  SoslLiteralContext: 'sosl',
};

/** The part of a tree node of the reference parser that is read here; leaves have no children. */
interface OracleNode {
  readonly start?: { readonly start: number };
  readonly stop?: { readonly stop: number } | null;
  readonly children?: readonly OracleNode[] | null;
}

/** Reads a source with the reference parser. */
export function readWithOracle(source: string, kind: Kind): OracleResult {
  const errors: string[] = [];
  class Listener extends ApexErrorListener {
    override apexSyntaxError(line: number, column: number, message: string): void {
      errors.push(`${line}:${column + 1} ${message.slice(0, 100)}`);
    }
  }
  const { parser } = ApexParserFactory.createLexerAndParser(source, new Listener());
  const tree =
    kind === 'type' ? parser.compilationUnit() : kind === 'trigger' ? parser.triggerUnit() : parser.anonymousUnit();
  const expressions: string[] = [];
  const waiting: OracleNode[] = [tree as OracleNode];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const group = GROUPS[node.constructor.name];
    if (group !== undefined && node.start && node.stop) {
      expressions.push(`${group} ${node.start.start}-${node.stop.stop + 1}`);
    }
    waiting.push(...(node.children ?? []));
  }
  return { errors, expressions };
}
