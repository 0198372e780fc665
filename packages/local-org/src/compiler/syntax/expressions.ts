import type { Assignment, Binary, BinaryOperator, Expression, Unary } from './ast.ts';
import { OperandParser, isAssignable } from './operands.ts';
import { C, R, T, isName } from './tokens.ts';

/**
 * Binding strength by token kind, 0 for what is no binary operator; `*` binds strongest. `<` and `>` also begin shifts.
 * https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/langCon_apex_expressions_operators_precedence.htm
 */
const STRENGTH = new Uint8Array(256);
const OPERATORS: (BinaryOperator | undefined)[] = [];
function operators(strength: number, ...pairs: readonly (readonly [number, BinaryOperator])[]): void {
  for (const [kind, operator] of pairs) {
    STRENGTH[kind] = strength;
    OPERATORS[kind] = operator;
  }
}
operators(11, [T.times, '*'], [T.divide, '/']);
operators(10, [T.plus, '+'], [T.minus, '-']);
const SHIFT = 9;
operators(8, [T.less, '<'], [T.greater, '>']);
const RELATION = 8;
STRENGTH[R.instanceof] = RELATION;
operators(7, [T.equal, '=='], [T.notEqual, '!='], [T.lessGreater, '!='], [T.identical, '==='], [T.notIdentical, '!==']);
operators(6, [T.bitAnd, '&']);
operators(5, [T.caret, '^']);
operators(4, [T.bitOr, '|']);
operators(3, [T.and, '&&']);
operators(2, [T.or, '||']);
operators(1, [T.coalesce, '??']);

const ASSIGNMENTS: (Assignment['operator'] | undefined)[] = [];
ASSIGNMENTS[T.assign] = '=';
ASSIGNMENTS[T.addAssign] = '+=';
ASSIGNMENTS[T.subtractAssign] = '-=';
ASSIGNMENTS[T.multiplyAssign] = '*=';
ASSIGNMENTS[T.divideAssign] = '/=';
ASSIGNMENTS[T.andAssign] = '&=';
ASSIGNMENTS[T.orAssign] = '|=';
ASSIGNMENTS[T.xorAssign] = '^=';
ASSIGNMENTS[T.shiftLeftAssign] = '<<=';
ASSIGNMENTS[T.shiftRightAssign] = '>>=';
ASSIGNMENTS[T.unsignedShiftAssign] = '>>>=';

const PREFIXES: (Unary['operator'] | undefined)[] = [];
PREFIXES[T.plus] = '+';
PREFIXES[T.minus] = '-';
PREFIXES[T.bang] = '!';
PREFIXES[T.tilde] = '~';
PREFIXES[T.increment] = '++';
PREFIXES[T.decrement] = '--';

/** Before `+` or `-`, `(Integer)` is a cast and `(total)` an operand: only these simple names are surely types. */
const SIGNED_CAST_TYPES: ReadonlySet<string> = new Set(['integer', 'long', 'double', 'decimal', 'object', 'string']);

/** After a bind in parentheses these continue the query, so that `:(ids) AND ...` is no cast. */
const QUERY_WORDS: ReadonlySet<number> = new Set<number>([
  C.and,
  C.or,
  C.with,
  C.group,
  C.having,
  C.order,
  C.limit,
  C.offset,
  C.all,
  C.using,
]);

/** Expressions: binary operators by precedence climbing, so that chains of any length take a loop and not the stack. */
export abstract class ExpressionParser extends OperandParser {
  /** Index of a parenthesis that was found to hold an operand and not the type of a cast. */
  protected noCastAt = -1;

  protected override expression(): Expression {
    this.enter();
    const start = this.start;
    const target = this.#conditional();
    const operator = ASSIGNMENTS[this.kind];
    if (operator === undefined) {
      this.leave();
      return target;
    }
    if (!isAssignable(target)) this.report(start, 'Expression cannot be assigned');
    this.next();
    const value = this.expression();
    this.leave();
    return { kind: 'assign', operator, target, value, start, end: this.lastEnd };
  }

  #conditional(): Expression {
    const start = this.start;
    const condition = this.#binary(1);
    if (this.kind !== T.question) return condition;
    this.enter();
    this.next();
    const then = this.expression();
    this.expect(T.colon, ':');
    const otherwise = this.#conditional();
    this.leave();
    return { kind: 'conditional', condition, then, else: otherwise, start, end: this.lastEnd };
  }

  // ---------------------------------------------------------------- binary operators

  #binary(weakest: number): Expression {
    const start = this.start;
    let left = this.#unary();
    for (;;) {
      const kind = this.kind;
      let strength = STRENGTH[kind];
      if (strength === 0) return left;
      const following = kind === T.less || kind === T.greater ? this.peek() : T.eof;
      if (following === kind) strength = SHIFT;
      if (strength < weakest) return left;
      if (kind === R.instanceof) {
        this.next();
        const type = this.typeRef();
        left = { kind: 'instanceof', value: left, type, start, end: this.lastEnd };
        continue;
      }
      const operator = strength === SHIFT || following === T.assign ? this.#compound(kind) : OPERATORS[kind]!;
      this.next();
      const right = this.#binary(strength + 1);
      left = { kind: 'binary', operator, left, right, start, end: this.lastEnd } satisfies Binary;
    }
  }

  /** Operators made of several `<`, `>` and `=` tokens; stops on the last of them. */
  #compound(kind: number): BinaryOperator {
    this.next();
    if (this.kind === T.assign) return kind === T.less ? '<=' : '>=';
    if (kind === T.less) return '<<';
    if (this.peek() !== T.greater) return '>>';
    this.next();
    return '>>>';
  }

  // ---------------------------------------------------------------- prefixes and casts

  #unary(): Expression {
    const start = this.start;
    const operator = PREFIXES[this.kind];
    if (operator !== undefined) {
      this.enter();
      this.next();
      const operand = this.#unary();
      this.leave();
      return { kind: 'unary', operator, operand, start, end: this.lastEnd };
    }
    if (this.kind !== T.leftParen || !this.#atCast()) return this.postfix(start);
    this.enter();
    this.next();
    const type = this.typeRef();
    this.expect(T.rightParen, ')');
    const value = this.#unary();
    this.leave();
    return { kind: 'cast', type, value, start, end: this.lastEnd };
  }

  /** Does a cast begin here: `(Type)` and then a token that begins an operand and continues none? */
  #atCast(): boolean {
    if (this.index === this.noCastAt) return false;
    const close = this.scanType(this.index + 1);
    if (close < 0 || this.kinds[close] !== T.rightParen) return false;
    const kind = this.kinds[close + 1];
    if (isName(kind)) return this.queries === 0 || !QUERY_WORDS.has(kind);
    switch (kind) {
      case T.integer:
      case T.long:
      case T.decimal:
      case T.double:
      case T.string:
      case T.multilineString:
      case T.leftParen:
      case T.bang:
      case T.tilde:
      case R.new:
      case R.this:
      case R.super:
      case R.null:
      case R.true:
      case R.false:
      case R.void:
        return true;
      case T.leftBracket: {
        const first = this.kinds[close + 2];
        return (first === C.select || first === C.find) && this.kinds[close + 3] !== T.rightBracket;
      }
      case T.increment:
      case T.decrement: {
        const operand = this.kinds[close + 2];
        return isName(operand) || operand === R.this || operand === T.leftParen;
      }
      case T.plus:
      case T.minus:
        return this.#surelyType(close);
      default:
        return false;
    }
  }

  #surelyType(close: number): boolean {
    const last = this.kinds[close - 1];
    if (last === T.greater || last === T.rightBracket) return true;
    return close === this.index + 2 && SIGNED_CAST_TYPES.has(this.lowerText(close - 1));
  }

  /** Forgets the constructs that a failure interrupted. */
  protected resetTo(depth: number): void {
    this.depth = depth;
    this.noCastAt = -1;
  }
}
