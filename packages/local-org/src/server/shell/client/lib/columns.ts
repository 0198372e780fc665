/** Columns of lists: from field paths such as `Name`, `AccountId`, `Account.Name` to what to ask for and how to show it. */
import { describe } from './describe.ts';
import { fieldLabel, fieldNamed, type Column, type FieldInfo, type ObjectDescription } from './fields.ts';
import { cell, type Row } from './records.ts';
import { objectInfo } from './session.ts';

/** A reference as users see it: the parent's name. Undefined where the user cannot read the parent. */
export function parentNamePath(field: FieldInfo): string | undefined {
  if (field.type !== 'reference' || !field.relationshipName) return undefined;
  // Of several kinds of parents only the name is common.
  if (field.referenceTo.length > 1) return `${field.relationshipName}.Name`;
  const nameField = objectInfo(field.referenceTo[0] ?? '')?.nameField;
  return nameField ? `${field.relationshipName}.${nameField}` : undefined;
}

/** Paths that the user cannot read give no column. */
export async function columnsOf(object: ObjectDescription, paths: readonly string[]): Promise<Column[]> {
  const columns = await Promise.all(paths.map((path) => columnOf(object, path)));
  return columns.filter((column) => column !== undefined);
}

async function columnOf(object: ObjectDescription, path: string): Promise<Column | undefined> {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    const field = fieldNamed(object, first);
    if (!field) return undefined;
    const parent = parentNamePath(field);
    if (parent) {
      return { path: parent, label: fieldLabel(field), field, select: [field.name, parent], idPath: field.name };
    }
    return { path: field.name, label: field.label, field, select: [field.name], idPath: field.nameField ? 'Id' : null };
  }
  const lower = first.toLowerCase();
  const reference = object.fields.find((field) => field.relationshipName?.toLowerCase() === lower);
  const parentName = reference?.referenceTo.find((name) => name === 'User') ?? reference?.referenceTo[0];
  if (!reference || !parentName || !objectInfo(parentName)) return undefined;
  const inner = await columnOf(await describe(parentName), rest.join('.'));
  if (!inner) return undefined;
  const prefix = reference.relationshipName;
  const links = inner.idPath === 'Id';
  return {
    path: `${prefix}.${inner.path}`,
    label: inner.label,
    field: inner.field,
    select: [...inner.select.map((name) => `${prefix}.${name}`), ...(links ? [reference.name] : [])],
    idPath: links ? reference.name : inner.idPath && `${prefix}.${inner.idPath}`,
  };
}

export function columnValue(column: Column, row: Row): unknown {
  return cell(row, column.path);
}

/** Fields that say most about a record, where its object has them; the order is the order of the columns. */
const TELLING = [
  'Title',
  'Company',
  'AccountId',
  'Subject',
  'StageName',
  'Amount',
  'CloseDate',
  'Status',
  'Priority',
  'Type',
  'Industry',
  'Email',
  'Phone',
  'OwnerId',
  'CreatedDate',
];
const LONG = new Set(['textarea', 'base64', 'address', 'location', 'id']);

/** Columns where neither a list view nor a layout says which: the name, then what tells most. */
export function defaultColumns(object: ObjectDescription, limit = 6): string[] {
  const name = object.fields.filter((field) => field.nameField).map((field) => field.name);
  const custom = object.fields.filter((field) => field.custom && !LONG.has(field.type)).map((field) => field.name);
  const standard = TELLING.filter((candidate) => fieldNamed(object, candidate));
  const ordered = object.name.endsWith('__c') ? [...name, ...custom, ...standard] : [...name, ...standard];
  return [...new Set(ordered)].slice(0, limit);
}
