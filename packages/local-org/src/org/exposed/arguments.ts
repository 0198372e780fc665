/** Arguments of an exposed method, from a JSON object whose members have the names of its parameters. */
import { throwApex } from '../../runtime/kernel/exception.ts';
import type { MethodMeta } from '../../runtime/kernel/object.ts';
import { OBJECT, type RtType } from '../../runtime/kernel/types.ts';
import type { JsonReader } from '../../runtime/library/json-deserialize.ts';

type Unknown = 'refused' | 'ignored';

/**
 * The members in the order of the parameters, null where one is missing.
 * @param reader stands on the object's first token, and afterwards on its last
 * @throws ApexException (JSONException) where a value does not fit, or where a member is no parameter and those are refused
 */
export function namedArguments(
  parameters: MethodMeta['parameters'],
  reader: JsonReader,
  unknown: Unknown = 'refused',
): unknown[] {
  const at = (): string => reader.token.kind;
  if (at() !== 'START_OBJECT')
    throwApex('System.JSONException', 'The HTTP entity body is required, but has to be a JSON object');
  const given = new Map<string, unknown>();
  for (reader.index++; at() !== 'END_OBJECT'; reader.index++) {
    const name = reader.token.text;
    const parameter = parameters.find((one) => one.name.toLowerCase() === name.toLowerCase());
    reader.index++;
    if (parameter !== undefined) given.set(parameter.name, valueOf(parameter.type, reader));
    else if (unknown === 'ignored') reader.skip();
    else throwApex('System.JSONException', `Unexpected parameter encountered during deserialization: ${name}`);
  }
  return parameters.map(({ name }) => given.get(name) ?? null);
}

function valueOf(type: RtType, reader: JsonReader): unknown {
  return type === OBJECT ? reader.untyped() : reader.typed(type);
}
