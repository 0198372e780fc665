/** Formulas over the catalogue's objects, with values given by hand. */
import { compileFormula } from '../../src/formula/compile.ts';
import type { FormulaSource } from '../../src/formula/compile.ts';
import { FormulaProblem } from '../../src/formula/ast.ts';
import { inputValue } from '../../src/formula/inputs.ts';
import type { FormulaEnvironment } from '../../src/formula/typed.ts';
import { fieldMap, makeField } from '../../src/schema/fields.ts';
import type { FieldSchema, ObjectSchema, OrgSchema } from '../../src/schema/model.ts';
import { textOf } from '../../src/values/text.ts';
import { ApexDate } from '../../src/values/date.ts';
import { ApexDatetime } from '../../src/values/datetime.ts';
import { Decimal } from '../../src/values/decimal.ts';
import { ApexTime } from '../../src/values/time.ts';
import { schemaWith } from '../data/org.ts';
import { standardObjects } from '../../src/schema/standard/catalogue.ts';

export const NOW = Date.UTC(2026, 2, 2, 23, 30);

const custom = { custom: true };

export function objectWith(fields: readonly FieldSchema[]): ObjectSchema {
  const account = standardObjects.get('account')!;
  return { ...account, fields: new Map([...account.fields, ...fieldMap(fields)]) };
}

export const FIELDS: readonly FieldSchema[] = [
  makeField('Number__c', 'double', { ...custom, precision: 18, scale: 4 }),
  makeField('Percent__c', 'percent', { ...custom, precision: 18, scale: 2 }),
  makeField('Flag__c', 'boolean', custom),
  makeField('Day__c', 'date', custom),
  makeField('At__c', 'datetime', custom),
  makeField('Time__c', 'time', custom),
  makeField('Colour__c', 'picklist', custom),
  makeField('Tags__c', 'multipicklist', custom),
  makeField('Long__c', 'longtextarea', { ...custom, length: 1000 }),
];

const environment: FormulaEnvironment = {
  now: () => NOW,
  timeZone: 'Europe/Berlin',
  matches: (text, pattern) => new RegExp(`^(?:${pattern})$`).test(text),
  globalField: (_, field) => `the user's ${field.name}`,
  hasCustomPermission: (name) => name === 'Load',
  setting: () => null,
  lookup: () => null,
};

interface Options {
  readonly values?: Readonly<Record<string, unknown>>;
  readonly prior?: Readonly<Record<string, unknown>>;
  readonly blanksAsZero?: boolean;
  readonly use?: FormulaSource['use'];
  readonly fields?: readonly FieldSchema[];
}

/** The formula's value as a text. */
export function valueOf(text: string, options: Options = {}): string {
  const object = objectWith([...FIELDS, ...(options.fields ?? [])]);
  const schema: OrgSchema = schemaWith([object]);
  const formula = compileFormula({
    text,
    schema,
    object,
    use: options.use ?? 'validation',
    blanksAsZero: options.blanksAsZero ?? false,
    expected: undefined,
  });
  const read = (values: Readonly<Record<string, unknown>> | undefined): unknown[] =>
    formula.inputs.map(({ steps, field }) =>
      inputValue(field, values?.[[...steps.map((step) => step.field.relationshipName), field.name].join('.')] ?? null),
    );
  const value = formula.evaluate({
    inputs: read(options.values),
    prior: options.prior && read(options.prior),
    isNew: options.prior === undefined,
    isClone: false,
    environment,
  });
  if (value instanceof Decimal) return value.stripTrailingZeros().toPlainString();
  if (value instanceof ApexDate || value instanceof ApexDatetime || value instanceof ApexTime) return value.toIso();
  return value === null ? 'blank' : textOf(value);
}

/** What is wrong with the formula. */
export function problemOf(
  text: string,
  options: Options & { readonly expected?: FormulaSource['expected'] } = {},
): string {
  const object = objectWith([...FIELDS, ...(options.fields ?? [])]);
  try {
    compileFormula({
      text,
      schema: schemaWith([object]),
      object,
      use: options.use ?? 'field',
      blanksAsZero: false,
      expected: options.expected,
    });
  } catch (error) {
    if (error instanceof FormulaProblem) return error.message;
    throw error;
  }
  return 'none';
}
