/**
 * `@AuraEnabled` methods, as Lightning web components call them. Source: Lightning Web Components Developer Guide, "Expose Apex
 * Methods to Lightning Web Components" and "Working with Apex: Pass Values to Apex".
 */
import { HandledByPageException } from '../../runtime/library/exceptions.ts';
import { JsonReader } from '../../runtime/library/json-deserialize.ts';
import { ApexList } from '../../runtime/library/list.ts';
import { ApexMap } from '../../runtime/library/map.ts';
import { ApexSet } from '../../runtime/library/set.ts';
import { serialize } from '../../runtime/library/json-serialize.ts';
import { allFields, metaOf, type ClassMeta } from '../../runtime/kernel/object.ts';
import { textOf } from '../../values/text.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import type { AuraCall, AuraOutcome } from '../../server/apex/contract.ts';
import type { LocalOrg } from '../local-org.ts';
import { namedArguments } from './arguments.ts';
import { annotationNamed, call, mayCall, thrownBy, type ExposedMethod } from './methods.ts';

export function callAura(org: LocalOrg, userId: string, request: AuraCall): AuraOutcome {
  const found = auraMethod(org, request.className, request.methodName);
  if (found === undefined)
    return refused(404, `${request.className}.${request.methodName} is no method with @AuraEnabled`);
  if (!mayCall(org, userId, found.meta))
    return refused(403, `You do not have access to the Apex class named '${found.meta.name}'.`);
  const isCacheable = found.annotation.parameters['cacheable'] === 'true';
  if (request.wired && !isCacheable)
    return refused(
      500,
      `A wire calls methods with @AuraEnabled(cacheable=true) only, not ${found.meta.name}.${found.method.name}`,
    );
  try {
    const value = org.transaction(userId, 'synchronous', (context) => {
      if (isCacheable) context.limits.forbid('dmlStatements');
      const args = namedArguments(found.method.parameters, new JsonReader(request.parameters, false), 'ignored');
      return returned(call(found, args));
    });
    return { ok: true, value };
  } catch (error) {
    return failure(error);
  }
}

function auraMethod(org: LocalOrg, className: string, methodName: string): ExposedMethod | undefined {
  const meta = org.program.findClass(className);
  for (const method of meta?.methods ?? []) {
    const annotation = annotationNamed(method, 'auraenabled');
    if (annotation !== undefined && method.isStatic && method.name.toLowerCase() === methodName.toLowerCase())
      return { meta: meta!, method, annotation };
  }
  return undefined;
}

/** A component gets the JSON of the value, but of an object only what its class gives to components. */
function returned(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (value instanceof ApexList) return value.items.map(returned);
  if (value instanceof ApexSet) return value.toArray().map(returned);
  if (value instanceof ApexMap) return members([...value.entries()].map(([key, entry]) => [textOf(key), entry]));
  if (value instanceof SObject) return members([...value.values]);
  const meta = metaOf(value);
  if (meta?.kind === 'class') return members(enabledFields(value, meta));
  return JSON.parse(serialize(value, false, false)) as unknown;
}

function members(entries: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(entries.map(([name, value]) => [name, returned(value)]));
}

function enabledFields(instance: object, meta: ClassMeta): (readonly [string, unknown])[] {
  const values = instance as Record<string, unknown>;
  return allFields(meta)
    .filter((field) => !field.isStatic && annotationNamed(field, 'auraenabled') !== undefined)
    .map((field) => {
      const value =
        field.getter === undefined ? values[field.key] : (values[field.getter] as () => unknown).call(instance);
      return [field.name, value ?? null] as const;
    })
    .filter(([, value]) => value !== null);
}

function failure(error: unknown): AuraOutcome {
  const thrown = thrownBy(error);
  const shown = thrown instanceof HandledByPageException ? thrown.shown : null;
  return {
    ok: false,
    status: 500,
    body: {
      exceptionType: thrown.typeName,
      isUserDefinedException: thrown.$meta !== undefined,
      message: shown ?? thrown['getMessage()']() ?? '',
      stackTrace: shown === null ? thrown['getStackTraceString()']() : '',
    },
  };
}

function refused(status: number, message: string): AuraOutcome {
  const body = { exceptionType: 'System.NoAccessException', isUserDefinedException: false, message, stackTrace: '' };
  return { ok: false, status, body };
}
