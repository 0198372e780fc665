/**
 * The grammar of formulas. From loose to tight: `||`, `&&`, equality, order, `+ - &`, `^`, `* /`, unary.
 * That `^` binds looser than `*` is Salesforce's (its published formula engine has the same table).
 */
import { Decimal } from '../values/decimal.ts';
import type { BinaryOperator, FormulaNode } from './ast.ts';
import { FormulaProblem } from './ast.ts';
import { tokenize } from './lexer.ts';
import type { Token } from './lexer.ts';

const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['=', '==', '<>', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-', '&'],
  ['^'],
  ['*', '/'],
];

const SPELLINGS: Readonly<Record<string, string>> = { '==': '=', '!=': '<>' };

/** Deep enough for anything written by people, shallow enough for the stack. */
const MAX_DEPTH = 400;

/** @throws FormulaProblem in Salesforce's words */
export function parseFormula(text: string): FormulaNode {
  const parser = new FormulaParser(tokenize(text));
  return parser.formula();
}

class FormulaParser {
  readonly #tokens: readonly Token[];
  #index = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  formula(): FormulaNode {
    const node = this.#level(0);
    const rest = this.#token;
    if (rest.kind !== 'end') {
      throw new FormulaProblem(`Syntax error. Extra ${this.#shown(rest)}`, rest.at);
    }
    return node;
  }

  get #token(): Token {
    return this.#tokens[this.#index];
  }

  #level(level: number): FormulaNode {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#level(level + 1);
    for (;;) {
      const token = this.#token;
      if (token.kind !== 'operator' || !operators.includes(token.text)) return left;
      this.#index++;
      const right = this.#level(level + 1);
      const operator = (SPELLINGS[token.text] ?? token.text) as BinaryOperator;
      left = { kind: 'binary', at: token.at, operator, left, right };
    }
  }

  #unary(): FormulaNode {
    const token = this.#token;
    if (token.kind === 'operator' && (token.text === '-' || token.text === '+' || token.text === '!')) {
      this.#index++;
      return this.#deeper(() => ({ kind: 'unary', at: token.at, operator: token.text as '-', operand: this.#unary() }));
    }
    return this.#primary();
  }

  #primary(): FormulaNode {
    const token = this.#token;
    this.#index++;
    switch (token.kind) {
      case 'number':
        return { kind: 'number', at: token.at, value: Decimal.parse(token.text) };
      case 'text':
        return { kind: 'text', at: token.at, value: token.text };
      case 'name':
        return this.#name(token);
      case 'operator':
        if (token.text === '(') {
          const inner = this.#deeper(() => this.#level(0));
          this.#close();
          return inner;
        }
    }
    this.#index--;
    throw new FormulaProblem(
      token.kind === 'end' ? 'Syntax error.  Found end of formula' : `Syntax error.  Found '${token.text}'`,
      token.at,
    );
  }

  #name(token: Token): FormulaNode {
    const { at, text } = token;
    const called = this.#token.kind === 'operator' && this.#token.text === '(';
    switch (text.toLowerCase()) {
      case 'true':
      case 'false':
        if (!called) return { kind: 'boolean', at, value: text.toLowerCase() === 'true' };
        break;
      case 'null':
        if (!called) return { kind: 'null', at };
        break;
      case 'not':
        if (!called) return this.#deeper(() => ({ kind: 'unary', at, operator: '!', operand: this.#unary() }));
        break;
    }
    if (!called) return { kind: 'reference', at, name: text };
    this.#index++;
    return { kind: 'call', at, name: text.toUpperCase(), args: this.#deeper(() => this.#arguments()) };
  }

  #arguments(): FormulaNode[] {
    const args: FormulaNode[] = [];
    if (this.#accept(')')) return args;
    do args.push(this.#level(0));
    while (this.#accept(','));
    this.#close();
    return args;
  }

  #accept(operator: string): boolean {
    if (this.#token.kind !== 'operator' || this.#token.text !== operator) return false;
    this.#index++;
    return true;
  }

  #close(): void {
    if (!this.#accept(')')) throw new FormulaProblem("Syntax error.  Missing ')'", this.#token.at);
  }

  #deeper<T>(read: () => T): T {
    if (++this.#depth > MAX_DEPTH) throw new FormulaProblem('Syntax error', this.#token.at);
    const node = read();
    this.#depth--;
    return node;
  }

  #shown(token: Token): string {
    return token.kind === 'text' ? `"${token.text}"` : token.text;
  }
}
