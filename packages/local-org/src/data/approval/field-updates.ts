/**
 * Field updates of an approval process. All of one list are one save of the record by the platform: its update triggers run, its
 * validation rules do not. Salesforce Help, "Field Update Actions", "Considerations for Field Updates".
 */
import { fieldValue } from '../../formula/inputs.ts';
import type { AccessContext, SaveError } from '../../runtime/ports.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import type { FieldUpdateConfig } from '../../schema/approval.ts';
import type { FieldSchema } from '../../schema/model.ts';
import { Decimal } from '../../values/decimal.ts';
import { newChange } from '../dml/change.ts';
import { updateChunk } from '../dml/save.ts';
import type { DmlServices } from '../dml/services.ts';
import { TriggerFailure } from '../dml/triggers.ts';
import { saveError } from '../errors.ts';
import { DAY, fromSql, kindOf } from '../values.ts';
import { namedUpdates, updatedValue } from './formulas.ts';

/** @returns why the record could not be saved */
export function runFieldUpdates(
  services: DmlServices,
  access: AccessContext,
  record: SObject,
  names: readonly string[],
): readonly SaveError[] {
  const updates = namedUpdates(services.schema, record.type, names);
  if (updates.length === 0) return [];
  const object = record.schema!;
  const id = record.peek('Id') as string;
  const given = new SObject(object.name, object, new Map([['Id', id]]));
  for (const update of updates) given.poke(update.field, valueOf(services, update, record));
  const change = { ...newChange(0, given, id, false), byPlatform: true, skipsRules: true };
  try {
    updateChunk({ ...services, object, access: { ...access, mode: 'system', sharing: false } }, [change]);
  } catch (error) {
    if (!(error instanceof TriggerFailure)) throw error;
    return [saveError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', error.message)];
  }
  return change.errors;
}

function valueOf(services: DmlServices, update: FieldUpdateConfig, record: SObject): unknown {
  const field = record.schema!.fields.get(update.field.toLowerCase())!;
  switch (update.operation) {
    case 'Null':
      return field.type === 'boolean' ? false : null;
    case 'Literal':
      return literal(field, update.literal ?? '');
    case 'Formula':
      return fieldValue(field, updatedValue(services, update, record));
    case 'NextValue':
    case 'PreviousValue':
      return neighbour(field, record.peek(field.name), update.operation === 'NextValue' ? 1 : -1);
    case 'LookupValue':
      return lookedUp(services, update);
  }
}

function literal(field: FieldSchema, text: string): unknown {
  if (field.type === 'boolean') return /^(true|1)$/i.test(text);
  if (text === '') return null;
  switch (kindOf(field)) {
    case 'int':
      return Number(text);
    case 'long':
      return BigInt(text);
    case 'decimal':
      return Decimal.tryParse(text)?.setScale(field.scale, 'HALF_UP') ?? null;
    case 'date':
      return fromSql('date', Math.floor(Date.parse(text) / DAY), 0);
    case 'datetime':
      return fromSql('datetime', Date.parse(text), 0);
    default:
      return text;
  }
}

/** The value above or below in a picklist; the last and the first have none and stay. */
function neighbour(field: FieldSchema, value: unknown, step: 1 | -1): unknown {
  const values = field.picklistValues.filter(({ active }) => active).map((entry) => entry.value);
  const at = values.indexOf(String(value));
  return at < 0 ? value : (values[at + step] ?? value);
}

const LOOKUPS = {
  User: 'SELECT "Id" FROM "User" WHERE "Username" = ? COLLATE NOCASE',
  Queue: `SELECT "Id" FROM "Group" WHERE "Type" = 'Queue' AND "DeveloperName" = ? COLLATE NOCASE`,
  RecordType: 'SELECT "Id" FROM "RecordType" WHERE "DeveloperName" = ? COLLATE NOCASE AND "SobjectType" = ?',
} as const;

function lookedUp({ database }: DmlServices, { lookup, object }: FieldUpdateConfig): unknown {
  if (lookup === undefined) return null;
  const parameters = lookup.kind === 'RecordType' ? [lookup.name, object] : [lookup.name];
  return database.get(LOOKUPS[lookup.kind], ...parameters)?.['Id'] ?? null;
}
