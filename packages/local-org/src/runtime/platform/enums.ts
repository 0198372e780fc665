/** Values of the platform's enums, by name. The stub declares them, so that each is written once. */
import { declaredPlatformEnum, type ApexEnum } from '../kernel/object.ts';

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

function valuesOf(type: string): ReadonlyMap<string, ApexEnum> {
  let values = loaded.get(type);
  if (!values) {
    values = new Map((declaredPlatformEnum(type) ?? []).map((value) => [value.name, value]));
    loaded.set(type, values);
  }
  return values;
}
