import type {
  Block,
  DmlStatement,
  Expression,
  Identifier,
  LocalDeclaration,
  Modifiers,
  Statement,
  SwitchCase,
  TryStatement,
} from './ast.ts';
import { SyntaxFailure } from './cursor.ts';
import { ExpressionParser } from './expressions.ts';
import { nameProblem, type Naming } from './reserved.ts';
import { C, R, T, isCollectionWord, isName } from './tokens.ts';

const DML: ReadonlyMap<number, DmlStatement['operation']> = new Map<number, DmlStatement['operation']>([
  [R.insert, 'insert'],
  [R.update, 'update'],
  [R.upsert, 'upsert'],
  [R.delete, 'delete'],
  [R.undelete, 'undelete'],
  [R.merge, 'merge'],
]);

/** Words that only ever begin a statement: where reading resumes after an error. */
const STATEMENT_WORDS: ReadonlySet<number> = new Set<number>([
  R.break,
  R.continue,
  R.delete,
  R.do,
  R.for,
  R.if,
  R.insert,
  R.merge,
  R.return,
  R.throw,
  R.try,
  R.undelete,
  R.update,
  R.upsert,
  R.while,
]);

type Catch = TryStatement['catches'][number];
type Declarator = LocalDeclaration['declarators'][number];

/** Statements. An error ends one statement only: the next ones are read, so that one pass reports several errors. */
export abstract class StatementParser extends ExpressionParser {
  protected abstract modifiers(): Modifiers;
  /** The platform's own signatures may use any name. */
  protected abstract readonly isSignature: boolean;

  protected block(): Block {
    const start = this.start;
    this.expect(T.leftBrace, '{');
    const statements: Statement[] = [];
    while (this.kind !== T.rightBrace && this.kind !== T.eof) {
      this.recovering(
        () => statements.push(this.statement()),
        (first) => this.#skipStatement(first),
      );
    }
    this.expect(T.rightBrace, '}');
    return { kind: 'block', statements, start, end: this.lastEnd };
  }

  /** Runs `read`; when it fails, `skip` moves to where reading can go on. `skip` gets the index where `read` began. */
  protected recovering(read: () => void, skip: (first: number) => void): void {
    const first = this.index;
    const depth = this.depth;
    try {
      read();
    } catch (error) {
      if (!(error instanceof SyntaxFailure)) throw error;
      this.resetTo(depth);
      skip(first);
    }
  }

  #skipStatement(first: number): void {
    this.skip(first, STATEMENT_WORDS);
  }

  /**
   * Leaves the construct that began at token `first`: past its semicolon or its closing brace, up to the brace that
   * closes what surrounds it, or up to one of `resume`.
   */
  protected skip(first: number, resume: ReadonlySet<number>): void {
    let level = 0;
    for (let at = first; at < this.index; at++) {
      if (this.kinds[at] === T.leftBrace) level++;
      else if (this.kinds[at] === T.rightBrace) level--;
    }
    for (; this.kind !== T.eof; this.next()) {
      const kind = this.kind;
      if (kind === T.leftBrace) level++;
      else if (kind === T.rightBrace) {
        if (level <= 0) return;
        level--;
        if (level === 0) return this.next();
      } else if (level <= 0) {
        if (kind === T.semicolon) return this.next();
        if (this.index > first && resume.has(kind)) return;
      }
    }
  }

  // ---------------------------------------------------------------- names and declarations

  /** A name that is being declared. */
  protected declaredName(naming: Naming = 'variable'): Identifier {
    if (this.isSignature) return this.anyWord();
    const identifier = isCollectionWord(this.kind) ? this.takeIdentifier() : this.name();
    const problem = nameProblem(identifier.name, naming);
    if (problem !== undefined) this.report(identifier.start, problem);
    return identifier;
  }

  protected declarators(): Declarator[] {
    const list: Declarator[] = [];
    do {
      const name = this.declaredName();
      list.push({ name, initializer: this.accept(T.assign) ? this.expression() : undefined });
    } while (this.accept(T.comma));
    return list;
  }

  /** Modifiers where only `final` and annotations are legal; gives whether `final` is among them. */
  protected finalOnly(): boolean {
    if (this.kind !== R.final && this.kind !== T.at) return false;
    const { keywords, start } = this.modifiers();
    const other = keywords.find((word) => word !== 'final');
    if (other !== undefined) this.report(start, `Modifier is not allowed: ${other}`);
    return keywords.includes('final');
  }

  #local(): LocalDeclaration {
    const start = this.start;
    const isFinal = this.finalOnly();
    const type = this.typeRef();
    const declarators = this.declarators();
    return { kind: 'local', isFinal, type, declarators, start, end: this.lastEnd };
  }

  // ---------------------------------------------------------------- statements

  protected statement(): Statement {
    this.enter();
    const statement = this.#statement();
    this.leave();
    return statement;
  }

  #statement(): Statement {
    const start = this.start;
    const kind = this.kind;
    switch (kind) {
      case T.leftBrace:
        return this.block();
      case R.if:
        return this.#if();
      case R.for:
        return this.#for();
      case R.while:
        return this.#while();
      case R.do:
        return this.#doWhile();
      case R.try:
        return this.#try();
      case R.return: {
        this.next();
        const value = this.kind === T.semicolon ? undefined : this.expression();
        this.semicolon();
        return { kind: 'return', value, start, end: this.lastEnd };
      }
      case R.throw: {
        this.next();
        const value = this.expression();
        this.semicolon();
        return { kind: 'throw', value, start, end: this.lastEnd };
      }
      case R.break:
      case R.continue:
        this.next();
        this.semicolon();
        return { kind: kind === R.break ? 'break' : 'continue', start, end: this.lastEnd };
      case R.insert:
      case R.update:
      case R.upsert:
      case R.delete:
      case R.undelete:
      case R.merge:
        return this.#dml(DML.get(kind)!);
      case C.switch:
        if (this.peek() === R.on) return this.#switch();
        break;
      default:
        break;
    }
    if (kind === R.final || kind === T.at || (isName(kind) && this.declarationAt(this.index))) {
      const local = this.#local();
      this.semicolon();
      return { ...local, end: this.lastEnd };
    }
    return this.#expressionStatement();
  }

  #expressionStatement(): Statement {
    const start = this.start;
    const expression = this.expression();
    if (this.kind === T.leftBrace && isRunAs(expression)) {
      const body = this.block();
      return { kind: 'runAs', arguments: expression.arguments, body, start, end: this.lastEnd };
    }
    if (!isStatement(expression)) this.report(start, 'Expression cannot be a statement.');
    this.semicolon();
    return { kind: 'expression', expression, start, end: this.lastEnd };
  }

  #if(): Statement {
    const start = this.start;
    this.next();
    const condition = this.parenthesized();
    const then = this.statement();
    const otherwise = this.accept(R.else) ? this.statement() : undefined;
    return { kind: 'if', condition, then, else: otherwise, start, end: this.lastEnd };
  }

  /** The body of a loop, which may be a lone semicolon. */
  #loopBody(): Statement | undefined {
    return this.accept(T.semicolon) ? undefined : this.statement();
  }

  #for(): Statement {
    const start = this.start;
    this.next();
    this.expect(T.leftParen, '(');
    const declares = this.declarationAt(this.index);
    if (declares && this.kinds[this.scanType(this.index) + 1] === T.colon) {
      const type = this.typeRef();
      const variable = this.declaredName();
      this.next();
      const iterable = this.expression();
      this.expect(T.rightParen, ')');
      const body = this.#loopBody();
      return { kind: 'forEach', type, variable, iterable, body, start, end: this.lastEnd };
    }
    let init: LocalDeclaration | Expression[] | undefined;
    if (declares || this.kind === R.final || this.kind === T.at) init = this.#local();
    else if (this.kind !== T.semicolon) init = this.expressions();
    this.expect(T.semicolon, ';');
    const condition = this.kind === T.semicolon ? undefined : this.expression();
    this.expect(T.semicolon, ';');
    const update = this.kind === T.rightParen ? [] : this.expressions();
    this.expect(T.rightParen, ')');
    const body = this.#loopBody();
    return { kind: 'for', init, condition, update, body, start, end: this.lastEnd };
  }

  #while(): Statement {
    const start = this.start;
    this.next();
    const condition = this.parenthesized();
    const body = this.#loopBody();
    return { kind: 'while', condition, body, start, end: this.lastEnd };
  }

  #doWhile(): Statement {
    const start = this.start;
    this.next();
    const body = this.block();
    this.expect(R.while, 'while');
    const condition = this.parenthesized();
    this.semicolon();
    return { kind: 'doWhile', body, condition, start, end: this.lastEnd };
  }

  #try(): Statement {
    const start = this.start;
    this.next();
    const body = this.block();
    const catches: Catch[] = [];
    while (this.kind === R.catch) catches.push(this.#catch());
    const finallyBody = this.accept(R.finally) ? this.block() : undefined;
    if (catches.length === 0 && finallyBody === undefined) this.missing('catch');
    return { kind: 'try', body, catches, finallyBody, start, end: this.lastEnd };
  }

  #catch(): Catch {
    const start = this.start;
    this.next();
    this.expect(T.leftParen, '(');
    this.finalOnly();
    const type = this.typeRef();
    const variable = this.declaredName();
    this.expect(T.rightParen, ')');
    const body = this.block();
    return { type, variable, body, start, end: this.lastEnd };
  }

  // ---------------------------------------------------------------- DML

  #dml(operation: DmlStatement['operation']): Statement {
    const start = this.start;
    this.next();
    let access: DmlStatement['access'];
    if (this.kind === C.as && (this.peek() === C.user || this.peek() === C.system)) {
      this.next();
      access = this.kind === C.user ? 'user' : 'system';
      this.next();
    }
    const first = this.index;
    let target = this.expression();
    let second: Expression | undefined;
    if (operation === 'merge') {
      if (this.kind === T.semicolon && target.kind === 'cast') {
        // `merge (a) b;` reads as a cast at first; then the second record is missing.
        this.seek(first);
        this.noCastAt = first;
        target = this.expression();
      }
      second = this.expression();
    } else if (operation === 'upsert' && this.kind !== T.semicolon) second = this.#qualifiedName();
    this.semicolon();
    return { kind: 'dml', operation, access, target, second, start, end: this.lastEnd };
  }

  #qualifiedName(): Expression {
    const start = this.start;
    const { name } = this.name();
    let value: Expression = { kind: 'name', name, start, end: this.lastEnd };
    while (this.accept(T.dot)) {
      const field = this.anyWord();
      value = { kind: 'fieldAccess', target: value, name: field, safe: false, start, end: this.lastEnd };
    }
    return value;
  }

  // ---------------------------------------------------------------- switch

  #switch(): Statement {
    const start = this.start;
    this.next();
    this.next();
    const subject = this.expression();
    this.expect(T.leftBrace, '{');
    if (this.kind !== C.when) this.missing('when');
    const cases: SwitchCase[] = [];
    let elseBody: Block | undefined;
    while (this.kind === C.when && elseBody === undefined) {
      if (this.peek() === R.else) {
        this.next();
        this.next();
        elseBody = this.block();
      } else cases.push(this.#case());
    }
    this.expect(T.rightBrace, '}');
    return { kind: 'switch', subject, cases, elseBody, start, end: this.lastEnd };
  }

  #case(): SwitchCase {
    const start = this.start;
    this.next();
    if (this.declarationAt(this.index)) {
      const type = this.typeRef();
      const variable = this.declaredName();
      const body = this.block();
      return { kind: 'type', type, variable, body, start, end: this.lastEnd };
    }
    const values = [this.#caseValue()];
    while (this.accept(T.comma)) values.push(this.#caseValue());
    const body = this.block();
    return { kind: 'values', values, body, start, end: this.lastEnd };
  }

  /** A literal, signed where it is a number, null, or the name of an enum value; each may stand in parentheses. */
  #caseValue(): Expression {
    const start = this.start;
    if (this.accept(T.leftParen)) {
      this.enter();
      const value = this.#caseValue();
      this.leave();
      this.expect(T.rightParen, ')');
      return value;
    }
    if (this.kind === T.plus || this.kind === T.minus) {
      const operator = this.kind === T.minus ? '-' : '+';
      this.enter();
      this.next();
      const operand = this.#caseValue();
      this.leave();
      if (operand.kind !== 'unary' && (operand.kind !== 'literal' || !/^(integer|long)$/.test(operand.type))) {
        this.fail(operand.start, `Unexpected token '${this.text.slice(operand.start, operand.end)}'.`);
      }
      return { kind: 'unary', operator, operand, start, end: this.lastEnd };
    }
    if (isName(this.kind)) return this.#qualifiedName();
    const { kind } = this;
    const isLiteral =
      kind === T.integer || kind === T.long || kind === T.string || kind === T.multilineString || kind === R.null;
    if (!isLiteral) this.unexpected();
    return this.literal();
  }
}

/** `System.runAs(user)`, which a block may follow. */
function isRunAs(expression: Expression): expression is Extract<Expression, { kind: 'call' }> {
  if (expression.kind !== 'call' || expression.name.name.toLowerCase() !== 'runas') return false;
  const { target } = expression;
  return target?.kind === 'name' && target.name.toLowerCase() === 'system';
}

/** Only what has an effect may stand as a statement. */
function isStatement(expression: Expression): boolean {
  switch (expression.kind) {
    case 'assign':
    case 'call':
    case 'new':
    case 'newCollection':
    case 'newArray':
    case 'postfix':
      return true;
    case 'unary':
      return expression.operator === '++' || expression.operator === '--';
    default:
      return false;
  }
}
