import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import type { SObject } from '../../runtime/platform/sobject.ts';
import { Decimal } from '../../values/decimal.ts';
import { derivedValue } from '../../schema/derived.ts';
import { memo } from '../objects.ts';
import { kindOf } from '../values.ts';

/** What defaults of a row may depend on. */
export interface DefaultsContext {
  readonly userId: string;
  readonly organizationId: () => string;
  /** Id of the record type that new rows get */
  readonly recordTypeId: (object: ObjectSchema) => string | undefined;
}

/** Fills what the caller left unset; before triggers see it. */
export function applyDefaults(row: SObject, object: ObjectSchema, context: DefaultsContext): void {
  const { values } = row;
  for (const [name, value] of constantDefaults(object)) if (!values.has(name)) values.set(name, value);
  if (object.fields.has('ownerid') && missing(row, 'OwnerId') && object.kind !== 'setup')
    values.set('OwnerId', context.userId);
  if (object.recordTypes.length > 0 && missing(row, 'RecordTypeId'))
    values.set('RecordTypeId', context.recordTypeId(object) ?? null);
  if (object.kind === 'customSetting' && missing(row, 'SetupOwnerId'))
    values.set('SetupOwnerId', context.organizationId());
  if (object.name === 'User') userDefaults(row);
}

const missing = (row: SObject, field: string): boolean => (row.values.get(field) ?? null) === null;

/** The platform makes a nickname of the username where none is given. */
function userDefaults(row: SObject): void {
  const username = row.peek('Username');
  if (missing(row, 'CommunityNickname') && typeof username === 'string')
    row.poke('CommunityNickname', username.split('@')[0].slice(0, 40));
}

const constantDefaults = memo((object: ObjectSchema): readonly (readonly [string, unknown])[] =>
  [...object.fields.values()].flatMap((field) => {
    if (field.formula !== undefined || derivedValue(field) !== undefined) return [];
    const value = constantDefault(field);
    return value === undefined ? [] : [[field.name, value] as const];
  }),
);

/** The default of a field; undefined where there is none or where it is a formula (see `unsupportedFormulas`). */
function constantDefault(field: FieldSchema): unknown {
  const picked = field.picklistValues.find((value) => value.isDefault && value.active);
  if (picked !== undefined) return picked.value;
  const text = field.defaultValue;
  if (text === undefined) return undefined;
  const parsed = literalDefault(field, text.trim());
  return parsed;
}

/** The value of a default that is a literal; undefined for a formula. */
export function literalDefault(field: FieldSchema, text: string): unknown {
  const string = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')$/s.exec(text);
  switch (kindOf(field)) {
    case 'boolean':
      return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined;
    case 'int':
      return /^-?\d+$/.test(text) ? Number(text) : undefined;
    case 'decimal':
      return Decimal.tryParse(text)?.setScale(field.scale, 'HALF_UP');
    case 'text':
      if (string !== null) return (string[1] ?? string[2]).replace(/\\(.)/g, '$1');
      return field.type === 'picklist' && field.picklistValues.some((value) => value.value === text) ? text : undefined;
    default:
      return undefined;
  }
}
