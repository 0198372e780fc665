import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import type { SObject } from '../../runtime/platform/sobject.ts';
import { derivedValue } from '../../schema/derived.ts';
import { fieldValue } from '../../formula/inputs.ts';
import type { FormulaEnvironment } from '../../formula/typed.ts';
import type { OrgSchema } from '../../schema/model.ts';
import { formulasOf } from '../formulas/object-formulas.ts';
import { memo } from '../objects.ts';
import { literalDefault } from './literal-default.ts';

/** What defaults of a row may depend on. */
export interface DefaultsContext {
  readonly schema: OrgSchema;
  readonly environment: () => FormulaEnvironment;
  readonly userId: string;
  readonly organizationId: () => string;
  /** Id of the record type that new rows get */
  readonly recordTypeId: (object: ObjectSchema) => string | undefined;
}

/** Fills what the caller left unset; before triggers see it. */
export function applyDefaults(row: SObject, object: ObjectSchema, context: DefaultsContext): void {
  const { values } = row;
  for (const [name, value] of constantDefaults(object)) if (!values.has(name)) values.set(name, value);
  for (const [name, value] of formulaDefaults(object, context)) if (!values.has(name)) values.set(name, value);
  if (object.fields.has('ownerid') && missing(row, 'OwnerId') && object.kind !== 'setup')
    values.set('OwnerId', context.userId);
  if (object.recordTypes.length > 0 && missing(row, 'RecordTypeId'))
    values.set('RecordTypeId', context.recordTypeId(object) ?? null);
  if (object.kind === 'customSetting' && missing(row, 'SetupOwnerId'))
    values.set('SetupOwnerId', context.organizationId());
  if (object.name === 'User') userDefaults(row);
  if (NAMED_FROM_LABEL.has(object.name) && missing(row, 'DeveloperName')) nameFromLabel(row);
}

const NAMED_FROM_LABEL = new Set(['Group', 'UserRole']);

/** `Sales Team (EMEA)` -> `Sales_Team_EMEA` */
function nameFromLabel(row: SObject): void {
  const label = row.peek('Name');
  if (typeof label === 'string')
    row.poke('DeveloperName', label.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, ''));
}

/** What the schema says that the fields of a new row hold, by canonical name. */
export function* declaredDefaults(
  object: ObjectSchema,
  context: Pick<DefaultsContext, 'schema' | 'environment'>,
): Iterable<readonly [string, unknown]> {
  yield* constantDefaults(object);
  yield* formulaDefaults(object, context);
}

function formulaDefaults(
  object: ObjectSchema,
  { schema, environment }: Pick<DefaultsContext, 'schema' | 'environment'>,
): readonly (readonly [string, unknown])[] {
  const { defaults } = formulasOf(schema, object);
  if (defaults.length === 0) return [];
  const frame = { inputs: [], prior: undefined, isNew: true, isClone: false, environment: environment() };
  return defaults.flatMap(({ field, formula }) => {
    const value = fieldValue(field, formula.evaluate(frame));
    return value === null ? [] : [[field.name, value] as const];
  });
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

/** The default of a field; undefined where there is none or where it is a formula. */
function constantDefault(field: FieldSchema): unknown {
  const picked = field.picklistValues.find((value) => value.isDefault && value.active);
  if (picked !== undefined) return picked.value;
  const text = field.defaultValue;
  if (text === undefined) return undefined;
  const parsed = literalDefault(field, text.trim());
  return parsed;
}
