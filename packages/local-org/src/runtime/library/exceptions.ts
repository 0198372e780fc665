/** Exception and the platform's own exceptions. Source: Apex Reference Guide, Exception Class and Built-In Exceptions. */
import { ApexException, newException, throwApex } from '../kernel/exception.ts';
import { declaredPlatformEnum } from '../kernel/object.ts';
import { register } from '../kernel/registry.ts';
import type { PlatformFunction } from '../kernel/registry.ts';
import { platformType, primitiveType } from '../kernel/types.ts';
import { newMap, newSet } from '../platform/collections.ts';
import { fieldToken, objectOfId } from '../platform/tokens.ts';
import { addMethods } from './define.ts';
import { ApexList } from './list.ts';

/** One failed row of a DML call, as the DML layer attaches it to the exception. */
interface DmlFailure {
  /** position in the list that was given */
  readonly index: number;
  readonly id: string | null;
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
  /** canonical name; where it is absent, the Id tells */
  readonly object?: string;
}

/** DmlException and EmailException: one failure a row. */
export class DmlFailureException extends ApexException {
  dmlFailures: readonly DmlFailure[] = [];

  'getNumDml()'(): number {
    return this.dmlFailures.length;
  }

  'getDmlFieldNames(Integer)'(index: number): ApexList {
    return new ApexList(primitiveType('String'), [...this.#failure(index).fields]);
  }

  'getDmlFields(Integer)'(index: number): ApexList {
    const failure = this.#failure(index);
    const object = failure.object ?? (failure.id === null ? undefined : objectOfId(failure.id)?.object.name);
    const tokens = object === undefined ? [] : failure.fields.map((field) => fieldToken(object, field));
    return new ApexList(platformType('Schema.SObjectField'), tokens);
  }

  'getDmlId(Integer)'(index: number): string | null {
    return this.#failure(index).id;
  }

  'getDmlIndex(Integer)'(index: number): number {
    return this.#failure(index).index;
  }

  'getDmlMessage(Integer)'(index: number): string {
    return this.#failure(index).message;
  }

  'getDmlStatusCode(Integer)'(index: number): string {
    return this.#failure(index).statusCode;
  }

  'getDmlType(Integer)'(index: number): unknown {
    const { statusCode } = this.#failure(index);
    return declaredPlatformEnum('System.StatusCode')?.find((value) => value.name === statusCode) ?? null;
  }

  #failure(index: number): DmlFailure {
    return this.dmlFailures[index] ?? throwApex('System.ListException', `List index out of bounds: ${index}`);
  }
}

const PLAIN_EXCEPTIONS = [
  'AssertException',
  'AsyncException',
  'BigObjectException',
  'CalloutException',
  'CanvasException',
  'DataWeaveScriptException',
  'DuplicateMessageException',
  'EmailTemplateRenderException',
  'ExternalObjectException',
  'FatalCursorException',
  'FinalException',
  'FlowException',
  'HandledException',
  'IllegalArgumentException',
  'InvalidHeaderException',
  'InvalidParameterValueException',
  'InvalidReadOnlyUserDmlException',
  'JSONException',
  'LicenseException',
  'LimitException',
  'ListException',
  'MathException',
  'NoAccessException',
  'NoDataFoundException',
  'NoSuchElementException',
  'NullPointerException',
  'PlatformCacheException',
  'ProcedureException',
  'RequiredFeatureMissingException',
  'SearchException',
  'SecurityException',
  'SerializationException',
  'SObjectException',
  'StringException',
  'TransientCursorException',
  'TypeException',
  'UnexpectedException',
  'UnsupportedOperationException',
  'VisualforceException',
  'XmlException',
] as const;

/** The four constructors that every platform exception has. */
export function constructorsOf(typeName: string): Record<string, PlatformFunction> {
  return {
    'new()': () => newException(typeName, null),
    'new(String)': (message: string | null) => newException(typeName, message),
    'new(Exception)': (cause: ApexException | null) => newException(typeName, cause?.['getMessage()']() ?? null, cause),
    'new(String,Exception)': (message: string | null, cause: ApexException | null) =>
      newException(typeName, message, cause),
  };
}

// Every exception has the methods of DML failures for the compiler: code that catches an Exception asks them of it
addMethods(
  ApexException,
  Object.fromEntries(
    Object.getOwnPropertyNames(DmlFailureException.prototype)
      .filter((key) => key.endsWith(')'))
      .map((key) => [
        key,
        () => throwApex('System.TypeException', 'DML methods can only be called on a DML exception'),
      ]),
  ),
);

// Exception itself is abstract: its constructors are those that subclasses call
register('System.Exception', { class: ApexException, constructors: constructorsOf('System.Exception') });

for (const name of PLAIN_EXCEPTIONS) {
  register(`System.${name}`, { constructors: constructorsOf(`System.${name}`) });
}

/**
 * Exceptions that a page shows to its user: what was said at construction is for the page, and Apex that catches one is told it
 * only after setMessage, as the platform does.
 */
export class HandledByPageException extends ApexException {
  /** what the page shows */
  readonly shown: string | null;

  constructor(typeName?: string, message: string | null = null, cause: ApexException | null = null) {
    super(typeName, null, cause);
    this.shown = message;
  }
}

for (const name of ['AuraHandledException', 'TouchHandledException']) {
  register(`System.${name}`, {
    class: class extends HandledByPageException {},
    constructors: constructorsOf(`System.${name}`),
  });
}

/** What a query in user mode asked for and the user may not read. */
export class InaccessibleFieldsException extends ApexException {
  inaccessible: readonly { readonly object: string; readonly field: string }[] = [];

  'getInaccessibleFields()'(): unknown {
    const byObject = Map.groupBy(this.inaccessible, ({ object }) => object);
    return newMap(
      'String',
      'Set<String>',
      [...byObject].map(([object, uses]) => [object, newSet('String', [...new Set(uses.map(({ field }) => field))])]),
    );
  }
}

register('System.QueryException', {
  class: class QueryException extends InaccessibleFieldsException {},
  constructors: constructorsOf('System.QueryException'),
});

register('System.DmlException', {
  class: class DmlException extends DmlFailureException {},
  constructors: constructorsOf('System.DmlException'),
});

register('System.EmailException', {
  class: class EmailException extends DmlFailureException {},
  constructors: constructorsOf('System.EmailException'),
});
