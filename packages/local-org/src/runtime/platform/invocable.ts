/** Invocable.Action. Actions written in Apex are called; standard ones are refused by name. Source: Apex Reference Guide, Action Class. */
import { current } from '../kernel/context.ts';
import { ApexException, throwApex, throwNull } from '../kernel/exception.ts';
import { allFields, metaOf, type AnnotationMeta, type ClassMeta, type MethodMeta } from '../kernel/object.ts';
import { register } from '../kernel/registry.ts';
import { ApexList } from '../library/list.ts';
import type { ApexMap } from '../library/map.ts';
import { newList, newMap } from './collections.ts';

class Action {
  readonly type: string;
  readonly namespace: string | null;
  readonly name: string;
  readonly standard: boolean;
  invocations: ApexMap[] = [];

  constructor(type: string | null, namespace: string | null, name: string | null, standard: boolean) {
    if (type === null || name === null) throwNull();
    this.type = type;
    this.namespace = namespace === '' ? null : namespace;
    this.name = name;
    this.standard = standard;
  }

  'addInvocation()'(): Action {
    this.invocations.push(newMap('String', 'Object', []));
    return this;
  }
  'clearInvocations()'(): Action {
    this.invocations = [];
    return this;
  }
  'getInvocations()'(): ApexList {
    return newList('Map<String,Object>', [...this.invocations]);
  }
  'getName()'(): string {
    return this.name;
  }
  'getNamespace()'(): string | null {
    return this.namespace;
  }
  'getType()'(): string {
    return this.type;
  }
  'invoke()'(): ApexList {
    if (this.standard) {
      throwApex('System.UnsupportedOperationException', `The local org has no standard actions: ${this.type}`);
    }
    if (this.type.toLowerCase() !== 'apex') {
      throwApex(
        'System.UnsupportedOperationException',
        `The local org calls actions of the type apex only: ${this.type}`,
      );
    }
    return newList('Invocable.Action.Result', invoke(this));
  }
  'isStandard()'(): boolean {
    return this.standard;
  }
  /** Of the invocation that was added last; the first is there without being added. */
  'setInvocationParameter(String,Object)'(name: string | null, value: unknown): Action {
    if (name === null) throwNull();
    if (this.invocations.length === 0) this['addInvocation()']();
    this.invocations[this.invocations.length - 1].put(name, value);
    return this;
  }
  'setInvocations(List)'(invocations: ApexList | null): Action {
    if (invocations === null) throwNull();
    this.invocations = [...invocations.items] as ApexMap[];
    return this;
  }
}

class Result {
  readonly action: Action;
  readonly output: ApexMap;
  readonly error: string | undefined;

  constructor(action: Action, output: Iterable<readonly [string, unknown]>, error?: string) {
    this.action = action;
    this.output = newMap('String', 'Object', output);
    this.error = error;
  }

  'getAction()'(): Action {
    return this.action;
  }
  'getErrors()'(): ApexList {
    return newList('Invocable.Action.Error', this.error === undefined ? [] : [new InvocationError(this.error)]);
  }
  'getOutputParameters()'(): ApexMap {
    return this.output;
  }
  'isSuccess()'(): boolean {
    return this.error === undefined;
  }
}

class InvocationError {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }

  'getCode()'(): string {
    return 'UNKNOWN_EXCEPTION';
  }
  'getMessage()'(): string {
    return this.message;
  }
}

const isNamed = (name: string) => (annotation: AnnotationMeta) => annotation.name === name;

/** @throws System.TypeException where the project has no such action */
function find(action: Action): { readonly meta: ClassMeta; readonly method: MethodMeta } {
  const meta = action.namespace === null ? current().program?.findClass(action.name) : undefined;
  const method = meta?.methods.find(({ annotations }) => annotations.some(isNamed('invocablemethod')));
  if (meta === undefined || method === undefined) {
    throwApex('System.TypeException', `Invalid action type or name: apex ${action.name}`);
  }
  return { meta, method };
}

/** All invocations go to the method in one list; what it throws is the failure of each. */
function invoke(action: Action): Result[] {
  const { meta, method } = find(action);
  const parameter = method.parameters.at(0);
  const element = parameter?.type.args[0];
  const inputs = action.invocations.map((values) => inputOf(element?.meta, parameter?.name ?? '', values));
  const statics = meta.jsClass as unknown as Record<string, (list?: ApexList) => unknown>;
  try {
    const outputs = element === undefined ? statics[method.key]() : statics[method.key](new ApexList(element, inputs));
    const items = outputs instanceof ApexList ? outputs.items : [];
    return action.invocations.map((_, index) => new Result(action, outputOf(items[index] ?? null)));
  } catch (error) {
    if (!(error instanceof ApexException) || error.uncatchable) throw error;
    return action.invocations.map(() => new Result(action, [], error['getMessage()']() ?? ''));
  }
}

/** An object with its invocable variables, or the one value of an action that takes plain ones. */
function inputOf(meta: ClassMeta | undefined, parameter: string, values: ApexMap): unknown {
  if (meta === undefined) {
    const given = new Map([...values.entries()].map(([name, value]) => [String(name).toLowerCase(), value]));
    return given.get(parameter.toLowerCase()) ?? null;
  }
  const instance = (meta.newInstance ?? meta.allocate)!() as Record<string, unknown>;
  for (const [name, value] of values.entries()) {
    const variable = variablesOf(meta).find((field) => field.name.toLowerCase() === String(name).toLowerCase());
    if (variable === undefined) {
      throwApex('System.InvalidParameterValueException', `The action has no input parameter ${String(name)}`);
    }
    instance[variable.key] = value;
  }
  return instance;
}

function outputOf(value: unknown): [string, unknown][] {
  const meta = metaOf(value);
  if (meta === undefined) return value === null ? [] : [['output', value]];
  const fields = value as Record<string, unknown>;
  return variablesOf(meta).map((field) => [field.name, fields[field.key] ?? null]);
}

const variablesOf = (meta: ClassMeta) =>
  allFields(meta).filter(({ annotations }) => annotations.some(isNamed('invocablevariable')));

register('Invocable.Action', {
  class: Action,
  statics: {
    'createCustomAction(String,String)': (type: string | null, name: string | null) =>
      new Action(type, null, name, false),
    'createCustomAction(String,String,String)': (type: string | null, namespace: string | null, name: string | null) =>
      new Action(type, namespace, name, false),
    'createStandardAction(String)': (type: string | null) => new Action(type, null, type, true),
  },
});
register('Invocable.Action.Result', { class: Result });
register('Invocable.Action.Error', { class: InvocationError });
