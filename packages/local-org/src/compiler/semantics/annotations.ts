/**
 * Which annotations there are, with which arguments, and what they ask of the method they stand on. Apex Developer Guide,
 * "Annotations" and its pages; the wording of the errors is that of Salesforce's own compiler.
 */
import type { Annotation } from '../syntax/ast.ts';
import type { Report } from './resolve.ts';
import type { MethodSymbol, Type, TypeSymbol } from './types.ts';
import { elementOf, hasAnnotation, isEnum, systemName, typeName } from './typing.ts';

/** Lower-cased name -> the lower-cased names of its arguments; `value` is the one without a name. */
const ARGUMENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['auraenabled', ['cacheable', 'continuation', 'scope']],
  ['deprecated', []],
  ['future', ['callout']],
  ['httpdelete', []],
  ['httpget', []],
  ['httppatch', []],
  ['httppost', []],
  ['httpput', []],
  [
    'invocablemethod',
    ['label', 'description', 'callout', 'capabilitytype', 'category', 'configurationeditor', 'iconname'],
  ],
  ['invocablevariable', ['label', 'description', 'required', 'defaultvalue', 'placeholdertext']],
  ['istest', ['seealldata', 'isparallel', 'oninstall', 'critical', 'testfor']],
  ['jsonaccess', ['serializable', 'deserializable']],
  ['namespaceaccessible', []],
  ['readonly', ['usereplica']],
  ['remoteaction', []],
  ['restresource', ['urlmapping']],
  ['suppresswarnings', ['value']],
  ['testsetup', []],
  ['testvisible', []],
]);

/** Reports what is wrong with the annotations of a type of the project and of its members. */
export function checkAnnotations(symbol: TypeSymbol, report: Report): void {
  checkArguments(symbol.annotations, report);
  for (const { annotations } of symbol.fields.values()) checkArguments(annotations, report);
  const invocable: MethodSymbol[] = [];
  for (const method of [...symbol.methods.values()].flat()) {
    checkArguments(method.annotations, report);
    checkMethod(symbol, method, report);
    if (hasAnnotation(method.annotations, 'invocablemethod')) invocable.push(method);
  }
  for (const { annotations } of symbol.constructors) checkArguments(annotations, report);
  for (const method of invocable.slice(1))
    report(method.start, 'Only one method per type can be defined with: InvocableMethod');
}

function checkArguments(annotations: readonly Annotation[], report: Report): void {
  const seen = new Set<string>();
  for (const { name, parameters, start } of annotations) {
    const key = name.toLowerCase();
    if (seen.has(key)) report(start, `Duplicate modifier: ${name}`);
    seen.add(key);
    const known = ARGUMENTS.get(key);
    if (!known) {
      report(start, `Annotation does not exist: ${name}`);
      continue;
    }
    for (const argument of parameters) {
      if (!known.includes(argument.name.toLowerCase()))
        report(start, `No such property, ${argument.name}, defined on this annotation: ${name}`);
    }
  }
}

function checkMethod(owner: TypeSymbol, method: MethodSymbol, report: Report): void {
  const has = (name: string): boolean => hasAnnotation(method.annotations, name);
  const requireStatic = (name: string): void => {
    if (!method.isStatic) report(method.start, `${name} methods must be declared as static`);
  };
  if (has('istest')) {
    requireStatic('IsTest');
    if (method.parameters.length > 0) report(method.start, 'Test methods must have no arguments');
    if (!owner.isTest) report(method.start, 'Defining type for testMethod methods must be declared as IsTest');
  }
  if (has('testsetup')) {
    requireStatic('TestSetup');
    if (method.parameters.length > 0) report(method.start, 'Test methods must have no arguments');
    if (method.returnType.kind !== 'void') report(method.start, 'Test setup method must return void');
  }
  if (has('future')) {
    requireStatic('Future');
    if (method.returnType.kind !== 'void')
      report(method.start, `Future methods do not support return type of ${typeName(method.returnType)}`);
    for (const { type } of method.parameters) {
      if (!isPrimitive(type) && !isOfPrimitives(type))
        report(method.start, `Future methods do not support parameter type of ${typeName(type)}`);
    }
  }
  if (has('invocablemethod')) {
    requireStatic('InvocableMethod');
    const [parameter, second] = method.parameters;
    if (second) report(method.start, 'Only one parameter is supported on methods with @Invocable annotation');
    if (parameter && systemName(parameter.type) !== 'List' && parameter.type.kind !== 'null')
      report(
        method.start,
        `Unsupported parameter type ${typeName(parameter.type)}. Valid invocable parameters must be List types like List<T> where T is a supported type`,
      );
  }
  if (has('remoteaction')) requireStatic('RemoteAction');
  if (has('auraenabled') && !method.isStatic) {
    if (method.parameters.length > 0) report(method.start, 'Non static AuraEnabled methods may not have parameters');
    if (!/^get/i.test(method.name))
      report(method.start, "Non static AuraEnabled methods must be named with a prefix 'get'");
  }
}

const PRIMITIVES: ReadonlySet<string> = new Set(
  'Blob Boolean Date Datetime Decimal Double Id Integer Long String Time'.split(' '),
);

/** A type that did not resolve counts as one: it has been reported. */
const isPrimitive = (type: Type): boolean =>
  type.kind === 'null' || PRIMITIVES.has(systemName(type) ?? '') || isEnum(type);

function isOfPrimitives(type: Type): boolean {
  const parts = systemName(type) === 'Map' && type.kind === 'class' ? type.args : [elementOf(type)];
  return parts.every((part) => part !== undefined && (isPrimitive(part) || isOfPrimitives(part)));
}
