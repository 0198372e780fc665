/** The formulas of approval processes and their field updates: compiled when first needed, checked when a project is read. */
import type { Diagnostic, SourcePosition } from '../../diagnostics/diagnostic.ts';
import { FormulaProblem } from '../../formula/ast.ts';
import { compileFormula, resultTypes } from '../../formula/compile.ts';
import type { CompiledFormula } from '../../formula/compile.ts';
import type { FormulaEnvironment } from '../../formula/typed.ts';
import type { SObject } from '../../runtime/platform/sobject.ts';
import type {
  ApprovalCriteria,
  ApprovalCriterion,
  ApprovalProcessConfig,
  FieldUpdateConfig,
} from '../../schema/approval.ts';
import type { ObjectSchema, OrgSchema } from '../../schema/model.ts';
import type { Database } from '../../storage/database.ts';
import { combined, fieldAt, itemCondition, operandOf } from '../formulas/filter-items.ts';
import { readInputs } from '../formulas/inputs.ts';
import { memo } from '../objects.ts';

export interface EvaluationContext {
  readonly schema: OrgSchema;
  readonly database: Database;
  readonly environment: () => FormulaEnvironment;
}

/** Whether the record meets the criteria; every record meets none. */
export function meets(context: EvaluationContext, criteria: ApprovalCriteria | undefined, record: SObject): boolean {
  const formula = criteria && criteriaFormula(context.schema, record.schema!, criteria);
  return formula === undefined || evaluate(context, formula, record) === true;
}

/** What the formula of a field update gives for the record. */
export const updatedValue = (context: EvaluationContext, update: FieldUpdateConfig, record: SObject): unknown =>
  evaluate(context, updateFormula(context.schema, update), record);

function evaluate({ database, environment }: EvaluationContext, formula: CompiledFormula, record: SObject): unknown {
  const [inputs] = readInputs(database, formula.inputs, [record]);
  return formula.evaluate({ inputs, prior: undefined, isNew: false, isClone: false, environment: environment() });
}

const bySchema = memo((_: OrgSchema) => new WeakMap<object, CompiledFormula>());

function known(schema: OrgSchema, key: object, compile: () => CompiledFormula): CompiledFormula {
  let formula = bySchema(schema).get(key);
  if (formula === undefined) bySchema(schema).set(key, (formula = compile()));
  return formula;
}

function criteriaFormula(
  schema: OrgSchema,
  object: ObjectSchema,
  criteria: ApprovalCriteria,
): CompiledFormula | undefined {
  const text =
    criteria.formula ??
    combined(
      criteria.items.map((item) => condition(schema, object, item)),
      criteria.logic,
    );
  if (text === '') return undefined;
  return known(schema, criteria, () =>
    compileFormula({ text, schema, object, use: 'expression', blanksAsZero: false, expected: ['boolean'] }),
  );
}

/** Fields are named with their object: the record's own, one that it refers to, or the user who submits. */
function condition(schema: OrgSchema, object: ObjectSchema, { field, operation, value }: ApprovalCriterion): string {
  const [first, ...rest] = field.split('.');
  const own = rest.length === 0 || first.toLowerCase() === object.name.toLowerCase();
  if (!own && /^\$?user$/i.test(first))
    return itemCondition(operandOf(`$User.${rest.join('.')}`, undefined), operation, value);
  const steps = own && rest.length > 0 ? rest : field.split('.');
  return itemCondition(operandOf(steps.join('.'), fieldAt(schema, object, steps)), operation, value);
}

function updateFormula(schema: OrgSchema, update: FieldUpdateConfig): CompiledFormula {
  const object = schema.objects.get(update.object.toLowerCase())!;
  const field = object.fields.get(update.field.toLowerCase())!;
  const text = update.formula ?? '';
  const expected = field.type === 'picklist' ? undefined : resultTypes(field);
  return known(schema, update, () =>
    compileFormula({ text, schema, object, use: 'expression', blanksAsZero: false, expected }),
  );
}

/** Those that change the record itself, by the names of actions. */
export const namedUpdates = (schema: OrgSchema, object: string, names: readonly string[]): FieldUpdateConfig[] =>
  names
    .flatMap((name) => schema.setup.fieldUpdates.get(`${object}.${name}`.toLowerCase()) ?? [])
    .filter(({ parent }) => parent === undefined);

function fieldUpdatesOf(schema: OrgSchema, process: ApprovalProcessConfig): FieldUpdateConfig[] {
  const { fields } = schema.objects.get(process.object.toLowerCase())!;
  const names = [process, ...process.steps].flatMap((part) => [...part.approvalActions, ...part.rejectionActions]);
  const all = [...names, ...process.submissionActions, ...process.recallActions];
  return namedUpdates(schema, process.object, all).filter(({ field }) => fields.has(field.toLowerCase()));
}

/** One for each formula of an approval process or field update that does not compile, where it stands. */
export function checkApprovals(schema: OrgSchema): readonly Diagnostic[] {
  const { approvalProcesses } = schema.setup;
  const checks: { readonly name: string; readonly place: SourcePosition; readonly compile: () => unknown }[] = [];
  for (const { object: objectName, name, criteria, steps } of approvalProcesses.values()) {
    const object = schema.objects.get(objectName.toLowerCase())!;
    for (const entry of [criteria, ...steps.map((step) => step.criteria)])
      if (entry !== undefined)
        checks.push({
          name: `${objectName}.${name}`,
          place: entry.place,
          compile: () => criteriaFormula(schema, object, entry),
        });
  }
  const run = new Set([...approvalProcesses.values()].flatMap((process) => fieldUpdatesOf(schema, process)));
  for (const update of run)
    if (update.operation === 'Formula')
      checks.push({
        name: `${update.object}.${update.name}`,
        place: update.place,
        compile: () => updateFormula(schema, update),
      });
  return checks.flatMap(({ name, place, compile }): Diagnostic[] => {
    try {
      compile();
      return [];
    } catch (error) {
      if (!(error instanceof FormulaProblem)) throw error;
      return [{ ...place, message: `${name}: ${error.message}` }];
    }
  });
}
