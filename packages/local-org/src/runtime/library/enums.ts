/** Enums of the language library. The order is the stub's. */
import { platformEnum } from '../kernel/object.ts';
import type { ApexEnum } from '../kernel/object.ts';

export const LOGGING_LEVELS = platformEnum('System.LoggingLevel', [
  'NONE',
  'INTERNAL',
  'FINEST',
  'FINER',
  'FINE',
  'DEBUG',
  'INFO',
  'WARN',
  'ERROR',
]);

export const ROUNDING_MODES = platformEnum('System.RoundingMode', [
  'CEILING',
  'DOWN',
  'FLOOR',
  'HALF_DOWN',
  'HALF_EVEN',
  'HALF_UP',
  'UNNECESSARY',
  'UP',
]);

export const JSON_TOKENS = platformEnum('System.JSONToken', [
  'END_ARRAY',
  'END_OBJECT',
  'FIELD_NAME',
  'NOT_AVAILABLE',
  'START_ARRAY',
  'START_OBJECT',
  'VALUE_EMBEDDED_OBJECT',
  'VALUE_FALSE',
  'VALUE_NULL',
  'VALUE_NUMBER_FLOAT',
  'VALUE_NUMBER_INT',
  'VALUE_STRING',
  'VALUE_TRUE',
]);

/** @throws Error for a name that the enum lacks */
export function enumValue(values: readonly ApexEnum[], name: string): ApexEnum {
  const value = values.find((candidate) => candidate.name === name);
  if (value === undefined) throw new Error(`No enum value ${name}`);
  return value;
}
