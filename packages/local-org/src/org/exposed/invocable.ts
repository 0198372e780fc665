/**
 * `@InvocableMethod` as actions. Source: Apex Developer Guide, "InvocableMethod Annotation" and "InvocableVariable Annotation";
 * Actions Developer Guide, "Invocable Actions Custom".
 */
import { JsonReader } from '../../runtime/library/json-deserialize.ts';
import { serialize } from '../../runtime/library/json-serialize.ts';
import { ApexList } from '../../runtime/library/list.ts';
import { allFields, metaOf, type MethodMeta } from '../../runtime/kernel/object.ts';
import type { RtType } from '../../runtime/kernel/types.ts';
import { throwApex } from '../../runtime/kernel/exception.ts';
import type { ActionResult, InvocableDescription } from '../../server/apex/contract.ts';
import type { LocalOrg } from '../local-org.ts';
import { namedArguments } from './arguments.ts';
import { annotationNamed, call, mayCall, thrownBy, type ExposedMethod } from './methods.ts';

const ANNOTATION = 'invocablemethod';

export function invocableActions(org: LocalOrg, userId: string): readonly InvocableDescription[] {
  return [...org.program.classes.values()].flatMap((meta) => {
    const method = meta.methods.find((one) => annotationNamed(one, ANNOTATION) !== undefined);
    if (method === undefined || !mayCall(org, userId, meta)) return [];
    const { label, description } = annotationNamed(method, ANNOTATION)!.parameters;
    return [{ name: meta.name, label: label ?? method.name, description }];
  });
}

/** undefined where the user has no action of that name */
export function invokeAction(
  org: LocalOrg,
  userId: string,
  action: string,
  inputs: string,
): readonly ActionResult[] | undefined {
  const found = actionNamed(org, action);
  if (found === undefined || !mayCall(org, userId, found.meta)) return undefined;
  const count = (JSON.parse(inputs) as unknown[]).length;
  try {
    return org.transaction(userId, 'rest', () => {
      const result = call(found, argumentsOf(found.method, inputs));
      const outputs = result instanceof ApexList ? result.items : [];
      return Array.from({ length: count }, (_, index) => succeeded(found, outputs[index]));
    });
  } catch (error) {
    const thrown = thrownBy(error);
    const failure = { statusCode: 'UNKNOWN_EXCEPTION', message: thrown.message, fields: [] };
    return Array.from({ length: count }, () => ({
      actionName: found.meta.name,
      errors: [failure],
      isSuccess: false,
      outputValues: null,
    }));
  }
}

function actionNamed(org: LocalOrg, action: string): ExposedMethod | undefined {
  const meta = org.program.findClass(action);
  const method = meta?.methods.find((one) => one.isStatic && annotationNamed(one, ANNOTATION) !== undefined);
  return method && { meta: meta!, method, annotation: annotationNamed(method, ANNOTATION)! };
}

/** The method takes a list: of objects with invocable variables, or of what the member with its parameter's name holds. */
function argumentsOf(method: MethodMeta, inputs: string): unknown[] {
  const [parameter] = method.parameters;
  if (parameter === undefined) return [];
  const [element] = parameter.type.args;
  const reader = new JsonReader(inputs, false);
  const items: unknown[] = [];
  for (reader.index++; reader.token.kind !== 'END_ARRAY'; reader.index++) {
    items.push(isRequest(element) ? request(element, reader) : member(method, element, reader));
  }
  return [new ApexList(element, items)];
}

const isRequest = (type: RtType): boolean => type.kind === 'class' && type.meta !== undefined;

function member(method: MethodMeta, element: RtType, reader: JsonReader): unknown {
  return namedArguments([{ name: method.parameters[0].name, type: element }], reader)[0];
}

/** @throws ApexException where an input has a member that is no invocable variable, or lacks a required one */
function request(type: RtType, reader: JsonReader): unknown {
  const variables = allFields(type.meta!).flatMap((field) => {
    const annotation = annotationNamed(field, 'invocablevariable');
    return annotation === undefined ? [] : [{ field, required: annotation.parameters['required'] === 'true' }];
  });
  const values = namedArguments(
    variables.map(({ field }) => field),
    reader,
  );
  const instance = type.meta!.newInstance!() as Record<string, unknown>;
  variables.forEach(({ field, required }, index) => {
    const value = values[index];
    if (value === null && required)
      throwApex('System.IllegalArgumentException', `Missing required input parameter: ${field.name}`);
    if (value === null) return;
    if (field.setter === undefined) instance[field.key] = value;
    else (instance[field.setter] as (next: unknown) => void).call(instance, value);
  });
  return instance;
}

function succeeded(found: ExposedMethod, output: unknown): ActionResult {
  const outputValues = found.method.returnType === undefined || output === undefined ? null : outputOf(output);
  return { actionName: found.meta.name, errors: null, isSuccess: true, outputValues };
}

function outputOf(output: unknown): Readonly<Record<string, unknown>> {
  const meta = metaOf(output);
  if (meta?.kind !== 'class') return { output: toJson(output) };
  const values = output as Record<string, unknown>;
  return Object.fromEntries(
    allFields(meta)
      .filter((field) => annotationNamed(field, 'invocablevariable') !== undefined)
      .map((field) => [
        field.name,
        toJson(field.getter === undefined ? values[field.key] : (values[field.getter] as () => unknown).call(output)),
      ]),
  );
}

const toJson = (value: unknown): unknown => JSON.parse(serialize(value ?? null, false, false)) as unknown;
