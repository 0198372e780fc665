/** Exceptions of the data layer, in Salesforce's words. */
import { newException } from '../runtime/kernel/exception.ts';
import type { SaveError } from '../runtime/ports.ts';

export const queryError = (message: string): Error => newException('System.QueryException', message);

export const noAccess = (message: string): Error => newException('System.NoAccessException', message);

export const dataError = (typeName: string, message: string): Error => newException(typeName, message);

export const saveError = (statusCode: string, message: string, fields: readonly string[] = []): SaveError => ({
  statusCode,
  message,
  fields,
});
