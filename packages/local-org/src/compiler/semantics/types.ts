/** Types and symbols of a program, as the binder makes them and the emitter reads them. */
import type { Annotation, TypeDeclaration } from '../syntax/ast.ts';
import type { ObjectSchema } from '../../schema/model.ts';
import type { SourceFile } from '../../diagnostics/diagnostic.ts';

export type Type = ClassType | SObjectTypeRef | TypeParameter | NullType | VoidType;

/** Any class, interface, enum, primitive or collection. Primitives are platform classes named String, Integer, ... */
export interface ClassType {
  readonly kind: 'class';
  readonly symbol: TypeSymbol;
  readonly args: readonly Type[];
}

/** A concrete sObject (`object` set) or the generic `SObject` (undefined). AggregateResult is a concrete one without a schema: `name` tells. */
export interface SObjectTypeRef {
  readonly kind: 'sobject';
  readonly name: string;
  readonly object: ObjectSchema | undefined;
}

export interface TypeParameter {
  readonly kind: 'parameter';
  readonly name: string;
  readonly index: number;
}

export interface NullType {
  readonly kind: 'null';
}

export interface VoidType {
  readonly kind: 'void';
}

export type Visibility = 'private' | 'protected' | 'public' | 'global';

export interface TypeSymbol {
  readonly kind: 'class' | 'interface' | 'enum';
  /** `Inner` */
  readonly name: string;
  /** as Salesforce writes it: `Outer.Inner`, `String`, `Database.Batchable` */
  readonly qualifiedName: string;
  /** set for platform types: `System`, `Database`, `Schema`; undefined for the project's */
  readonly namespace: string | undefined;
  readonly isPlatform: boolean;
  readonly outer: TypeSymbol | undefined;
  readonly file: SourceFile;
  readonly declaration: TypeDeclaration;
  readonly typeParameters: readonly string[];
  superclass: ClassType | undefined;
  interfaces: readonly ClassType[];
  readonly fields: Map<string, FieldSymbol>;
  readonly methods: Map<string, MethodSymbol[]>;
  readonly constructors: MethodSymbol[];
  readonly innerTypes: Map<string, TypeSymbol>;
  readonly enumValues: string[];
  readonly visibility: Visibility;
  readonly isAbstract: boolean;
  readonly isVirtual: boolean;
  readonly isTest: boolean;
  readonly sharing: 'with' | 'without' | 'inherited' | undefined;
  /** that the class was saved with; undefined for the platform's and for what stands in triggers */
  readonly apiVersion?: number | undefined;
  readonly annotations: readonly Annotation[];
  /** name in the emitted JavaScript: `c_Outer$Inner`; unused for platform types */
  readonly jsName: string;
}

/** A field or a property. */
export interface FieldSymbol {
  readonly name: string;
  readonly owner: TypeSymbol;
  type: Type;
  readonly isStatic: boolean;
  readonly isFinal: boolean;
  readonly isTransient: boolean;
  readonly visibility: Visibility;
  readonly annotations: readonly Annotation[];
  /** accessors, where written with a body or declared (`get; private set;`); undefined for a plain field */
  readonly property: PropertySymbol | undefined;
  readonly start: number;
}

export interface PropertySymbol {
  readonly hasGetter: boolean;
  readonly hasSetter: boolean;
  readonly getterVisibility: Visibility;
  readonly setterVisibility: Visibility;
  /** true where the accessor has a body; automatic accessors behave as a field */
  readonly getterBody: boolean;
  readonly setterBody: boolean;
}

export interface MethodSymbol {
  readonly name: string;
  readonly owner: TypeSymbol;
  returnType: Type;
  parameters: readonly { readonly name: string; readonly type: Type }[];
  readonly isStatic: boolean;
  readonly isAbstract: boolean;
  readonly isVirtual: boolean;
  readonly isOverride: boolean;
  readonly isConstructor: boolean;
  readonly visibility: Visibility;
  readonly annotations: readonly Annotation[];
  /**
   * The property key in JavaScript. Platform methods: the signature as written in the stub with type arguments erased,
   * `substring(Integer,Integer)`, `add(T)`, `valueOf(Object)`. The project's methods: the same in lower case,
   * `dothing(integer,list)`; an override or exact implementation has the key of what it overrides. Since every key has a
   * parenthesis, none can meet a property of JavaScript's own.
   */
  key: string;
  readonly start: number;
}

export interface LocalSymbol {
  readonly name: string;
  readonly type: Type;
  readonly isFinal: boolean;
  readonly isParameter: boolean;
  /** unique within the method: `v_name`, `v_name$2` */
  readonly jsName: string;
  /** true when no assignment can make it null: the emitter leaves the null check out */
  neverNull: boolean;
}
