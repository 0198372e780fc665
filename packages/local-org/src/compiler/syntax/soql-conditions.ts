import type {
  Expression,
  SoqlBind,
  SoqlCondition,
  SoqlFunction,
  SoqlLiteral,
  SoqlOperand,
  SoqlPath,
  SoqlQuery,
  SoqlValueExpression,
} from './ast.ts';
import { DATE_LITERALS, SOQL_FUNCTIONS } from './soql-words.ts';
import { C, R, T } from './tokens.ts';
import { TypeParser } from './types.ts';

type Comparison = Extract<SoqlCondition, { readonly kind: 'comparison' }>;

/** A date, a dateTime with its zone, or a time, at exactly one offset. */
const MOMENT =
  /(?<date>\d{4}-\d\d-\d\d)(?<clock>T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d(?::?\d\d)?))?|\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)/iy;

/** The conditions of WHERE, HAVING and WITH, and the fields, functions and values in them. */
export abstract class SoqlConditionParser extends TypeParser {
  protected abstract soqlQuery(): SoqlQuery;

  /** What stands after the colon of a bind. */
  protected abstract bindExpression(): Expression;

  /**
   * `simple (AND simple)*`, `simple (OR simple)*` or `NOT simple`, as on the platform: AND and OR beside each other, or
   * NOT beside either, need parentheses.
   * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_conditionexpression.htm
   */
  protected soqlCondition(): SoqlCondition {
    this.enter();
    let condition: SoqlCondition;
    if (this.accept(C.not)) condition = { kind: 'not', condition: this.#simpleCondition() };
    else {
      condition = this.#simpleCondition();
      const word = this.kind;
      if (word === C.and || word === C.or) {
        const conditions = [condition];
        while (this.accept(word)) conditions.push(this.#simpleCondition());
        condition = { kind: word === C.and ? 'and' : 'or', conditions };
      }
    }
    if (this.kind === C.and || this.kind === C.or) this.unexpected();
    this.leave();
    return condition;
  }

  #simpleCondition(): SoqlCondition {
    if (this.kind !== T.leftParen) return this.#comparison();
    this.next();
    const condition = this.soqlCondition();
    this.expect(T.rightParen, ')');
    return condition;
  }

  #comparison(): Comparison {
    const start = this.start;
    const left = this.valueExpression();
    const operator = this.#comparisonOperator();
    const right = this.#operand(operator);
    return { kind: 'comparison', left, operator, right, start, end: this.lastEnd };
  }

  #comparisonOperator(): Comparison['operator'] {
    const kind = this.kind;
    if (kind === C.not && this.peek() === C.in) {
      this.next();
      this.next();
      return 'not in';
    }
    const operator = COMPARISONS.get(kind);
    if (operator === undefined) return this.unexpected();
    this.next();
    if (kind === T.less && this.accept(T.assign)) return '<=';
    if (kind === T.greater && this.accept(T.assign)) return '>=';
    return operator;
  }

  #operand(operator: Comparison['operator']): SoqlOperand {
    if (this.kind === T.colon) return this.soqlBind();
    const takesList = operator === 'in' || operator === 'not in' || operator === 'includes' || operator === 'excludes';
    if (!takesList) return this.soqlLiteral();
    this.expect(T.leftParen, '(');
    if (this.kind === C.select) {
      const query = this.soqlQuery();
      this.expect(T.rightParen, ')');
      return { kind: 'subquery', query };
    }
    const values: (SoqlLiteral | SoqlBind)[] = [];
    do values.push(this.kind === T.colon ? this.soqlBind() : this.soqlLiteral());
    while (this.accept(T.comma));
    this.expect(T.rightParen, ')');
    return { kind: 'list', values };
  }

  protected soqlBind(): SoqlBind {
    const start = this.start;
    this.expect(T.colon, ':');
    const expression = this.bindExpression();
    return { kind: 'bind', expression, start, end: this.lastEnd };
  }

  // ---------------------------------------------------------------- fields and functions

  protected soqlPath(): SoqlPath {
    const start = this.start;
    const parts = [this.name().name];
    while (this.accept(T.dot)) parts.push(this.anyWord().name);
    return { start, end: this.lastEnd, parts };
  }

  /** A field path, or a function of one. */
  protected valueExpression(): SoqlValueExpression {
    if (this.peek() === T.leftParen && SOQL_FUNCTIONS.has(this.lowerText())) {
      return { kind: 'function', call: this.#function() };
    }
    const path = this.soqlPath();
    // Not a known function: say so at its name's parenthesis, before something further on is blamed.
    if (this.kind === T.leftParen) this.unexpected();
    return { kind: 'path', path };
  }

  #function(): SoqlFunction {
    this.enter();
    const { start, name } = this.takeIdentifier();
    this.expect(T.leftParen, '(');
    const values: (SoqlValueExpression | SoqlLiteral | SoqlBind)[] = [];
    if (this.kind !== T.rightParen || name.toLowerCase() !== 'count') {
      do values.push(this.#argument(name));
      while (this.accept(T.comma));
    }
    this.expect(T.rightParen, ')');
    this.leave();
    return { start, end: this.lastEnd, name, arguments: values };
  }

  #argument(functionName: string): SoqlValueExpression | SoqlLiteral | SoqlBind {
    if (TAKES_VALUES.has(functionName.toLowerCase())) {
      if (this.kind === T.colon) return this.soqlBind();
      if (this.kind === T.string || this.kind === T.multilineString || this.#atNumber()) return this.soqlLiteral();
    }
    return this.valueExpression();
  }

  // ---------------------------------------------------------------- literals

  #atNumber(): boolean {
    const kind = this.kind === T.minus || this.kind === T.plus ? this.peek() : this.kind;
    return kind === T.integer || kind === T.decimal;
  }

  protected soqlLiteral(): SoqlLiteral {
    const start = this.start;
    const kind = this.kind;
    if (kind === T.string || kind === T.multilineString) {
      const value = this.stringValue('soql');
      return { kind: 'value', type: 'string', value, start, end: this.lastEnd };
    }
    if (kind === R.null) {
      this.next();
      return { kind: 'value', type: 'null', start, end: this.lastEnd };
    }
    if (kind === R.true || kind === R.false) {
      this.next();
      return { kind: 'value', type: 'boolean', value: kind === R.true, start, end: this.lastEnd };
    }
    if (kind === T.integer) return this.#moment() ?? this.#number();
    if (this.#atNumber()) return this.#number();
    return this.#wordLiteral();
  }

  #number(): SoqlLiteral {
    const start = this.start;
    let sign = '';
    if (this.kind === T.minus || this.kind === T.plus) {
      sign = this.kind === T.minus ? '-' : '';
      this.next();
    }
    const text = sign + this.tokenText();
    this.next();
    return { kind: 'value', type: 'number', text, start, end: this.lastEnd };
  }

  /** `2024-02-29`, `2024-02-29T12:00:00Z`, `12:00:00Z`: several tokens to the lexer, one literal to SOQL. */
  #moment(): SoqlLiteral | undefined {
    const start = this.start;
    MOMENT.lastIndex = start;
    const match = MOMENT.exec(this.text);
    if (match === null) return undefined;
    const end = start + match[0].length;
    while (this.kind !== T.eof && this.ends[this.index] <= end) this.next();
    if (this.lastEnd !== end) this.unexpected();
    const type =
      match.groups?.['date'] === undefined ? 'time' : match.groups['clock'] === undefined ? 'date' : 'datetime';
    return { kind: 'value', type, text: match[0], start, end };
  }

  /** Date literals (`TODAY`, `LAST_N_DAYS:30`) and amounts with a currency (`USD100.50`). */
  #wordLiteral(): SoqlLiteral {
    const start = this.start;
    const name = this.tokenText().toUpperCase();
    const counted = DATE_LITERALS.get(name);
    if (counted === undefined) return this.#currency();
    this.next();
    let n: number | undefined;
    if (counted) {
      this.expect(T.colon, ':');
      const negative = this.accept(T.minus);
      if (!negative) this.accept(T.plus);
      if (this.kind !== T.integer) this.unexpected();
      n = Number(this.tokenText()) * (negative ? -1 : 1);
      this.next();
    }
    return { kind: 'value', type: 'dateLiteral', name, n, start, end: this.lastEnd };
  }

  #currency(): SoqlLiteral {
    const start = this.start;
    const word = this.tokenText();
    if (this.kind !== T.identifier || !/^[a-z]{3}\d+$/i.test(word)) this.unexpected();
    this.next();
    let text = word.slice(3);
    if (this.kind === T.decimal && this.start === this.lastEnd) {
      text += this.tokenText();
      this.next();
    }
    return { kind: 'value', type: 'currency', code: word.slice(0, 3).toUpperCase(), text, start, end: this.lastEnd };
  }
}

const COMPARISONS: ReadonlyMap<number, Comparison['operator']> = new Map<number, Comparison['operator']>([
  [T.assign, '='],
  [T.notEqual, '!='],
  [T.lessGreater, '!='],
  [T.less, '<'],
  [T.greater, '>'],
  [C.like, 'like'],
  [C.in, 'in'],
  [C.includes, 'includes'],
  [C.excludes, 'excludes'],
]);

/** The functions that take literals and binds; the others take fields and functions only. */
const TAKES_VALUES: ReadonlySet<string> = new Set(['distance', 'geolocation', 'formula']);
