import type { TypeRef } from './ast.ts';
import { TokenCursor } from './cursor.ts';
import { R, T, isName } from './tokens.ts';

/** Type arguments that a look-ahead follows before it gives up: keeps `a < b < c < ...` linear. */
const MAX_SCAN_DEPTH = 40;

/** Wraps an element type as often as `[]` follows it: `Account[]` is `List<Account>`. */
export function listOf(element: TypeRef, end: number): TypeRef {
  return { start: element.start, end, parts: [{ name: 'List', args: [element] }] };
}

/** Reads type references, and looks ahead for them without building anything. */
export abstract class TypeParser extends TokenCursor {
  /** `Name(.Name)*([])*`, each name with optional type arguments. */
  protected typeRef(): TypeRef {
    let type = this.createdName(false);
    while (this.kind === T.leftBracket && this.peek() === T.rightBracket) {
      this.next();
      this.next();
      type = listOf(type, this.lastEnd);
    }
    return type;
  }

  /** A type without `[]`; after `new` the name may be any word. */
  protected createdName(afterNew: boolean): TypeRef {
    const start = this.start;
    const parts: { name: string; args: readonly TypeRef[] }[] = [];
    for (;;) {
      if (!afterNew && !isName(this.kind)) this.unexpected();
      const { name } = this.anyWord();
      parts.push({ name, args: this.kind === T.less ? this.typeArguments() : [] });
      // `List<Foo>.class` is a literal, whose last part is not of the type.
      if (this.kind !== T.dot || this.peek() === R.class) return { start, end: this.lastEnd, parts };
      this.next();
    }
  }

  protected typeList(): TypeRef[] {
    const types = [this.typeRef()];
    while (this.accept(T.comma)) types.push(this.typeRef());
    return types;
  }

  protected typeArguments(): TypeRef[] {
    this.enter();
    this.expect(T.less, '<');
    const types = this.typeList();
    this.expect(T.greater, '>');
    this.leave();
    return types;
  }

  /** Index of the token after the type that begins at token `index`, or -1 when no type begins there. */
  protected scanType(index: number, depth = 0): number {
    const kinds = this.kinds;
    if (depth > MAX_SCAN_DEPTH || !isName(kinds[index])) return -1;
    for (;;) {
      index++;
      if (kinds[index] === T.less) {
        index = this.#scanArguments(index, depth);
        if (index < 0) return -1;
      }
      if (kinds[index] !== T.dot || !isName(kinds[index + 1])) break;
      index++;
    }
    while (kinds[index] === T.leftBracket && kinds[index + 1] === T.rightBracket) index += 2;
    return index;
  }

  /** Index after the `>` that closes the `<` at `index`, or -1. */
  #scanArguments(index: number, depth: number): number {
    do {
      index = this.scanType(index + 1, depth + 1);
      if (index < 0) return -1;
    } while (this.kinds[index] === T.comma);
    return this.kinds[index] === T.greater ? index + 1 : -1;
  }

  /** Does a type followed by a name, as in a declaration, begin at token `index`? */
  protected declarationAt(index: number): boolean {
    const after = this.scanType(index);
    return after >= 0 && isName(this.kinds[after]);
  }

  /** Reads a type that is the whole text. */
  wholeTypeRef(): TypeRef {
    const type = this.typeRef();
    if (this.kind !== T.eof) this.unexpected();
    return type;
  }
}
