/** What an org refuses to start with: rules that its data layer would otherwise skip in silence. */
import type { ObjectSchema, OrgSchema } from '../schema/model.ts';
import { derivedValue } from '../schema/derived.ts';
import { literalDefault } from './dml/defaults.ts';

/** One line for each formula of the project that would have to be evaluated: `Object.Field (file): ...`. */
export function unsupportedFormulas(schema: OrgSchema): readonly string[] {
  return [...schema.objects.values()].filter((object) => object.kind !== 'customMetadata').flatMap(inObject);
}

function inObject(object: ObjectSchema): string[] {
  const place = (name: string): string => `${object.name}.${name} (${object.source})`;
  const rules = object.validationRules
    .filter((rule) => rule.active)
    .map((rule) => `${place(rule.name)}: active validation rules are not supported by the local org`);
  const fields = [...object.fields.values()].flatMap((field) => {
    if (field.custom && field.formula !== undefined && derivedValue(field) === undefined) {
      return [`${place(field.name)}: formula fields are not supported by the local org`];
    }
    if (field.defaultValue !== undefined && literalDefault(field, field.defaultValue.trim()) === undefined) {
      return [
        `${place(field.name)}: the default value "${field.defaultValue}" is a formula, which is not supported by the local org`,
      ];
    }
    return [];
  });
  return [...rules, ...fields];
}
