/** What a project is refused for: rules that the data layer would otherwise skip in silence. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ObjectSchema, OrgSchema } from '../schema/model.ts';
import { derivedValue } from '../schema/derived.ts';
import { literalDefault } from './dml/defaults.ts';

/** One for each formula of the project that would have to be evaluated, at the file of its object. */
export function unsupportedFormulas(schema: OrgSchema): readonly Diagnostic[] {
  return [...schema.objects.values()].filter((object) => object.kind !== 'customMetadata').flatMap(inObject);
}

function inObject(object: ObjectSchema): Diagnostic[] {
  const refuse = (name: string, message: string): Diagnostic => ({
    file: object.source,
    line: 1,
    column: 1,
    message: `${object.name}.${name}: ${message}`,
  });
  const rules = object.validationRules
    .filter((rule) => rule.active)
    .map((rule) => refuse(rule.name, 'active validation rules are not supported by the local org'));
  const fields = [...object.fields.values()].flatMap((field) => {
    if (field.custom && field.formula !== undefined && derivedValue(field) === undefined) {
      return [refuse(field.name, 'formula fields are not supported by the local org')];
    }
    if (field.defaultValue !== undefined && literalDefault(field, field.defaultValue.trim()) === undefined) {
      return [
        refuse(
          field.name,
          `the default value "${field.defaultValue}" is a formula, which is not supported by the local org`,
        ),
      ];
    }
    return [];
  });
  return [...rules, ...fields];
}
