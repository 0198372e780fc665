/** A formula as it was written. `at` is the offset of a node's first character. */
import type { Decimal } from '../values/decimal.ts';

export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '&' | '=' | '<>' | '<' | '<=' | '>' | '>=' | '&&' | '||';

export type FormulaNode =
  | { readonly kind: 'number'; readonly at: number; readonly value: Decimal }
  | { readonly kind: 'text'; readonly at: number; readonly value: string }
  | { readonly kind: 'boolean'; readonly at: number; readonly value: boolean }
  | { readonly kind: 'null'; readonly at: number }
  /** `Account.Owner.Name`, `$User.Id` */
  | { readonly kind: 'reference'; readonly at: number; readonly name: string }
  | { readonly kind: 'call'; readonly at: number; readonly name: string; readonly args: readonly FormulaNode[] }
  | { readonly kind: 'unary'; readonly at: number; readonly operator: '-' | '+' | '!'; readonly operand: FormulaNode }
  | {
      readonly kind: 'binary';
      readonly at: number;
      readonly operator: BinaryOperator;
      readonly left: FormulaNode;
      readonly right: FormulaNode;
    };

/** What is wrong with a formula, in the words of Salesforce's formula editor. */
export class FormulaProblem extends Error {
  /** offset in the formula's text */
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.name = 'FormulaProblem';
    this.at = at;
  }
}
