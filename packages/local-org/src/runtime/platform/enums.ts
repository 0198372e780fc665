/** Values of the platform's enums. The stub declares them; they are read from there so that each is written once. */
import { readFileSync } from 'node:fs';
import { platformEnum, type ApexEnum } from '../kernel/object.ts';

const loaded = new Map<string, ReadonlyMap<string, ApexEnum>>();

/**
 * @param type qualified name, `Schema.DisplayType`
 * @throws Error when the enum has no such value
 */
export function enumValue(type: string, name: string): ApexEnum {
  const value = valuesOf(type).get(name);
  if (!value) throw new Error(`${type} has no value ${name}`);
  return value;
}

/** Makes the enum known before anybody asks for a value of it. */
export function declareEnum(type: string): void {
  valuesOf(type);
}

function valuesOf(type: string): ReadonlyMap<string, ApexEnum> {
  let values = loaded.get(type);
  if (!values) {
    values = new Map(platformEnum(type, declaredNames(type)).map((value) => [value.name, value]));
    loaded.set(type, values);
  }
  return values;
}

function declaredNames(type: string): string[] {
  const stub = readFileSync(new URL(`../../stdlib/${type.replace('.', '/')}.apex`, import.meta.url), 'utf8');
  return stub
    .slice(stub.indexOf('{') + 1, stub.lastIndexOf('}'))
    .split(',')
    .map((name) => name.trim());
}
