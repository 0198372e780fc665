/** Words, numbers, texts and operators of a formula. Source: Salesforce Help, "Elements of a Formula". */
import { FormulaProblem } from './ast.ts';

export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'operator' | 'end';
  /** of a text: its value */
  readonly text: string;
  readonly at: number;
}

const SPACE = /[ \t\f\r\n]+/y;
const COMMENT = /\/\*[\s\S]*?\*\//y;
const NAME = /[A-Za-z$][A-Za-z0-9_$:.#]*/y;
const NUMBER = /\d+(?:\.\d+)?|\.\d+/y;
const TEXT = /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'/y;
const OPERATOR = /<>|!=|<=|>=|==|&&|\|\||[-+*/^&=<>!(),]/y;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** @throws FormulaProblem "Syntax error" */
export function tokenize(formula: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(formula)?.[0];
  };
  while (at < formula.length) {
    const skipped = match(SPACE) ?? match(COMMENT);
    if (skipped !== undefined) {
      at += skipped.length;
      continue;
    }
    const token = read(match, at);
    if (token === undefined) throw new FormulaProblem(`Syntax error.  Found '${formula[at]}'`, at);
    tokens.push(token.token);
    at += token.length;
  }
  tokens.push({ kind: 'end', text: '', at });
  return tokens;
}

function read(
  match: (pattern: RegExp) => string | undefined,
  at: number,
): { readonly token: Token; readonly length: number } | undefined {
  const name = match(NAME);
  if (name !== undefined) return { token: { kind: 'name', text: name, at }, length: name.length };
  const number = match(NUMBER);
  if (number !== undefined) return { token: { kind: 'number', text: number, at }, length: number.length };
  const text = match(TEXT);
  if (text !== undefined) {
    const value = text.slice(1, -1).replace(/\\([\s\S])/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
    return { token: { kind: 'text', text: value, at }, length: text.length };
  }
  const operator = match(OPERATOR);
  return operator === undefined
    ? undefined
    : { token: { kind: 'operator', text: operator, at }, length: operator.length };
}
