/**
 * The Apex syntax tree. Nodes are readonly discriminated unions on `kind`; `start` and `end` are offsets into the source text.
 * Names keep the case of the source: Apex is case-insensitive, so whoever compares names folds them.
 */

export interface Node {
  readonly start: number;
  readonly end: number;
}

export interface Identifier extends Node {
  readonly name: string;
}

/** `Map<Id, List<Account>>`, `Outer.Inner`, `Account[]` (lowered to List). Each part may carry type arguments. */
export interface TypeRef extends Node {
  readonly parts: readonly { readonly name: string; readonly args: readonly TypeRef[] }[];
}

export interface Annotation extends Node {
  readonly name: string;
  /** `@Foo('x')` gives `{ name: 'value', value }`; values are literals as written, strings unquoted. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

/** Lower-cased: public, private, protected, global, static, virtual, abstract, override, final, transient, webservice,
 * testmethod, 'with sharing', 'without sharing', 'inherited sharing'. */
export interface Modifiers extends Node {
  readonly keywords: readonly string[];
  readonly annotations: readonly Annotation[];
}

// ---------------------------------------------------------------- declarations

export type CompilationUnit =
  | { readonly kind: 'typeUnit'; readonly type: TypeDeclaration }
  | { readonly kind: 'triggerUnit'; readonly trigger: TriggerDeclaration }
  | { readonly kind: 'anonymousUnit'; readonly members: readonly (Statement | Member)[] };

export type TypeDeclaration = ClassDeclaration | InterfaceDeclaration | EnumDeclaration;

export interface ClassDeclaration extends Node {
  readonly kind: 'class';
  readonly name: Identifier;
  readonly modifiers: Modifiers;
  /** Only in the platform's own signatures: `class List<T>`. */
  readonly typeParameters: readonly string[];
  readonly superclass: TypeRef | undefined;
  readonly interfaces: readonly TypeRef[];
  readonly members: readonly Member[];
}

export interface InterfaceDeclaration extends Node {
  readonly kind: 'interface';
  readonly name: Identifier;
  readonly modifiers: Modifiers;
  readonly typeParameters: readonly string[];
  readonly interfaces: readonly TypeRef[];
  readonly members: readonly MethodDeclaration[];
}

export interface EnumDeclaration extends Node {
  readonly kind: 'enum';
  readonly name: Identifier;
  readonly modifiers: Modifiers;
  readonly values: readonly Identifier[];
}

export type Member =
  | MethodDeclaration
  | ConstructorDeclaration
  | FieldDeclaration
  | PropertyDeclaration
  | InitializerBlock
  | TypeDeclaration;

export interface Parameter extends Node {
  readonly name: Identifier;
  readonly type: TypeRef;
  readonly isFinal: boolean;
}

export interface MethodDeclaration extends Node {
  readonly kind: 'method';
  readonly name: Identifier;
  readonly modifiers: Modifiers;
  /** undefined for void */
  readonly returnType: TypeRef | undefined;
  readonly parameters: readonly Parameter[];
  /** undefined for abstract, interface and platform-signature methods */
  readonly body: Block | undefined;
}

export interface ConstructorDeclaration extends Node {
  readonly kind: 'constructor';
  readonly name: Identifier;
  readonly modifiers: Modifiers;
  readonly parameters: readonly Parameter[];
  readonly body: Block | undefined;
}

export interface FieldDeclaration extends Node {
  readonly kind: 'field';
  readonly modifiers: Modifiers;
  readonly type: TypeRef;
  readonly declarators: readonly { readonly name: Identifier; readonly initializer: Expression | undefined }[];
}

export interface PropertyDeclaration extends Node {
  readonly kind: 'property';
  readonly name: Identifier;
  readonly modifiers: Modifiers;
  readonly type: TypeRef;
  readonly getter: Accessor | undefined;
  readonly setter: Accessor | undefined;
}

export interface Accessor extends Node {
  readonly modifiers: Modifiers;
  /** undefined for an automatic accessor `get;` */
  readonly body: Block | undefined;
}

export interface InitializerBlock extends Node {
  readonly kind: 'initializer';
  readonly isStatic: boolean;
  readonly body: Block;
}

export type TriggerEvent =
  | 'before insert'
  | 'before update'
  | 'before delete'
  | 'after insert'
  | 'after update'
  | 'after delete'
  | 'after undelete';

export interface TriggerDeclaration extends Node {
  readonly kind: 'trigger';
  readonly name: Identifier;
  readonly object: Identifier;
  readonly events: readonly TriggerEvent[];
  readonly body: Block;
  /** methods and types declared inside the trigger's braces */
  readonly members: readonly Member[];
}

// ---------------------------------------------------------------- statements

export type Statement =
  | Block
  | LocalDeclaration
  | ExpressionStatement
  | IfStatement
  | ForStatement
  | ForEachStatement
  | WhileStatement
  | DoWhileStatement
  | SwitchStatement
  | ReturnStatement
  | ThrowStatement
  | BreakStatement
  | ContinueStatement
  | TryStatement
  | DmlStatement
  | RunAsStatement;

export interface Block extends Node {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
}

export interface LocalDeclaration extends Node {
  readonly kind: 'local';
  readonly isFinal: boolean;
  readonly type: TypeRef;
  readonly declarators: readonly { readonly name: Identifier; readonly initializer: Expression | undefined }[];
}

export interface ExpressionStatement extends Node {
  readonly kind: 'expression';
  readonly expression: Expression;
}

export interface IfStatement extends Node {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly then: Statement;
  readonly else: Statement | undefined;
}

export interface ForStatement extends Node {
  readonly kind: 'for';
  readonly init: LocalDeclaration | readonly Expression[] | undefined;
  readonly condition: Expression | undefined;
  readonly update: readonly Expression[];
  readonly body: Statement | undefined;
}

/** `for (Account a : accounts)`, `for (List<Account> chunk : [SELECT ...])` */
export interface ForEachStatement extends Node {
  readonly kind: 'forEach';
  readonly type: TypeRef;
  readonly variable: Identifier;
  readonly iterable: Expression;
  readonly body: Statement | undefined;
}

export interface WhileStatement extends Node {
  readonly kind: 'while';
  readonly condition: Expression;
  readonly body: Statement | undefined;
}

export interface DoWhileStatement extends Node {
  readonly kind: 'doWhile';
  readonly body: Statement;
  readonly condition: Expression;
}

export interface SwitchStatement extends Node {
  readonly kind: 'switch';
  readonly subject: Expression;
  readonly cases: readonly SwitchCase[];
  readonly elseBody: Block | undefined;
}

export type SwitchCase =
  | {
      readonly kind: 'values';
      readonly start: number;
      readonly end: number;
      readonly values: readonly Expression[];
      readonly body: Block;
    }
  | {
      readonly kind: 'type';
      readonly start: number;
      readonly end: number;
      readonly type: TypeRef;
      readonly variable: Identifier;
      readonly body: Block;
    };

export interface ReturnStatement extends Node {
  readonly kind: 'return';
  readonly value: Expression | undefined;
}

export interface ThrowStatement extends Node {
  readonly kind: 'throw';
  readonly value: Expression;
}

export interface BreakStatement extends Node {
  readonly kind: 'break';
}

export interface ContinueStatement extends Node {
  readonly kind: 'continue';
}

export interface TryStatement extends Node {
  readonly kind: 'try';
  readonly body: Block;
  readonly catches: readonly {
    readonly start: number;
    readonly end: number;
    readonly type: TypeRef;
    readonly variable: Identifier;
    readonly body: Block;
  }[];
  readonly finallyBody: Block | undefined;
}

export interface DmlStatement extends Node {
  readonly kind: 'dml';
  readonly operation: 'insert' | 'update' | 'upsert' | 'delete' | 'undelete' | 'merge';
  readonly access: 'user' | 'system' | undefined;
  readonly target: Expression;
  /** the merged record(s), or the external id field of an upsert */
  readonly second: Expression | undefined;
}

export interface RunAsStatement extends Node {
  readonly kind: 'runAs';
  readonly arguments: readonly Expression[];
  readonly body: Block;
}

// ---------------------------------------------------------------- expressions

export type Expression =
  | Literal
  | NameExpression
  | ThisExpression
  | SuperExpression
  | FieldAccess
  | MethodCall
  | IndexAccess
  | NewObject
  | NewCollection
  | NewArray
  | Cast
  | InstanceOf
  | Unary
  | Postfix
  | Binary
  | Assignment
  | Conditional
  | ClassLiteral
  | SoqlExpression
  | SoslExpression;

export interface Literal extends Node {
  readonly kind: 'literal';
  readonly type: 'null' | 'boolean' | 'integer' | 'long' | 'decimal' | 'double' | 'string';
  /** strings unescaped; numbers as written without suffix */
  readonly text: string;
}

/** A single name. `a.b.c` is a chain of FieldAccess over it; semantics decides what is package, type, variable or field. */
export interface NameExpression extends Node {
  readonly kind: 'name';
  readonly name: string;
}

export interface ThisExpression extends Node {
  readonly kind: 'this';
}

export interface SuperExpression extends Node {
  readonly kind: 'super';
}

export interface FieldAccess extends Node {
  readonly kind: 'fieldAccess';
  readonly target: Expression;
  readonly name: Identifier;
  /** `?.` */
  readonly safe: boolean;
}

/** `f()`, `a.f()`, `a?.f()`, `this(...)`, `super(...)` (target undefined and name 'this' or 'super' for the last two). */
export interface MethodCall extends Node {
  readonly kind: 'call';
  readonly target: Expression | undefined;
  readonly name: Identifier;
  readonly arguments: readonly Expression[];
  readonly safe: boolean;
}

export interface IndexAccess extends Node {
  readonly kind: 'index';
  readonly target: Expression;
  readonly index: Expression;
}

/** `new T(...)`; for sObjects `new Account(Name = 'x')`, where `named` holds the pairs. */
export interface NewObject extends Node {
  readonly kind: 'new';
  readonly type: TypeRef;
  readonly arguments: readonly Expression[];
  readonly named: readonly { readonly name: Identifier; readonly value: Expression }[];
}

/** `new List<T>{ a, b }`, `new Set<T>{ a }`, `new Map<K, V>{ k => v }`, `new T[]{ a, b }` */
export interface NewCollection extends Node {
  readonly kind: 'newCollection';
  readonly type: TypeRef;
  readonly elements: readonly Expression[];
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
}

/** `new Integer[10]`; `type` is the list type */
export interface NewArray extends Node {
  readonly kind: 'newArray';
  readonly type: TypeRef;
  readonly size: Expression;
}

export interface Cast extends Node {
  readonly kind: 'cast';
  readonly type: TypeRef;
  readonly value: Expression;
}

export interface InstanceOf extends Node {
  readonly kind: 'instanceof';
  readonly value: Expression;
  readonly type: TypeRef;
}

export interface Unary extends Node {
  readonly kind: 'unary';
  readonly operator: '+' | '-' | '!' | '~' | '++' | '--';
  readonly operand: Expression;
}

export interface Postfix extends Node {
  readonly kind: 'postfix';
  readonly operator: '++' | '--';
  readonly operand: Expression;
}

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '<<'
  | '>>'
  | '>>>'
  | '&'
  | '|'
  | '^'
  | '&&'
  | '||'
  | '??'
  | '=='
  | '!='
  | '==='
  | '!=='
  | '<'
  | '<='
  | '>'
  | '>=';

/** `<>` is given as `!=`. A long left-leaning chain nests on the left; walk it with a loop, not by recursion. */
export interface Binary extends Node {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Assignment extends Node {
  readonly kind: 'assign';
  readonly operator: '=' | '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '>>>=';
  readonly target: Expression;
  readonly value: Expression;
}

export interface Conditional extends Node {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly then: Expression;
  readonly else: Expression;
}

/** `Foo.class`, `List<Foo>.class` */
export interface ClassLiteral extends Node {
  readonly kind: 'classLiteral';
  readonly type: TypeRef;
}

export interface SoqlExpression extends Node {
  readonly kind: 'soql';
  readonly query: SoqlQuery;
}

export interface SoslExpression extends Node {
  readonly kind: 'sosl';
  readonly query: SoslQuery;
}

// ---------------------------------------------------------------- SOQL (also parsed from strings at run time)

export interface SoqlQuery extends Node {
  readonly select: readonly SoqlSelectItem[];
  readonly from: { readonly object: SoqlPath; readonly alias: string | undefined };
  /** `FROM Account a, a.Contacts c` */
  readonly fromAliases: readonly { readonly path: SoqlPath; readonly alias: string }[];
  readonly scope: string | undefined;
  readonly where: SoqlCondition | undefined;
  readonly with: SoqlWith | undefined;
  readonly groupBy: SoqlGroupBy | undefined;
  readonly having: SoqlCondition | undefined;
  readonly orderBy: readonly {
    readonly value: SoqlValueExpression;
    readonly descending: boolean;
    readonly nulls: 'first' | 'last' | undefined;
  }[];
  readonly limit: SoqlBindable | undefined;
  readonly offset: SoqlBindable | undefined;
  readonly allRows: boolean;
  readonly forClause: readonly ('view' | 'reference' | 'update')[];
  /** `UPDATE TRACKING, VIEWSTAT` */
  readonly updates?: readonly ('tracking' | 'viewstat')[];
}

/** A dotted name as written: `Account.Owner.Name` */
export interface SoqlPath extends Node {
  readonly parts: readonly string[];
}

export type SoqlSelectItem =
  | { readonly kind: 'field'; readonly path: SoqlPath; readonly alias: string | undefined }
  | { readonly kind: 'function'; readonly call: SoqlFunction; readonly alias: string | undefined }
  | { readonly kind: 'subquery'; readonly query: SoqlQuery; readonly alias: string | undefined }
  | {
      readonly kind: 'typeof';
      readonly path: SoqlPath;
      readonly whens: readonly { readonly type: string; readonly fields: readonly SoqlPath[] }[];
      readonly elseFields: readonly SoqlPath[] | undefined;
    }
  | {
      readonly kind: 'fields';
      readonly set: 'ALL' | 'STANDARD' | 'CUSTOM';
      readonly start: number;
      readonly end: number;
    };

/** COUNT(), SUM(x), CALENDAR_YEAR(convertTimezone(x)), toLabel(x), FORMAT(x), DISTANCE(...), GROUPING(x) */
export interface SoqlFunction extends Node {
  readonly name: string;
  /** A bind only as a coordinate of GEOLOCATION or a place of DISTANCE. */
  readonly arguments: readonly (SoqlValueExpression | SoqlLiteral | SoqlBind)[];
}

export type SoqlValueExpression =
  { readonly kind: 'path'; readonly path: SoqlPath } | { readonly kind: 'function'; readonly call: SoqlFunction };

export type SoqlCondition =
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly SoqlCondition[] }
  | { readonly kind: 'not'; readonly condition: SoqlCondition }
  | {
      readonly kind: 'comparison';
      readonly left: SoqlValueExpression;
      readonly operator: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'like' | 'in' | 'not in' | 'includes' | 'excludes';
      readonly right: SoqlOperand;
      readonly start: number;
      readonly end: number;
    };

export type SoqlOperand =
  | SoqlLiteral
  | SoqlBind
  | { readonly kind: 'list'; readonly values: readonly (SoqlLiteral | SoqlBind)[] }
  | { readonly kind: 'subquery'; readonly query: SoqlQuery };

export type SoqlLiteral = Node & { readonly kind: 'value' } & (
    | { readonly type: 'null' }
    | { readonly type: 'boolean'; readonly value: boolean }
    | { readonly type: 'string'; readonly value: string }
    | { readonly type: 'number'; readonly text: string }
    | { readonly type: 'date' | 'datetime' | 'time'; readonly text: string }
    /** TODAY, LAST_N_DAYS:30 */
    | { readonly type: 'dateLiteral'; readonly name: string; readonly n: number | undefined }
    /** multi-select 'a;b' stays a string; currency literal USD100 */
    | { readonly type: 'currency'; readonly code: string; readonly text: string }
  );

/** `:expression`; in dynamic SOQL the expression is a name or dotted path. */
export interface SoqlBind extends Node {
  readonly kind: 'bind';
  readonly expression: Expression;
}

export type SoqlBindable = { readonly kind: 'number'; readonly value: number } | SoqlBind;

export type SoqlWith =
  | { readonly kind: 'securityEnforced' | 'userMode' | 'systemMode' }
  | { readonly kind: 'condition'; readonly condition: SoqlCondition }
  | { readonly kind: 'dataCategory'; readonly text: string };

export interface SoqlGroupBy {
  readonly kind: 'plain' | 'rollup' | 'cube';
  readonly items: readonly SoqlValueExpression[];
}

export interface SoslQuery extends Node {
  readonly find: { readonly kind: 'text'; readonly text: string } | SoqlBind;
  readonly in: 'ALL' | 'NAME' | 'EMAIL' | 'PHONE' | 'SIDEBAR';
  readonly returning: readonly {
    readonly object: string;
    readonly fields: readonly SoqlSelectItem[];
    readonly where: SoqlCondition | undefined;
    /** what stands after WHERE */
    readonly whereSpan?: Node | undefined;
    /** `USING LISTVIEW = name` */
    readonly listView?: string | undefined;
    readonly orderBy: SoqlQuery['orderBy'];
    readonly limit: SoqlBindable | undefined;
    readonly offset: SoqlBindable | undefined;
  }[];
  readonly with: readonly SoslWith[];
  readonly limit: SoqlBindable | undefined;
  /** `UPDATE TRACKING, VIEWSTAT` */
  readonly updates?: readonly ('tracking' | 'viewstat')[];
}

/** One WITH clause of a search. */
export interface SoslWith extends Node {
  /** lower-cased first word: `user_mode`, `snippet`, `data` */
  readonly name: string;
  /** as it was written */
  readonly text: string;
  /** what stands after `=`; undefined where the clause takes no single value */
  readonly value: { readonly kind: 'text'; readonly text: string } | SoqlBind | undefined;
}
