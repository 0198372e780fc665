/** Global variables: `$User`, `$Profile`, `$Organization`, `$Permission`, `$Setup`, `$Label`, `$CustomMetadata`, ... */
import type { FieldSchema, ObjectSchema, OrgSchema } from '../schema/model.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { daysOf } from '../values/date.ts';
import { Decimal } from '../values/decimal.ts';
import { FormulaProblem } from './ast.ts';
import { formulaTypeOf, inputValue } from './inputs.ts';
import type { Compiled, FormulaEnvironment } from './typed.ts';
import { entryOf } from '../util/table.ts';

/** Global variables that are the fields of one row. */
const ROWS: Readonly<Record<string, string>> = {
  $user: 'User',
  $profile: 'Profile',
  $userrole: 'UserRole',
  $organization: 'Organization',
};

const ORIGIN = new ApexDatetime(daysOf(1900, 1, 1) * 86_400_000);

const unknown = (name: string, at: number): never => {
  throw new FormulaProblem(`Field ${name} does not exist. Check spelling.`, at);
};

export function globalReference(
  schema: OrgSchema,
  name: string,
  at: number,
): Compiled & { readonly field?: FieldSchema } {
  const [root, ...rest] = name.split('.');
  const key = root.toLowerCase();
  const [first = '', second = '', third = ''] = rest.map((part) => part.toLowerCase());
  const row = entryOf(ROWS, key);
  if (row !== undefined && rest.length === 1) {
    const object = schema.objects.get(row.toLowerCase());
    const field = object?.fields.get(first);
    if (object === undefined || field === undefined) return unknown(name, at);
    return ofField(name, at, field, (environment) => environment.globalField(object, field));
  }
  switch (rest.length === 1 ? key : '') {
    case '$permission': {
      const permission = schema.customPermissions.get(first) ?? unknown(name, at);
      return { type: 'boolean', run: ({ environment }) => environment.hasCustomPermission(permission.name) };
    }
    case '$label': {
      const label = schema.labels.get(first) ?? unknown(name, at);
      return { type: 'text', run: () => label.value };
    }
    case '$system':
      if (first === 'origindatetime') return { type: 'datetime', run: () => ORIGIN };
  }
  if (key === '$setup' && rest.length === 2) {
    const object = schema.objects.get(first);
    const field = object?.customSettingType === 'Hierarchy' ? object.fields.get(second) : undefined;
    if (object === undefined || field === undefined) return unknown(name, at);
    return ofField(name, at, field, (environment) => environment.setting(object, field));
  }
  if (key === '$custommetadata' && rest.length === 3) return customMetadata(schema, name, at, first, second, third);
  if (['$api', '$objecttype', '$client', '$flow', '$recordtype'].includes(key)) {
    throw new FormulaProblem(`The global variable ${root} is not supported by the local org: ${name}`, at);
  }
  return unknown(name, at);
}

function ofField(
  name: string,
  at: number,
  field: FieldSchema,
  read: (environment: FormulaEnvironment) => unknown,
): Compiled & { readonly field: FieldSchema } {
  const type = formulaTypeOf(field);
  if (type === undefined || type === 'location') {
    throw new FormulaProblem(
      `You referenced an unsupported field type called "${field.type}" using the following field: ${name}`,
      at,
    );
  }
  return { type, field, run: ({ environment }) => inputValue(field, read(environment)) };
}

/** Records are the project's own, so their values are known when the formula is compiled. */
function customMetadata(
  schema: OrgSchema,
  name: string,
  at: number,
  type: string,
  record: string,
  fieldName: string,
): Compiled {
  const object: ObjectSchema = schema.objects.get(type) ?? unknown(name, at);
  const field = object.fields.get(fieldName) ?? unknown(name, at);
  const found =
    schema.customMetadata.find(
      (entry) => entry.type.toLowerCase() === type && entry.developerName.toLowerCase() === record,
    ) ?? unknown(name, at);
  const own: Readonly<Record<string, string>> = {
    developername: found.developerName,
    label: found.label,
    masterlabel: found.label,
  };
  const value = entryOf(own, fieldName) ?? found.values.get(field.name) ?? null;
  const kind = formulaTypeOf(field) ?? unknown(name, at);
  if (kind === 'date' || kind === 'datetime' || kind === 'time') {
    throw new FormulaProblem(`Dates of custom metadata in formulas are not supported by the local org: ${name}`, at);
  }
  const constant = inputValue(field, typeof value === 'number' ? Decimal.ofDouble(value) : value);
  return { type: kind, run: () => constant };
}
