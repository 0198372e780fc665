/**
 * Test.createStub: an instance of a class made at run time below the stubbed one, whose methods ask a StubProvider. No
 * constructor runs (Apex Developer Guide, Build a Mocking Framework with the Stub API).
 */
import { hooks } from '../kernel/hooks.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { ApexObject, defineClass, type ClassMeta, type JsClass, type MethodMeta } from '../kernel/object.ts';
import { castTo, RtType } from '../kernel/types.ts';
import { ApexType } from '../library/type.ts';
import { newList } from './collections.ts';

interface StubProvider {
  'handleMethodCall(Object,String,System.Type,List,List,List)'(
    stub: object,
    method: string,
    returnType: object,
    parameterTypes: object,
    parameterNames: object,
    args: object,
  ): unknown;
}

const VOID = new RtType('void', 'object');

const stubClasses = new WeakMap<ClassMeta, new (provider: StubProvider) => object>();

export function createStub(type: ApexType | null, provider: StubProvider | null): object {
  if (type === null || provider === null) throwNull();
  const meta = stubbable(type);
  let stubClass = stubClasses.get(meta);
  if (stubClass === undefined) stubClasses.set(meta, (stubClass = makeStubClass(meta)));
  return new stubClass(provider);
}

/** The documentation names what cannot be stubbed, but not the words of the refusal. */
function stubbable({ type }: ApexType): ClassMeta {
  const { meta } = type;
  if (meta === undefined)
    throwApex('System.UnsupportedOperationException', `Test.createStub cannot stub the platform's type ${type.name}`);
  if (meta.kind === 'enum')
    throwApex('System.UnsupportedOperationException', `Test.createStub cannot stub the enum ${type.name}`);
  if (implementsBatchable(meta))
    throwApex('System.UnsupportedOperationException', `Test.createStub cannot stub ${type.name}: it is Batchable`);
  return meta;
}

function implementsBatchable(meta: ClassMeta): boolean {
  return (
    meta.interfaces.some((one) => one.platformName === 'Database.Batchable') ||
    (meta.superclass?.meta !== undefined && implementsBatchable(meta.superclass.meta))
  );
}

const PROVIDER = Symbol('StubProvider');

function makeStubClass(meta: ClassMeta): new (provider: StubProvider) => object {
  const base = (meta.jsClass ?? ApexObject) as new () => object;
  const stubClass = class extends base {
    readonly [PROVIDER]: StubProvider;

    constructor(provider: StubProvider) {
      super();
      this[PROVIDER] = provider;
    }
  };
  const prototype: object = stubClass.prototype;
  const returned = (stub: object, method: MethodMeta, args: readonly unknown[]): unknown =>
    answer((stub as InstanceType<typeof stubClass>)[PROVIDER], stub, method, args);
  for (const method of methodsOf(meta, base.prototype as object)) {
    Object.defineProperty(prototype, method.key, {
      value(this: object, ...args: readonly unknown[]): unknown {
        return returned(this, method, args);
      },
    });
  }
  defineClass(stubClass, stubMeta(meta, stubClass));
  return stubClass;
}

/** Instance methods that are not private: the class's own, inherited ones, and those that only an interface declares. */
function methodsOf(meta: ClassMeta, implemented: object): readonly MethodMeta[] {
  const found = new Map<string, MethodMeta>();
  for (let at: ClassMeta | undefined = meta; at !== undefined; at = at.superclass?.meta)
    for (const method of at.methods)
      if (!method.isStatic && method.visibility !== 'private' && !found.has(method.key)) found.set(method.key, method);
  const inherit = (interfaces: readonly RtType[]): void => {
    for (const { meta: one } of interfaces) {
      // where the class has the method under another key, a bridge leads there
      for (const method of one?.methods ?? [])
        if (!found.has(method.key) && !(method.key in implemented)) found.set(method.key, method);
      inherit(one?.interfaces ?? []);
    }
  };
  for (let at: ClassMeta | undefined = meta; at !== undefined; at = at.superclass?.meta) inherit(at.interfaces);
  return [...found.values()];
}

function answer(provider: StubProvider, stub: object, method: MethodMeta, args: readonly unknown[]): unknown {
  const { parameters, returnType } = method;
  const typeOf = (type: RtType): object => hooks().typeObject(type);
  const result = provider['handleMethodCall(Object,String,System.Type,List,List,List)'](
    stub,
    method.name,
    returnType === undefined ? new ApexType(VOID) : typeOf(returnType),
    newList(
      'System.Type',
      parameters.map(({ type }) => typeOf(type)),
    ),
    newList(
      'String',
      parameters.map(({ name }) => name),
    ),
    // callers may add what only emitted code reads
    newList('Object', [...args.slice(0, parameters.length)]),
  );
  return returnType === undefined ? null : castTo(result ?? null, returnType);
}

function stubMeta(meta: ClassMeta, jsClass: JsClass): ClassMeta {
  const name = `${meta.name}__sfdc_ApexStub`;
  const type = new RtType(name, 'class');
  type.meta = {
    ...meta,
    kind: 'class',
    name,
    superclass: meta.kind === 'class' ? meta.type : undefined,
    interfaces: meta.kind === 'interface' ? [meta.type] : [],
    isAbstract: false,
    annotations: [],
    fields: [],
    methods: [],
    jsClass,
    newInstance: undefined,
    allocate: undefined,
    type,
  };
  return type.meta;
}
