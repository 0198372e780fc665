/**
 * The checked program: names resolved, overloads chosen, conversions explicit. The emitter turns it into JavaScript without
 * asking another question. `start` is the offset in the Apex source, for source maps, line numbers and coverage.
 */
import type { ClassType, FieldSymbol, LocalSymbol, MethodSymbol, SObjectTypeRef, Type, TypeSymbol } from './types.ts';
import type { SoqlQuery, SoslQuery, TriggerEvent } from '../syntax/ast.ts';
import type { SourceFile } from '../../diagnostics/diagnostic.ts';

export interface HirProgram {
  /** superclasses before subclasses */
  readonly types: readonly HirType[];
  readonly triggers: readonly HirTrigger[];
}

export interface HirType {
  readonly symbol: TypeSymbol;
  readonly file: SourceFile;
  /** instance fields, properties and initialiser blocks in source order */
  readonly instanceInit: readonly HirInit[];
  readonly staticInit: readonly HirInit[];
  readonly constructors: readonly HirMethod[];
  readonly methods: readonly HirMethod[];
  /** accessors with a body */
  readonly accessors: readonly {
    readonly field: FieldSymbol;
    readonly kind: 'get' | 'set';
    readonly method: HirMethod;
  }[];
  /** key of an interface or generic superclass method -> key of the method here that answers it, where they differ */
  readonly bridges: readonly { readonly from: string; readonly to: string }[];
}

export type HirInit =
  | {
      readonly kind: 'field';
      readonly field: FieldSymbol;
      readonly value: HirExpression | undefined;
      readonly start: number;
    }
  | {
      readonly kind: 'block';
      readonly body: HirStatement;
      readonly locals: readonly LocalSymbol[];
      readonly start: number;
    };

export interface HirMethod {
  readonly symbol: MethodSymbol;
  readonly parameters: readonly LocalSymbol[];
  /** temporaries and locals are declared where they stand; this lists all, for the emitter's name table */
  readonly locals: readonly LocalSymbol[];
  /** undefined for abstract methods */
  readonly body: HirStatement | undefined;
  readonly start: number;
  readonly end: number;
}

export interface HirTrigger {
  readonly name: string;
  readonly object: string;
  readonly events: readonly TriggerEvent[];
  readonly file: SourceFile;
  readonly body: HirStatement;
  readonly locals: readonly LocalSymbol[];
  readonly start: number;
}

/** An anonymous block: its own classes, methods and variables live for one run. */
export interface HirAnonymous {
  readonly apiVersion: number;
  readonly types: readonly HirType[];
  readonly methods: readonly HirMethod[];
  readonly body: HirStatement;
  readonly locals: readonly LocalSymbol[];
  readonly file: SourceFile;
}

// ---------------------------------------------------------------- statements

interface Base {
  readonly start: number;
}

export type HirStatement = Base &
  (
    | { readonly kind: 'block'; readonly statements: readonly HirStatement[] }
    | { readonly kind: 'local'; readonly variable: LocalSymbol; readonly value: HirExpression | undefined }
    | { readonly kind: 'expression'; readonly value: HirExpression }
    | {
        readonly kind: 'if';
        readonly condition: HirExpression;
        readonly then: HirStatement;
        readonly else: HirStatement | undefined;
      }
    | {
        readonly kind: 'for';
        readonly init: readonly HirStatement[];
        readonly condition: HirExpression | undefined;
        readonly update: readonly HirExpression[];
        readonly body: HirStatement | undefined;
      }
    /** `over`: 'list' and 'set' iterate a collection, 'iterable' calls iterator()/hasNext()/next(), 'soql' rows one by one, 'soqlChunks' lists of 200 */
    | {
        readonly kind: 'forEach';
        readonly over: 'list' | 'set' | 'iterable' | 'soql' | 'soqlChunks';
        readonly variable: LocalSymbol;
        readonly iterable: HirExpression;
        readonly body: HirStatement | undefined;
      }
    | { readonly kind: 'while'; readonly condition: HirExpression; readonly body: HirStatement | undefined }
    | { readonly kind: 'doWhile'; readonly condition: HirExpression; readonly body: HirStatement }
    /** `subjectKind` 'type' for sObject type switches */
    | {
        readonly kind: 'switch';
        readonly subject: HirExpression;
        readonly cases: readonly HirSwitchCase[];
        readonly elseBody: HirStatement | undefined;
      }
    | { readonly kind: 'return'; readonly value: HirExpression | undefined }
    | { readonly kind: 'throw'; readonly value: HirExpression }
    | { readonly kind: 'break' }
    | { readonly kind: 'continue' }
    | {
        readonly kind: 'try';
        readonly body: HirStatement;
        readonly catches: readonly {
          readonly type: ClassType;
          readonly variable: LocalSymbol;
          readonly body: HirStatement;
        }[];
        readonly finallyBody: HirStatement | undefined;
      }
    | {
        readonly kind: 'dml';
        readonly operation: 'insert' | 'update' | 'upsert' | 'delete' | 'undelete' | 'merge';
        readonly access: 'user' | 'system' | undefined;
        readonly target: HirExpression;
        readonly second: HirExpression | undefined;
      }
    | { readonly kind: 'runAs'; readonly arguments: readonly HirExpression[]; readonly body: HirStatement }
  );

export type HirSwitchCase =
  | { readonly kind: 'values'; readonly values: readonly HirExpression[]; readonly body: HirStatement }
  | {
      readonly kind: 'type';
      readonly type: SObjectTypeRef;
      readonly variable: LocalSymbol;
      readonly body: HirStatement;
    };

// ---------------------------------------------------------------- expressions

/** Both operands have been converted to the kind of the operation. */
export type ArithmeticKind = 'int' | 'long' | 'double' | 'decimal';

export type HirPlace = Base &
  (
    | { readonly kind: 'local'; readonly variable: LocalSymbol }
    /** plain field or automatic property */
    | { readonly kind: 'field'; readonly target: HirExpression; readonly field: FieldSymbol }
    | { readonly kind: 'staticField'; readonly field: FieldSymbol }
    /** property with a body, instance (target) or static (target undefined); `super.p` is a superclass access */
    | {
        readonly kind: 'property';
        readonly target: HirExpression | undefined;
        readonly field: FieldSymbol;
        readonly viaSuper: boolean;
      }
    /** `account.Name`, `contact.Account`; a relationship yields an SObject or, for children, a list */
    | {
        readonly kind: 'sobjectField';
        readonly target: HirExpression;
        readonly field: string;
        readonly relationship: 'none' | 'parent' | 'children';
      }
    | { readonly kind: 'listElement'; readonly target: HirExpression; readonly index: HirExpression }
    /** instance or static property of a platform class; key is the stub's name */
    | { readonly kind: 'platformField'; readonly target: HirExpression | undefined; readonly field: FieldSymbol }
  );

export type HirExpression = Base & { readonly type: Type } & (
    | {
        readonly kind: 'constant';
        readonly literal: 'null' | 'boolean' | 'integer' | 'long' | 'decimal' | 'double' | 'string';
        readonly text: string;
      }
    | { readonly kind: 'this' }
    | { readonly kind: 'read'; readonly place: HirPlace }
    | { readonly kind: 'assign'; readonly place: HirPlace; readonly value: HirExpression }
    /** place = toPlace(place op value); `operation` as in 'arithmetic', 'concat', 'bitwise', 'logical'; the place is evaluated once */
    | {
        readonly kind: 'compoundAssign';
        readonly place: HirPlace;
        readonly operation: HirBinaryOperation;
        readonly value: HirExpression;
        readonly widenPlace: ConversionKind | undefined;
        readonly narrow: ConversionKind | undefined;
      }
    | {
        readonly kind: 'increment';
        readonly place: HirPlace;
        readonly delta: 1 | -1;
        readonly prefix: boolean;
        readonly numeric: ArithmeticKind;
      }
    | {
        readonly kind: 'binary';
        readonly operation: HirBinaryOperation;
        readonly left: HirExpression;
        readonly right: HirExpression;
      }
    | { readonly kind: 'negate'; readonly numeric: ArithmeticKind; readonly operand: HirExpression }
    | { readonly kind: 'bitNot'; readonly numeric: 'int' | 'long'; readonly operand: HirExpression }
    | { readonly kind: 'not'; readonly operand: HirExpression }
    | {
        readonly kind: 'conditional';
        readonly condition: HirExpression;
        readonly then: HirExpression;
        readonly else: HirExpression;
      }
    | { readonly kind: 'coalesce'; readonly left: HirExpression; readonly right: HirExpression }
    /** `a?.b`: evaluates target into temp; null there makes the whole null, else access (which reads temp) */
    | {
        readonly kind: 'safe';
        readonly target: HirExpression;
        readonly temp: LocalSymbol;
        readonly access: HirExpression;
      }
    | { readonly kind: 'convert'; readonly conversion: ConversionKind; readonly value: HirExpression }
    /** checked downcast; `type` is the target */
    | { readonly kind: 'cast'; readonly value: HirExpression }
    | { readonly kind: 'instanceof'; readonly value: HirExpression; readonly tested: Type }
    | { readonly kind: 'callStatic'; readonly method: MethodSymbol; readonly arguments: readonly HirExpression[] }
    | {
        readonly kind: 'callInstance';
        readonly method: MethodSymbol;
        readonly target: HirExpression;
        readonly arguments: readonly HirExpression[];
      }
    | { readonly kind: 'callSuper'; readonly method: MethodSymbol; readonly arguments: readonly HirExpression[] }
    /** this(...) or super(...), first statement of a constructor; platform superclasses (Exception) included */
    | {
        readonly kind: 'constructorCall';
        readonly which: 'this' | 'super';
        readonly method: MethodSymbol | undefined;
        readonly arguments: readonly HirExpression[];
      }
    | {
        readonly kind: 'callPlatformStatic';
        readonly method: MethodSymbol;
        readonly arguments: readonly HirExpression[];
        /** of a query given as text: what its binds may name, by lower-cased name */
        readonly scope?: ReadonlyMap<string, HirExpression>;
      }
    /** target's static type is a platform class; whether it is a JavaScript primitive follows from target.type */
    | {
        readonly kind: 'callPlatformInstance';
        readonly method: MethodSymbol;
        readonly target: HirExpression;
        readonly arguments: readonly HirExpression[];
      }
    /** values(), valueOf(s), name(), ordinal() and the like on the project's enums */
    | { readonly kind: 'enumValue'; readonly symbol: TypeSymbol; readonly name: string }
    | {
        readonly kind: 'enumStatic';
        readonly symbol: TypeSymbol;
        readonly method: 'values' | 'valueOf';
        readonly arguments: readonly HirExpression[];
      }
    /** Custom settings and metadata: `X__mdt.getAll()`, `X__c.getOrgDefaults()`, `X__c.getInstance(id)` */
    | {
        readonly kind: 'callObjectStatic';
        readonly object: string;
        readonly method: string;
        readonly arguments: readonly HirExpression[];
      }
    | {
        readonly kind: 'new';
        readonly constructor_: MethodSymbol | undefined;
        readonly arguments: readonly HirExpression[];
      }
    | {
        readonly kind: 'newPlatform';
        readonly constructor_: MethodSymbol;
        readonly arguments: readonly HirExpression[];
      }
    | {
        readonly kind: 'newSObject';
        readonly fields: readonly { readonly name: string; readonly value: HirExpression }[];
      }
    | {
        readonly kind: 'newList';
        readonly elements: readonly HirExpression[];
        readonly size: HirExpression | undefined;
      }
    | { readonly kind: 'newSet'; readonly elements: readonly HirExpression[] }
    | {
        readonly kind: 'newMap';
        readonly entries: readonly { readonly key: HirExpression; readonly value: HirExpression }[];
      }
    | { readonly kind: 'classLiteral'; readonly referred: Type }
    /** `Account.SObjectType` */
    | { readonly kind: 'objectToken'; readonly object: string }
    /** `Account.Name` as Schema.SObjectField */
    | { readonly kind: 'fieldToken'; readonly object: string; readonly field: string }
    /** `Schema.SObjectType.Account` */
    | { readonly kind: 'objectDescribe'; readonly object: string }
    /** `Schema.SObjectType.Account.fields.Name` */
    | { readonly kind: 'fieldDescribe'; readonly object: string; readonly field: string }
    | { readonly kind: 'label'; readonly name: string }
    /**
     * result 'list' (type is the list), 'single' (one row or QueryException), 'optional' (the same, but null for no row: the
     * left side of `?.` and `??`), 'count' (Integer)
     */
    | {
        readonly kind: 'soql';
        readonly query: SoqlQuery;
        readonly text: string;
        readonly result: 'list' | 'single' | 'optional' | 'count';
        readonly binds: readonly HirExpression[];
      }
    | {
        readonly kind: 'sosl';
        readonly query: SoslQuery;
        readonly text: string;
        readonly binds: readonly HirExpression[];
      }
  );

export type HirBinaryOperation =
  | { readonly kind: 'arithmetic'; readonly operator: '+' | '-' | '*' | '/' | '%'; readonly numeric: ArithmeticKind }
  | {
      readonly kind: 'bitwise';
      readonly operator: '&' | '|' | '^' | '<<' | '>>' | '>>>';
      readonly numeric: 'int' | 'long';
    }
  | { readonly kind: 'logical'; readonly operator: '&&' | '||' | '&' | '|' | '^' }
  | { readonly kind: 'concat' }
  /** Date + Integer, Datetime + Decimal days, Datetime - ... */
  | { readonly kind: 'dateAdd'; readonly of: 'date' | 'datetime' | 'time'; readonly sign: 1 | -1 }
  | {
      readonly kind: 'compare';
      readonly operator: '<' | '<=' | '>' | '>=';
      readonly of: ArithmeticKind | 'string' | 'date' | 'datetime' | 'time' | 'id' | 'object';
    }
  /** `==`: 'string' ignores case, 'id' folds 15 and 18, 'value' is the general equality of the platform */
  | {
      readonly kind: 'equal';
      readonly negated: boolean;
      readonly of: ArithmeticKind | 'boolean' | 'string' | 'id' | 'value' | 'enum';
    }
  | { readonly kind: 'identical'; readonly negated: boolean };

export type ConversionKind =
  | 'intToLong'
  | 'intToDouble'
  | 'intToDecimal'
  | 'longToDouble'
  | 'longToDecimal'
  | 'longToInt'
  | 'doubleToDecimal'
  | 'decimalToDouble'
  | 'decimalToInt'
  | 'decimalToLong'
  | 'doubleToInt'
  | 'doubleToLong'
  /** checks and normalises to 18 characters: StringException "Invalid id: ..." */
  | 'stringToId'
  | 'dateToDatetime'
  /** the only row of what Database.query returned, as [SELECT ...] assigned to one sObject; QueryException otherwise */
  | 'singleRow'
  /** boxes a raw Double so that Object knows what it is; unboxing happens in 'cast' */
  | 'doubleToObject'
  /** the same for the elements of a list or the values of a map, which are copied */
  | 'doublesToObjects'
  /** a Blob, String etc. to Object, subclass to superclass, list covariance: no code */
  | 'upcast';
