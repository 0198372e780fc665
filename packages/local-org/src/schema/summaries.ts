/** Roll-up summary fields. Source: Metadata API Developer Guide, "CustomField": summaryOperation, summaryForeignKey, summarizedField. */
import type { FieldOptions } from './fields.ts';
import type { FieldSchema, ObjectSchema, RollupFilter, RollupSummary } from './model.ts';
import { notFound, type ProjectDraft } from './project-draft.ts';
import type { XmlElement } from './xml.ts';

const OPERATIONS: readonly RollupSummary['operation'][] = ['count', 'sum', 'min', 'max'];

/** Lookups of the platform that summarize as a master-detail relationship does. Salesforce Help, "Roll-Up Summary Field". */
const STANDARD_DETAILS: ReadonlySet<string> = new Set([
  'Opportunity.AccountId',
  'OpportunityLineItem.OpportunityId',
  'QuoteLineItem.QuoteId',
  'OrderItem.OrderId',
  'CampaignMember.CampaignId',
]);

const FILTER_OPERATIONS: ReadonlySet<string> = new Set([
  'equals',
  'notEqual',
  'lessThan',
  'greaterThan',
  'lessOrEqual',
  'greaterOrEqual',
  'contains',
  'notContain',
  'startsWith',
  'includes',
  'excludes',
]);

export function summaryOptions(object: string, name: string, element: XmlElement, draft: ProjectDraft): FieldOptions {
  const operation = OPERATIONS.find((known) => known === element.value('summaryOperation'));
  if (operation === undefined) {
    const place = element.child('summaryOperation') ?? element;
    draft.report(place, `'${place.text}' is not a valid value for the enum 'SummaryOperations'`);
  }
  const [childObject = '', foreignKey = ''] = (element.value('summaryForeignKey') ?? '').split('.');
  const summarizedField = element.value('summarizedField')?.split('.')[1];
  if (operation !== 'count' && summarizedField === undefined) {
    draft.report(element, `Must specify 'summarizedField' for a CustomField of type Summary`);
  }
  const filters = element
    .children('summaryFilterItems')
    .map((item) => summaryFilter(`${object}.${name}`, item, childObject, draft));
  const summary: RollupSummary = {
    operation: operation ?? 'count',
    childObject,
    foreignKey,
    summarizedField: operation === 'count' ? undefined : summarizedField,
    filters,
  };
  return { summary, precision: 18, scale: 0, readOnly: true, system: true };
}

function summaryFilter(field: string, item: XmlElement, childObject: string, draft: ProjectDraft): RollupFilter {
  const operation = draft.required(item, 'operation');
  if (!FILTER_OPERATIONS.has(operation)) {
    draft.report(item.child('operation') ?? item, `'${operation}' is not a valid value for the enum 'FilterOperation'`);
  }
  const other = item.child('valueField');
  if (other !== undefined) {
    draft.report(other, `${field}: filters that compare with a field are not supported by the local org`);
  }
  const path = draft.required(item, 'field');
  const [first, second] = path.split('.');
  return {
    field: second === undefined || first !== childObject ? path : second,
    operation,
    value: item.value('value') ?? '',
  };
}

/** A summary has the type of the field that it sums up; a count is a number. */
export function resolveSummaries(objects: Map<string, ObjectSchema>, draft: ProjectDraft): void {
  for (const [key, object] of objects) {
    const resolved = new Map<string, FieldSchema>();
    for (const [name, field] of object.fields) {
      if (field.summary !== undefined) resolved.set(name, resolve(object, field, field.summary, objects, draft));
    }
    if (resolved.size > 0) objects.set(key, { ...object, fields: new Map([...object.fields, ...resolved]) });
  }
}

function resolve(
  object: ObjectSchema,
  field: FieldSchema,
  summary: RollupSummary,
  objects: ReadonlyMap<string, ObjectSchema>,
  draft: ProjectDraft,
): FieldSchema {
  const report = (message: string): FieldSchema => {
    if (field.formulaPlace) draft.report(field.formulaPlace, message);
    return field;
  };
  const child = objects.get(summary.childObject.toLowerCase());
  const key = child?.fields.get(summary.foreignKey.toLowerCase());
  const keyName = `${summary.childObject}.${summary.foreignKey}`;
  if (child === undefined || key === undefined) return report(notFound('summaryForeignKey', 'CustomField', keyName));
  if (
    !key.referenceTo.includes(object.name) ||
    !(key.masterDetail || STANDARD_DETAILS.has(`${child.name}.${key.name}`))
  ) {
    return report(
      `Could not resolve summary foreign key field: ${keyName} is no master-detail relationship to ${object.name}`,
    );
  }
  const canonical = { ...summary, childObject: child.name, foreignKey: key.name };
  for (const filter of summary.filters) {
    if (child.fields.has(filter.field.toLowerCase())) continue;
    return report(notFound('field', 'CustomField', `${child.name}.${filter.field}`));
  }
  if (summary.summarizedField === undefined) return { ...field, summary: canonical };
  const summarized = child.fields.get(summary.summarizedField.toLowerCase());
  if (summarized === undefined) {
    return report(notFound('summarizedField', 'CustomField', `${child.name}.${summary.summarizedField}`));
  }
  const { type, precision, scale, length } = summarized;
  const numeric = type === 'double' || type === 'currency' || type === 'percent' || type === 'int';
  if (!numeric && (summary.operation === 'sum' || (type !== 'date' && type !== 'datetime' && type !== 'time'))) {
    return report(
      `${object.name}.${field.name}: ${child.name}.${summarized.name} cannot be summarized by ${summary.operation}`,
    );
  }
  return {
    ...field,
    type: type === 'int' ? 'double' : type,
    precision: numeric ? Math.max(precision, 18) : precision,
    scale,
    length,
    summary: { ...canonical, summarizedField: summarized.name },
  };
}
