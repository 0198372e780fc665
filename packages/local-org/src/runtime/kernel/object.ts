/** Instances of classes and enums, and what is known about them at run time. */
import type { ApexException } from './exception.ts';
import { findDeclaration } from './stubs.ts';
import type { RtType } from './types.ts';

export interface FieldMeta {
  readonly name: string;
  /** property that holds it, on the instance or on the statics */
  readonly key: string;
  readonly type: RtType;
  readonly isStatic: boolean;
  readonly isTransient: boolean;
  readonly visibility: 'private' | 'protected' | 'public' | 'global';
  readonly annotations: readonly AnnotationMeta[];
  /** keys of the methods of accessors with a body */
  readonly getter: string | undefined;
  readonly setter: string | undefined;
  /** false for a property without a setter or getter */
  readonly readable: boolean;
  readonly writable: boolean;
}

export interface MethodMeta {
  readonly name: string;
  readonly key: string;
  readonly parameters: readonly { readonly name: string; readonly type: RtType }[];
  /** undefined for void */
  readonly returnType: RtType | undefined;
  readonly isStatic: boolean;
  readonly visibility: 'private' | 'protected' | 'public' | 'global';
  /** `istest`, `future`, ... lower-cased; the keyword `testmethod` counts as `istest` */
  readonly annotations: readonly AnnotationMeta[];
}

export interface AnnotationMeta {
  /** lower-cased */
  readonly name: string;
  /** names lower-cased */
  readonly parameters: Readonly<Record<string, string>>;
}

// Constructors of emitted classes have shapes that only the emitter knows.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type JsClass = abstract new (...args: any[]) => object;

/** Metadata of a class, interface or enum of the project. */
export interface ClassMeta {
  readonly kind: 'class' | 'interface' | 'enum';
  /** `Outer.Inner` */
  readonly name: string;
  readonly path: string;
  readonly superclass: RtType | undefined;
  readonly interfaces: readonly RtType[];
  readonly isAbstract: boolean;
  readonly isTest: boolean;
  readonly sharing: 'with' | 'without' | 'inherited' | undefined;
  readonly visibility: 'private' | 'protected' | 'public' | 'global';
  readonly annotations: readonly AnnotationMeta[];
  readonly fields: readonly FieldMeta[];
  readonly methods: readonly MethodMeta[];
  /** undefined for interfaces and enums */
  readonly jsClass: JsClass | undefined;
  /** creates an instance by the constructor without parameters; undefined where the class has none or is abstract */
  readonly newInstance: (() => object) | undefined;
  /** allocates without running any constructor, every field null; for JSON.deserialize */
  readonly allocate: (() => object) | undefined;
  /** the static state, initialised if it has not been */
  readonly statics: (() => Record<string, unknown>) | undefined;
  readonly enumValues: readonly ApexEnum[] | undefined;
  /** the type itself */
  readonly type: RtType;
}

/** Base of emitted classes that are not exceptions. */
export class ApexObject {
  declare readonly $meta: ClassMeta;

  'equals(Object)'(other: unknown): boolean {
    return this === other;
  }

  'hashCode()'(): number {
    return identityHash(this);
  }

  /** `Outer.Inner:[a=1, b=null]`, as the platform prints an instance without its own toString. */
  'toString()'(): string {
    return describeInstance(this, this.$meta);
  }
}

let nextHash = 1;
const hashes = new WeakMap<object, number>();

/** A number that stays with an object, for hashCode() of classes that do not define it. */
export function identityHash(object: object): number {
  let hash = hashes.get(object);
  if (hash === undefined) {
    hash = Math.imul(nextHash++, 0x9e3779b1) | 0;
    hashes.set(object, hash);
  }
  return hash;
}

let textOf: (value: unknown) => string = String;

/** text.ts sets it: the two files need each other. */
export function setTextOf(toText: (value: unknown) => string): void {
  textOf = toText;
}

const describing = new Set<object>();

function describeInstance(instance: object, meta: ClassMeta): string {
  if (describing.has(instance)) return '(already output)';
  describing.add(instance);
  try {
    const values = instance as Record<string, unknown>;
    const parts = allFields(meta)
      .filter((field) => !field.isStatic && field.getter === undefined)
      .map((field) => `${field.name}=${textOf(values[field.key] ?? null)}`);
    return `${meta.name.slice(meta.name.lastIndexOf('.') + 1)}:[${parts.join(', ')}]`;
  } finally {
    describing.delete(instance);
  }
}

/** Fields of a class and its superclasses, superclass first. */
export function allFields(meta: ClassMeta): readonly FieldMeta[] {
  const inherited = meta.superclass?.meta;
  return inherited === undefined ? meta.fields : [...allFields(inherited), ...meta.fields];
}

/** Attaches metadata to a class; instances reach it as `$meta`. */
export function defineClass(jsClass: JsClass, meta: ClassMeta): void {
  Object.defineProperty(jsClass.prototype, '$meta', { value: meta });
}

/** The metadata of an instance of a project's class; undefined for everything else. */
export function metaOf(value: unknown): ClassMeta | undefined {
  return typeof value === 'object' && value !== null ? (value as ApexObject | ApexException).$meta : undefined;
}

/** One value of an enum, the project's or the platform's. Values are singletons: compare with ===. */
export class ApexEnum {
  /** `Outer.Color`, `System.TriggerOperation` */
  readonly type: string;
  readonly name: string;
  readonly ordinal: number;
  /** set on enums of the project */
  rtType: RtType | undefined = undefined;

  constructor(type: string, name: string, ordinal: number) {
    this.type = type;
    this.name = name;
    this.ordinal = ordinal;
  }

  'name()'(): string {
    return this.name;
  }

  'ordinal()'(): number {
    return this.ordinal;
  }

  'equals(Object)'(other: unknown): boolean {
    return this === other;
  }

  'hashCode()'(): number {
    return this.ordinal;
  }

  'toString()'(): string {
    return this.name;
  }

  toText(): string {
    return this.name;
  }
}

const platformEnums = new Map<string, readonly ApexEnum[]>();

/**
 * The values of a platform enum, made on first use. Both the runtime and emitted code (from the stub) declare them; that
 * they agree is checked.
 */
export function platformEnum(type: string, names: readonly string[]): readonly ApexEnum[] {
  let values = platformEnums.get(type);
  if (values === undefined) {
    values = names.map((name, ordinal) => new ApexEnum(type, name, ordinal));
    platformEnums.set(type, values);
  } else if (values.length !== names.length || values.some((value, i) => value.name !== names[i])) {
    throw new Error(`Enum ${type} is declared with different values`);
  }
  return values;
}

/** The values of the platform's enum of that name; undefined where it is no enum. */
export function declaredPlatformEnum(type: string): readonly ApexEnum[] | undefined {
  const values = platformEnums.get(type);
  if (values !== undefined) return values;
  const declaration = findDeclaration(type);
  return declaration?.name === type && declaration.kind === 'enum'
    ? platformEnum(type, declaration.enumValues)
    : undefined;
}
