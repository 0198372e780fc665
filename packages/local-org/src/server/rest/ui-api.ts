/**
 * The User Interface API's records: values together with the text that the user's locale makes of them.
 * Source: User Interface API Developer Guide, "Get a Record", "Record" and "Field Value" responses.
 */
import { SObject } from '../../runtime/platform/sobject.ts';
import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import { tryNormalizeId } from '../../values/id.ts';
import { HttpError, notFound } from '../errors.ts';
import { json, type Request, type Response, type Route } from '../http.ts';
import type { OrgService } from '../service.ts';
import { toJson } from '../values.ts';
import { displayValue, type Reader } from './display-value.ts';
import { runQuery } from './query.ts';

export function uiApiRoutes(org: OrgService, version: RegExp): Route[] {
  const at = (path: string): RegExp => new RegExp(`^/services/data/v(${version.source})/ui-api/${path}/?$`);
  return [{ method: 'GET', pattern: at('records/(\\w+)'), handle: (request) => readRecord(org, request) }];
}

/** A field value: a scalar, or for a relationship the parent record with its name as the text. */
interface FieldValue {
  readonly displayValue: string | null;
  readonly value: unknown;
}

interface RecordRepresentation {
  readonly apiName: string;
  readonly childRelationships: Record<string, never>;
  readonly fields: Record<string, FieldValue>;
  readonly id: string;
}

/** A step of a field path: the name of a field, or of a relationship with the steps that follow. */
type Selection = Map<string, { readonly field: FieldSchema; readonly parent?: ParentSelection }>;

interface ParentSelection {
  readonly object: ObjectSchema;
  readonly selection: Selection;
}

function readRecord(org: OrgService, request: Request): Response {
  const id = tryNormalizeId(request.parameters[1]);
  if (id === undefined) throw notFound('The requested resource does not exist');
  const object = objectOfId(org, id);
  const userId = request.session!.userId;
  if (!object || !org.objectAccess(userId, object.name).read) throw notFound('The requested resource does not exist');
  const required = list(request, 'fields');
  const optional = list(request, 'optionalFields');
  if (required.length + optional.length === 0) {
    throw new HttpError(
      400,
      'ILLEGAL_QUERY_PARAMETER_VALUE',
      'Specify at least one of the parameters: fields, optionalFields',
    );
  }
  const selection: Selection = new Map();
  for (const path of required) {
    const problem = select(org, userId, object, path, selection);
    if (problem) throw new HttpError(400, 'INVALID_FIELD', problem, [path]);
  }
  // An optional field that is unknown or out of reach is left out, without a word: that is what optional means.
  for (const path of optional) select(org, userId, object, path, selection);

  const columns = [...new Set(['Id', ...paths(selection)])];
  const { rows } = runQuery(org, userId, `SELECT ${columns.join(', ')} FROM ${object.name} WHERE Id = '${id}'`);
  const [row] = rows;
  if (!row) throw notFound('The requested resource does not exist');
  return json(200, representation(row, object, selection, org.user(userId)));
}

function objectOfId(org: OrgService, id: string): ObjectSchema | undefined {
  for (const object of org.schema.objects.values()) if (object.keyPrefix === id.slice(0, 3)) return object;
  return undefined;
}

function list(request: Request, name: string): string[] {
  const values = request.query.getAll(name).flatMap((value) => value.split(','));
  return values.map((value) => value.trim()).filter((value) => value !== '');
}

/** Adds `Object.Field` or `Object.Relationship.Field`; says what is wrong with it where it cannot be read. */
function select(
  org: OrgService,
  userId: string,
  object: ObjectSchema,
  path: string,
  into: Selection,
): string | undefined {
  const [prefix = '', ...names] = path.split('.');
  if (prefix.toLowerCase() !== object.name.toLowerCase() || names.length === 0) {
    return `The field ${path} does not belong to the object ${object.name}`;
  }
  return selectStep(org, userId, object, names, path, into);
}

function selectStep(
  org: OrgService,
  userId: string,
  object: ObjectSchema,
  names: readonly string[],
  path: string,
  into: Selection,
): string | undefined {
  const unknown = `No such column '${path}' on entity '${object.name}'. Its name may be wrong, or you may lack access to it.`;
  const [name = '', ...rest] = names;
  if (rest.length === 0) {
    const field = object.fields.get(name.toLowerCase());
    if (!field || !org.fieldAccess(userId, object.name, field.name).read) return unknown;
    into.set(field.name, { field });
    return undefined;
  }
  const lower = name.toLowerCase();
  const reference = [...object.fields.values()].find((field) => field.relationshipName?.toLowerCase() === lower);
  // A reference to several objects is read as the first of them that has the field: `Owner.Name` as the user's.
  const parents = (reference?.referenceTo ?? []).flatMap(
    (parent) => org.schema.objects.get(parent.toLowerCase()) ?? [],
  );
  const parent = parents.find((candidate) => candidate.name === 'User') ?? parents[0];
  if (!reference || !parent || !org.fieldAccess(userId, object.name, reference.name).read) return unknown;
  if (!org.objectAccess(userId, parent.name).read) return unknown;
  const existing = into.get(reference.relationshipName!)?.parent;
  const selection: Selection = existing?.selection ?? (new Map() as Selection);
  const problem = selectStep(org, userId, parent, rest, path, selection);
  if (problem) return problem;
  const nameField = [...parent.fields.values()].find((field) => field.nameField);
  if (nameField) selection.set(nameField.name, { field: nameField });
  into.set(reference.relationshipName!, { field: reference, parent: { object: parent, selection } });
  return undefined;
}

function* paths(selection: Selection, prefix = ''): Generator<string> {
  for (const [name, { parent }] of selection) {
    if (parent) {
      yield `${prefix}${name}.Id`;
      yield* paths(parent.selection, `${prefix}${name}.`);
    } else yield prefix + name;
  }
}

function representation(
  row: SObject,
  object: ObjectSchema,
  selection: Selection,
  reader: Reader,
): RecordRepresentation {
  const fields: Record<string, FieldValue> = {};
  for (const [name, { field, parent }] of selection) {
    const value = row.peek(name);
    if (parent) fields[name] = parentValue(value, parent, reader);
    else fields[name] = { displayValue: displayValue(field, value, reader), value: scalar(field, value) };
  }
  return { apiName: object.name, childRelationships: {}, fields, id: String(row.peek('Id')) };
}

function parentValue(value: unknown, { object, selection }: ParentSelection, reader: Reader): FieldValue {
  if (!(value instanceof SObject)) return { displayValue: null, value: null };
  const record = representation(value, object, selection, reader);
  const nameField = [...selection.values()].find(({ field, parent }) => !parent && field.nameField)?.field;
  const name = nameField && record.fields[nameField.name]?.value;
  return { displayValue: typeof name === 'string' ? name : null, value: record };
}

/** As REST writes it, except for moments, which this API ends with `Z`. */
function scalar(field: FieldSchema, value: unknown): unknown {
  const written = toJson(field, value);
  return field.type === 'datetime' && typeof written === 'string' ? written.replace('+0000', 'Z') : written;
}
