/** What the checker of one body (method, initialiser, trigger, anonymous block) knows and remembers while it walks. */
import type { Expression, TypeRef } from '../syntax/ast.ts';
import type { SourceFile } from '../../diagnostics/diagnostic.ts';
import type { HirExpression } from './hir.ts';
import { convert, explicitCast } from './conversions.ts';
import { resolveType } from './resolve.ts';
import type { FieldSymbol, LocalSymbol, SObjectTypeRef, Type, TypeSymbol } from './types.ts';
import { errorType, isError, isSystem, typeName } from './typing.ts';
import type { Universe } from './universe.ts';

/** What a name or a dotted name turned out to be. */
export type Denotation =
  | { readonly kind: 'value'; readonly value: HirExpression }
  | { readonly kind: 'type'; readonly type: Type }
  | { readonly kind: 'namespace'; readonly name: string }
  /** `Label`, whose members are the org's custom labels */
  | { readonly kind: 'labels' }
  /** `Page`, whose members are the org's Visualforce pages */
  | { readonly kind: 'pages' }
  /** `Account.fields`: the field tokens of an object */
  | { readonly kind: 'fieldTokens'; readonly object: SObjectTypeRef };

/** How a place is about to be used. */
export type Access = 'read' | 'write' | 'both';

/** The recursive parts of the checker, handed to its files so that they need not import each other in a circle. */
export interface Checker {
  value(body: Body, node: Expression): HirExpression;
  denote(body: Body, node: Expression, access: Access): Denotation;
}

export interface BodyOptions {
  readonly universe: Universe;
  readonly file: SourceFile;
  readonly checker: Checker;
  /** the class whose members are in scope by their simple names */
  readonly owner: TypeSymbol | undefined;
  readonly isStatic: boolean;
  /** undefined where a value cannot be returned: constructors, initialisers, triggers */
  readonly returnType: Type | undefined;
  /** the property whose accessor this is: inside, its name means the stored value */
  readonly accessorOf?: FieldSymbol;
  /** the fields that may be assigned although final: those of the class, in its constructors and initialisers */
  readonly initializes?: 'static' | 'instance';
  readonly triggerObject?: SObjectTypeRef;
  /** variables around the body: those of an anonymous block, seen from its methods */
  readonly enclosing?: Body;
}

export interface LocalWrite {
  readonly variable: LocalSymbol;
  /** undefined for a value that may be null whatever it is: parameters, elements of a collection */
  readonly value: HirExpression | undefined;
}

export class Body {
  readonly universe: Universe;
  readonly file: SourceFile;
  readonly checker: Checker;
  readonly owner: TypeSymbol | undefined;
  readonly isStatic: boolean;
  readonly returnType: Type | undefined;
  readonly accessorOf: FieldSymbol | undefined;
  readonly initializes: 'static' | 'instance' | undefined;
  readonly triggerObject: SObjectTypeRef | undefined;
  readonly enclosing: Body | undefined;
  /** in the order of declaration, temporaries included */
  readonly locals: LocalSymbol[] = [];
  readonly writes: LocalWrite[] = [];
  loopDepth = 0;
  #scopes: Map<string, LocalSymbol>[] = [new Map<string, LocalSymbol>()];
  readonly #jsNames = new Map<string, number>();
  #temporaries = 0;

  constructor(options: BodyOptions) {
    this.universe = options.universe;
    this.file = options.file;
    this.checker = options.checker;
    this.owner = options.owner;
    this.isStatic = options.isStatic;
    this.returnType = options.returnType;
    this.accessorOf = options.accessorOf;
    this.initializes = options.initializes;
    this.triggerObject = options.triggerObject;
    this.enclosing = options.enclosing;
  }

  // ---------------------------------------------------------------- messages

  report(offset: number, message: string): void {
    this.universe.report(this.file, offset, message);
  }

  /** Reports and stands in for the expression that is not there. */
  fail(offset: number, message: string): HirExpression {
    this.report(offset, message);
    return this.error(offset);
  }

  error(start: number): HirExpression {
    return { kind: 'constant', literal: 'null', text: 'null', type: errorType, start };
  }

  // ---------------------------------------------------------------- names

  inScope<Result>(run: () => Result): Result {
    this.#scopes.push(new Map());
    try {
      return run();
    } finally {
      this.#scopes.pop();
    }
  }

  declare(
    name: { readonly name: string; readonly start: number },
    type: Type,
    options: { isFinal?: boolean; isParameter?: boolean } = {},
  ): LocalSymbol {
    const key = name.name.toLowerCase();
    if (this.#own(key)) this.report(name.start, `Duplicate variable: ${name.name}`);
    const count = (this.#jsNames.get(key) ?? 0) + 1;
    this.#jsNames.set(key, count);
    const base = this.enclosing ? `v_m_${name.name}` : `v_${name.name}`;
    const variable: LocalSymbol = {
      name: name.name,
      type,
      isFinal: options.isFinal ?? false,
      isParameter: options.isParameter ?? false,
      jsName: count === 1 ? base : `${base}$${count}`,
      neverNull: false,
    };
    this.#scopes[this.#scopes.length - 1].set(key, variable);
    if (!variable.isParameter) this.locals.push(variable);
    return variable;
  }

  lookup(name: string): LocalSymbol | undefined {
    const key = name.toLowerCase();
    const own = this.#own(key);
    if (own || !this.enclosing) return own;
    const captured = this.enclosing.lookup(name);
    // Whoever reads it from elsewhere may do so before it has a value.
    if (captured) this.enclosing.writes.push({ variable: captured, value: undefined });
    return captured;
  }

  /** Every variable that `lookup` finds here, by lower-cased name. */
  localsInScope(): ReadonlyMap<string, LocalSymbol> {
    const found = new Map(this.enclosing?.localsInScope());
    for (const scope of this.#scopes) for (const [key, variable] of scope) found.set(key, variable);
    return found;
  }

  #own(key: string): LocalSymbol | undefined {
    for (let i = this.#scopes.length - 1; i >= 0; i--) {
      const found = this.#scopes[i].get(key);
      if (found) return found;
    }
    return undefined;
  }

  /** A variable that the source does not have. */
  temporary(type: Type): LocalSymbol {
    const name = `t$${++this.#temporaries}`;
    const jsName = this.enclosing ? `m_${name}` : name;
    const variable: LocalSymbol = { name, type, isFinal: true, isParameter: false, jsName, neverNull: false };
    this.locals.push(variable);
    return variable;
  }

  // ---------------------------------------------------------------- types and values

  resolve(ref: TypeRef): Type {
    const type = resolveType(ref, this.owner, this.universe, (offset, message) => this.report(offset, message));
    return type;
  }

  value(node: Expression): HirExpression {
    return this.checker.value(this, node);
  }

  /** The value converted to `type`; `message` words the refusal. */
  convert(value: HirExpression, type: Type, message?: (from: string, to: string) => string): HirExpression {
    const converted = convert(value, type);
    if (converted) return converted;
    const [from, to] = [typeName(value.type), typeName(type)];
    return this.fail(value.start, message ? message(from, to) : `Illegal assignment from ${from} to ${to}`);
  }

  valueAs(node: Expression, type: Type, message?: (from: string, to: string) => string): HirExpression {
    return this.convert(this.value(node), type, message);
  }

  /** A Boolean condition of `what`; an Object is not one. */
  condition(node: Expression): HirExpression {
    const value = this.value(node);
    if (isError(value.type) || isSystem(value.type, 'Boolean')) return value;
    if (value.kind === 'constant' && value.literal === 'null') return value;
    return this.fail(node.start, `Condition expression must be of type Boolean: ${typeName(value.type)}`);
  }

  cast(value: HirExpression, type: Type): HirExpression {
    return (
      explicitCast(value, type) ??
      this.fail(
        value.start,
        `Incompatible types since an instance of ${typeName(value.type)} is never an instance of ${typeName(type)}`,
      )
    );
  }
}
