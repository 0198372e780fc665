import type { Expression, Identifier, Literal, TypeRef } from './ast.ts';
import { SoslParser } from './sosl.ts';
import { C, R, T, isCollectionWord, isName } from './tokens.ts';
import { listOf } from './types.ts';

const NUMBER_TYPES: (Literal['type'] | undefined)[] = [];
NUMBER_TYPES[T.integer] = 'integer';
NUMBER_TYPES[T.long] = 'long';
NUMBER_TYPES[T.decimal] = 'decimal';
NUMBER_TYPES[T.double] = 'double';

const MAX_LONG = 2n ** 63n;

interface Entry {
  readonly key: Expression;
  readonly value: Expression;
}

/** What operators work on: names, literals, calls, `new`, queries, and the chains of fields and indexes over them. */
export abstract class OperandParser extends SoslParser {
  /** Inline queries around the cursor. */
  protected queries = 0;

  protected abstract expression(): Expression;

  protected override bindExpression(): Expression {
    return this.expression();
  }

  protected expressions(): Expression[] {
    const list = [this.expression()];
    while (this.accept(T.comma)) list.push(this.expression());
    return list;
  }

  protected parenthesized(): Expression {
    this.expect(T.leftParen, '(');
    const value = this.expression();
    this.expect(T.rightParen, ')');
    return value;
  }

  /** `(a, b)`, the cursor on the opening parenthesis. */
  protected callArguments(): Expression[] {
    this.expect(T.leftParen, '(');
    const list = this.kind === T.rightParen ? [] : this.expressions();
    this.expect(T.rightParen, ')');
    return list;
  }

  /** An operand with the fields, calls, indexes and `++` or `--` after it. */
  protected postfix(start: number): Expression {
    let value = this.#primary();
    for (;;) {
      switch (this.kind) {
        case T.dot:
        case T.safeDot: {
          const safe = this.kind === T.safeDot;
          this.next();
          const isClass = this.kind === R.class;
          const name = this.anyWord();
          if (this.kind === T.leftParen) {
            const list = this.callArguments();
            value = { kind: 'call', target: value, name, arguments: list, safe, start, end: this.lastEnd };
            break;
          }
          const type = isClass && !safe ? typeOf(value) : undefined;
          value =
            type === undefined
              ? { kind: 'fieldAccess', target: value, name, safe, start, end: this.lastEnd }
              : { kind: 'classLiteral', type, start, end: this.lastEnd };
          break;
        }
        case T.leftBracket: {
          this.next();
          const index = this.expression();
          this.expect(T.rightBracket, ']');
          value = { kind: 'index', target: value, index, start, end: this.lastEnd };
          break;
        }
        case T.increment:
        case T.decrement: {
          const operator = this.kind === T.increment ? '++' : '--';
          if (!isAssignable(value)) this.report(start, 'Expression cannot be assigned');
          this.next();
          value = { kind: 'postfix', operator, operand: value, start, end: this.lastEnd };
          break;
        }
        default:
          return value;
      }
    }
  }

  #primary(): Expression {
    const kind = this.kind;
    const start = this.start;
    if (isName(kind)) return this.#named(start);
    switch (kind) {
      case T.string:
      case T.multilineString:
      case T.integer:
      case T.long:
      case T.decimal:
      case T.double:
      case R.true:
      case R.false:
      case R.null:
        return this.literal();
      case R.this:
      case R.super:
        return this.#self(kind === R.this ? 'this' : 'super');
      case R.new:
        return this.#creation();
      case R.void:
        return this.#classLiteral();
      case T.leftParen:
        return this.parenthesized();
      case T.leftBracket:
        return this.#query();
      default:
        return this.unexpected();
    }
  }

  #named(start: number): Expression {
    const following = this.peek();
    if (following === T.leftParen && !isCollectionWord(this.kind)) {
      const name = this.takeIdentifier();
      const list = this.callArguments();
      return { kind: 'call', target: undefined, name, arguments: list, safe: false, start, end: this.lastEnd };
    }
    if (following === T.less || (following === T.leftBracket && this.peek(2) === T.rightBracket)) {
      const after = this.scanType(this.index);
      if (after >= 0 && this.kinds[after] === T.dot && this.kinds[after + 1] === R.class) return this.#classLiteral();
    }
    const ofCollection = isCollectionWord(this.kind) && following === T.dot && this.peek(2) === R.class;
    const { name } = ofCollection ? this.takeIdentifier() : this.name();
    return { kind: 'name', name, start, end: this.lastEnd };
  }

  /** `List<Foo>.class`, `Foo[].class`, `void.class` */
  #classLiteral(): Expression {
    const start = this.start;
    const type = this.kind === R.void ? this.#void() : this.typeRef();
    this.expect(T.dot, '.');
    this.expect(R.class, 'class');
    return { kind: 'classLiteral', type, start, end: this.lastEnd };
  }

  #void(): TypeRef {
    const { start, end, name } = this.takeIdentifier();
    return { start, end, parts: [{ name, args: [] }] };
  }

  /** `this`, `super`, and the constructor calls `this(...)`, `super(...)`. */
  #self(word: 'this' | 'super'): Expression {
    const start = this.start;
    const end = this.ends[this.index];
    this.next();
    if (this.kind !== T.leftParen) return { kind: word, start, end };
    const name: Identifier = { start, end, name: word };
    const list = this.callArguments();
    return { kind: 'call', target: undefined, name, arguments: list, safe: false, start, end: this.lastEnd };
  }

  /** The literal at the cursor, which the caller has seen to be one. */
  protected literal(): Literal {
    const start = this.start;
    const kind = this.kind;
    if (kind === T.string || kind === T.multilineString) {
      const text = this.stringValue('apex');
      return { kind: 'literal', type: 'string', text, start, end: this.lastEnd };
    }
    if (kind < T.string) return this.#number();
    this.next();
    const end = this.lastEnd;
    if (kind === R.null) return { kind: 'literal', type: 'null', text: 'null', start, end };
    return { kind: 'literal', type: 'boolean', text: kind === R.true ? 'true' : 'false', start, end };
  }

  #number(): Literal {
    const start = this.start;
    const type = NUMBER_TYPES[this.kind]!;
    let text = this.tokenText();
    if (type === 'long' || type === 'double') text = text.slice(0, -1);
    // The greatest negative value is written as the minus of a literal that is one too great, hence `>` and not `>=`.
    if (type === 'integer' && Number(text) > 2 ** 31) this.report(start, 'Illegal integer');
    if (type === 'long' && text.length > 18 && BigInt(text) > MAX_LONG) this.report(start, 'Illegal long');
    this.next();
    return { kind: 'literal', type, text, start, end: this.lastEnd };
  }

  #query(): Expression {
    const start = this.start;
    const found = this.peek();
    if (found !== C.select && found !== C.find) return this.unexpected();
    this.enter();
    this.next();
    this.queries++;
    try {
      const query = found === C.select ? this.soqlQuery() : this.soslQuery();
      this.expect(T.rightBracket, ']');
      const span = { start, end: this.lastEnd };
      this.leave();
      if ('find' in query) return { kind: 'sosl', query, ...span };
      return { kind: 'soql', query, ...span };
    } finally {
      this.queries--;
    }
  }

  // ---------------------------------------------------------------- new

  #creation(): Expression {
    const start = this.start;
    this.next();
    const type = this.createdName(true);
    if (this.kind === T.leftParen) return this.#newObject(start, type);
    if (this.kind === T.leftBrace) return this.#newCollection(start, type);
    if (this.kind !== T.leftBracket) return this.missing('(');
    this.next();
    if (this.accept(T.rightBracket)) {
      const list = listOf(type, this.lastEnd);
      if (this.kind === T.leftBrace) return this.#newCollection(start, list);
      return { kind: 'newCollection', type: list, elements: [], entries: [], start, end: this.lastEnd };
    }
    const size = this.expression();
    this.expect(T.rightBracket, ']');
    return { kind: 'newArray', type: listOf(type, this.lastEnd), size, start, end: this.lastEnd };
  }

  #newObject(start: number, type: TypeRef): Expression {
    const named: { name: Identifier; value: Expression }[] = [];
    if (!isName(this.peek()) || this.peek(2) !== T.assign) {
      const list = this.callArguments();
      return { kind: 'new', type, arguments: list, named, start, end: this.lastEnd };
    }
    this.next();
    do {
      const name = this.name();
      this.expect(T.assign, '=');
      named.push({ name, value: this.expression() });
    } while (this.accept(T.comma));
    this.expect(T.rightParen, ')');
    return { kind: 'new', type, arguments: [], named, start, end: this.lastEnd };
  }

  /** `{ a, b }` or `{ k => v }`, the cursor on the brace. */
  #newCollection(start: number, type: TypeRef): Expression {
    this.enter();
    this.next();
    const elements: Expression[] = [];
    const entries: Entry[] = [];
    while (this.kind !== T.rightBrace) {
      const item = this.expression();
      if (elements.length === 0 && this.kind === T.mapTo) {
        this.next();
        entries.push({ key: item, value: this.expression() });
      } else if (entries.length > 0) this.missing('=>');
      else elements.push(item);
      // A trailing comma is legal in `new T[]{ a, b, }`; in the other forms it is not, and nothing depends on it.
      if (!this.accept(T.comma)) break;
    }
    this.expect(T.rightBrace, '}');
    this.leave();
    return { kind: 'newCollection', type, elements, entries, start, end: this.lastEnd };
  }
}

/** Whether an assignment may stand after the expression. */
export function isAssignable(target: Expression): boolean {
  return target.kind === 'name' || target.kind === 'fieldAccess' || target.kind === 'index';
}

/** The type that a chain of plain names spells: `Outer.Inner` before `.class`. */
function typeOf(value: Expression): TypeRef | undefined {
  const names: string[] = [];
  let at = value;
  while (at.kind === 'fieldAccess' && !at.safe) {
    names.push(at.name.name);
    at = at.target;
  }
  if (at.kind !== 'name') return undefined;
  names.push(at.name);
  return { start: value.start, end: value.end, parts: names.reverse().map((name) => ({ name, args: [] })) };
}
