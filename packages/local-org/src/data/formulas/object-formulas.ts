/** The formulas of an object, compiled when they are first needed; what is wrong with them is found when a project is read. */
import type { Diagnostic, SourcePosition } from '../../diagnostics/diagnostic.ts';
import { FormulaProblem } from '../../formula/ast.ts';
import { compileFormula, resultTypes } from '../../formula/compile.ts';
import type { CompiledFormula } from '../../formula/compile.ts';
import { isFormulaField } from '../../formula/inputs.ts';
import type { FieldSchema, ObjectSchema, OrgSchema, ValidationRule } from '../../schema/model.ts';
import { literalDefault } from '../dml/literal-default.ts';
import { memo } from '../objects.ts';
import { brokenFilter } from './lookup-filter.ts';

export interface FieldFormula {
  readonly field: FieldSchema;
  readonly formula: CompiledFormula;
}

export interface RuleFormula {
  readonly rule: ValidationRule;
  readonly formula: CompiledFormula;
}

export interface ObjectFormulas {
  /** formula fields */
  readonly fields: readonly FieldFormula[];
  /** the same by canonical name */
  readonly byName: ReadonlyMap<string, FieldFormula>;
  /** active validation rules */
  readonly rules: readonly RuleFormula[];
  /** of required lookup filters: what makes a reference wrong */
  readonly filters: readonly FieldFormula[];
  /** default values that are no literals */
  readonly defaults: readonly FieldFormula[];
}

const NONE: ObjectFormulas = { fields: [], byName: new Map(), rules: [], filters: [], defaults: [] };

const bySchema = memo((_: OrgSchema) => new WeakMap<ObjectSchema, ObjectFormulas>());

/** @throws Error for a formula that `checkFormulas` would have refused */
export function formulasOf(schema: OrgSchema, object: ObjectSchema): ObjectFormulas {
  const known = bySchema(schema);
  let formulas = known.get(object);
  if (formulas === undefined) {
    const own = definitions(schema, object);
    const compiled = own.map((definition) => ({ definition, formula: compile(schema, object, definition) }));
    const fieldsOf = (kind: Definition['kind']): FieldFormula[] =>
      compiled.flatMap(({ definition, formula }) =>
        definition.kind === kind && definition.kind !== 'rule' ? [{ field: definition.field, formula }] : [],
      );
    const fields = fieldsOf('field');
    formulas =
      own.length === 0
        ? NONE
        : {
            fields,
            byName: new Map(fields.map((entry) => [entry.field.name, entry])),
            rules: compiled.flatMap(({ definition, formula }) =>
              definition.kind === 'rule' ? [{ rule: definition.rule, formula }] : [],
            ),
            filters: fieldsOf('filter'),
            defaults: fieldsOf('default'),
          };
    known.set(object, formulas);
  }
  return formulas;
}

type Definition =
  | { readonly kind: 'field' | 'default' | 'filter'; readonly field: FieldSchema; readonly text: string }
  | { readonly kind: 'rule'; readonly rule: ValidationRule; readonly text: string };

function definitions(schema: OrgSchema, object: ObjectSchema): readonly Definition[] {
  if (object.kind === 'customMetadata') return [];
  const fields = [...object.fields.values()].flatMap((field): Definition[] => {
    if (isFormulaField(field)) return [{ kind: 'field', field, text: field.formula! }];
    if (field.lookupFilter !== undefined) {
      return [{ kind: 'filter', field, text: brokenFilter(schema, object, field, field.lookupFilter) }];
    }
    const text = field.defaultValue;
    if (text === undefined || literalDefault(field, text.trim()) !== undefined) return [];
    return [{ kind: 'default', field, text }];
  });
  const rules = object.validationRules
    .filter((rule) => rule.active)
    .map((rule): Definition => ({ kind: 'rule', rule, text: rule.formula }));
  return [...fields, ...rules];
}

/** Salesforce Help, "Formula Field Limits and Restrictions". */
const MAX_LENGTH = 3900;

function compile(schema: OrgSchema, object: ObjectSchema, definition: Definition): CompiledFormula {
  const { length } = definition.text;
  if (length > MAX_LENGTH && definition.kind !== 'filter') {
    const shown = length.toLocaleString('en-US');
    throw new FormulaProblem(`Formula is too long (${shown} characters). Maximum length is 3,900 characters`, 0);
  }
  switch (definition.kind) {
    case 'field':
    case 'default':
      return compileFormula({
        text: definition.text,
        schema,
        object: definition.kind === 'field' ? object : undefined,
        use: definition.kind,
        blanksAsZero: definition.field.blanksAsZero === true,
        expected: resultTypes(definition.field),
      });
    case 'filter':
    case 'rule':
      return compileFormula({
        text: definition.text,
        schema,
        object,
        use: 'validation',
        blanksAsZero: false,
        expected: ['boolean'],
      });
  }
}

/** One for each formula of the project that does not compile, where it stands. */
export function checkFormulas(schema: OrgSchema): readonly Diagnostic[] {
  return [...schema.objects.values()].flatMap((object) =>
    definitions(schema, object).flatMap((definition): Diagnostic[] => {
      try {
        compile(schema, object, definition);
        return [];
      } catch (error) {
        if (!(error instanceof FormulaProblem)) throw error;
        const named = definition.kind === 'rule' ? definition.rule : definition.field;
        const place = definition.kind === 'rule' ? definition.rule.place : definition.field.formulaPlace;
        const nowhere: SourcePosition = { file: object.source, line: 1, column: 1 };
        return [{ ...(place ?? nowhere), message: `${object.name}.${named.name}: ${error.message}` }];
      }
    }),
  );
}
