/**
 * An org in memory for tests of the pages: it keeps rows, answers the queries that the pages make, and refuses what a test
 * tells it to. No Apex, no permissions beyond the ones given.
 */
import { parseSoql } from '../../src/compiler/syntax/parser.ts';
import type { SoqlCondition, SoqlOperand, SoqlQuery } from '../../src/compiler/syntax/ast.ts';
import { SObject } from '../../src/runtime/platform/sobject.ts';
import type { RowResult, SaveError, UserInfo } from '../../src/runtime/ports.ts';
import type { ObjectSchema, OrgSchema } from '../../src/schema/model.ts';
import type { JobReport, OrgService, QueryOutcome, WriteRequest } from '../../src/server/service.ts';
import { fromJson, toJson } from '../../src/server/values.ts';
import { idTo18 } from '../../src/values/id.ts';

type Json = Readonly<Record<string, unknown>>;

const user = (id: string, username: string, name: string, profileName: string): UserInfo => ({
  id,
  username,
  name,
  email: username,
  profileId: idTo18('00e000000000001'),
  profileName,
  timeZone: 'Europe/Berlin',
  locale: 'en_GB',
  language: 'en_US',
});

export const ADMIN = user(idTo18('005000000000001'), 'admin@example.com', 'Ada Admin', 'System Administrator');
export const CLERK = user(idTo18('005000000000002'), 'clerk@example.com', 'Carl Clerk', 'Standard User');

export class FakeOrg implements OrgService {
  readonly schema: OrgSchema;
  readonly organizationId = idTo18('00D000000000001');
  readonly organizationName = 'Test Org';
  readonly hiddenFields = new Set<string>();
  readonly hiddenObjects = new Set<string>();
  /** what a trigger would say to a row; undefined for nothing */
  refuse: (row: SObject, operation: string) => SaveError | undefined = () => undefined;
  jobs: readonly JobReport[] = [];
  #now = Date.parse('2026-03-01T09:00:00Z');
  #count = 0;
  readonly #rows = new Map<string, Map<string, SObject>>();

  constructor(schema: OrgSchema) {
    this.schema = schema;
    for (const { id, username, name } of [ADMIN, CLERK]) this.#put('User', id, { Username: username, Name: name });
  }

  /** Adds a row without asking anybody; gives its Id. */
  insert(object: string, values: Json): string {
    const { keyPrefix } = this.#object(object);
    const id = idTo18(`${keyPrefix}000000${String(++this.#count).padStart(6, '0')}`);
    this.#put(object, id, values);
    return id;
  }

  value(object: string, id: string, field: string): unknown {
    return this.#table(object).get(id)?.peek(field);
  }

  #put(object: string, id: string, values: Json): void {
    const schema = this.#object(object);
    const row = new SObject(schema.name, schema);
    row.poke('Id', id);
    for (const [name, value] of Object.entries(values))
      row.poke(name, fromJson(schema.fields.get(name.toLowerCase())!, value));
    this.#table(object).set(id, row);
  }

  #object(name: string): ObjectSchema {
    const object = this.schema.objects.get(name.toLowerCase());
    if (!object) throw new Error(`no object ${name}`);
    return object;
  }

  #table(object: string): Map<string, SObject> {
    const key = object.toLowerCase();
    let table = this.#rows.get(key);
    if (!table) this.#rows.set(key, (table = new Map<string, SObject>()));
    return table;
  }

  now(): number {
    return this.#now;
  }

  moveClock(to: number): readonly JobReport[] {
    if (to < this.#now) throw new RangeError('The clock moves forward only');
    this.#now = to;
    return this.jobs;
  }

  users(): readonly UserInfo[] {
    return [ADMIN, CLERK];
  }

  user(id: string): UserInfo {
    return this.users().find((candidate) => candidate.id === id)!;
  }

  findUser(username: string): UserInfo | undefined {
    return this.users().find((candidate) => candidate.username === username);
  }

  objectAccess(userId: string, object: string): { create: boolean; read: boolean; edit: boolean; delete: boolean } {
    const may = userId === ADMIN.id || !this.hiddenObjects.has(object);
    return { create: may, read: may, edit: may, delete: may };
  }

  fieldAccess(userId: string, object: string, field: string): { read: boolean; edit: boolean } {
    const may = userId === ADMIN.id || !this.hiddenFields.has(`${object}.${field}`);
    return { read: may, edit: may };
  }

  query(_userId: string, soql: string): QueryOutcome {
    const query = parseSoql(soql);
    const object = query.from.object.parts.join('.');
    let rows = [...this.#table(object).values()].filter((row) => !query.where || this.#matches(row, query.where));
    if (query.select[0]?.kind === 'function') return { rows: [], totalSize: rows.length };
    for (const { value, descending } of query.orderBy.toReversed()) {
      if (value.kind !== 'path') throw new Error(soql);
      const sign = descending ? -1 : 1;
      const keyOf = (row: SObject): string => String(this.#plain(row, value.path.parts) ?? '\uffff');
      rows = rows.toSorted((a, b) => sign * (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
    }
    const offset = query.offset?.kind === 'number' ? query.offset.value : 0;
    const limit = query.limit?.kind === 'number' ? query.limit.value : Infinity;
    rows = rows.slice(offset, offset + limit);
    return { rows: rows.map((row) => this.#project(row, query)), totalSize: rows.length };
  }

  #project(row: SObject, query: SoqlQuery): SObject {
    const projected = new SObject(row.type, row.schema);
    for (const item of query.select) {
      if (item.kind !== 'field') throw new Error(`the fake org cannot select a ${item.kind}`);
      this.#copy(row, projected, item.path.parts);
    }
    return projected;
  }

  #copy(from: SObject, to: SObject, [first = '', ...rest]: readonly string[]): void {
    if (rest.length === 0) {
      const field = from.schema!.fields.get(first.toLowerCase());
      if (!field) throw new Error(`no field ${from.type}.${first}`);
      to.poke(field.name, from.peek(field.name) ?? (field.type === 'boolean' ? false : null));
      return;
    }
    const parent = this.#parent(from, first);
    if (!parent) {
      to.poke(first, null);
      return;
    }
    let copy = to.peek(first);
    if (!(copy instanceof SObject)) to.poke(first, (copy = new SObject(parent.type, parent.schema)));
    this.#copy(parent, copy as SObject, rest);
  }

  #parent(row: SObject, relationship: string): SObject | undefined {
    const field = [...row.schema!.fields.values()].find((candidate) => candidate.relationshipName === relationship);
    if (!field) throw new Error(`no relationship ${row.type}.${relationship}`);
    const id = row.peek(field.name);
    if (typeof id !== 'string') return undefined;
    return field.referenceTo.map((name) => this.#table(name).get(id)).find((parent) => parent !== undefined);
  }

  #plain(row: SObject, [first = '', ...rest]: readonly string[]): unknown {
    if (rest.length > 0) {
      const parent = this.#parent(row, first);
      return parent ? this.#plain(parent, rest) : null;
    }
    const field = row.schema!.fields.get(first.toLowerCase());
    if (!field) throw new Error(`no field ${row.type}.${first}`);
    return toJson(field, row.peek(field.name) ?? (field.type === 'boolean' ? false : null));
  }

  #matches(row: SObject, condition: SoqlCondition): boolean {
    switch (condition.kind) {
      case 'and':
        return condition.conditions.every((part) => this.#matches(row, part));
      case 'or':
        return condition.conditions.some((part) => this.#matches(row, part));
      case 'not':
        return !this.#matches(row, condition.condition);
      case 'comparison': {
        if (condition.left.kind !== 'path') throw new Error('the fake org compares fields only');
        const value = this.#plain(row, condition.left.path.parts);
        const [first] = literals(condition.right);
        if (condition.operator === '=') return value === first;
        if (condition.operator === '!=') return value !== first;
        if (condition.operator === 'in') return literals(condition.right).includes(value);
        if (condition.operator === 'like') return like(String(value ?? ''), String(first));
        throw new Error(`the fake org does not know the operator ${condition.operator}`);
      }
    }
  }

  write(_userId: string, { operation, rows }: WriteRequest): readonly RowResult[] {
    return rows.map((row): RowResult => {
      const error = this.refuse(row, operation);
      if (error) return { id: null, success: false, created: false, errors: [error] };
      const table = this.#table(row.type);
      if (operation === 'delete') table.delete(String(row.peek('Id')));
      const id = operation === 'insert' ? this.insert(row.type, {}) : String(row.peek('Id'));
      const stored = table.get(id);
      for (const [name, value] of row.values) if (name !== 'Id') stored?.poke(name, value);
      return { id, success: true, created: operation === 'insert', errors: [] };
    });
  }

  writeTree(): never {
    throw new Error('the pages write no trees');
  }

  executeAnonymous(): undefined {
    return undefined;
  }
}

function literals(operand: SoqlOperand): unknown[] {
  if (operand.kind === 'list') return operand.values.flatMap((value) => literals(value));
  if (operand.kind !== 'value') throw new Error('the fake org compares with literals only');
  if (operand.type === 'null') return [null];
  if (operand.type === 'boolean' || operand.type === 'string') return [operand.value];
  if (operand.type === 'number') return [Number(operand.text)];
  throw new Error(`the fake org does not know ${operand.type} literals`);
}

function like(text: string, pattern: string): boolean {
  const source = pattern.replaceAll(
    /\\(.)|([.*+?^${}()|[\]\\])|(%)|(_)/g,
    (match, escaped: string, special: string, any: string) =>
      escaped ? `\\${escaped}` : special ? `\\${special}` : any ? '.*' : '.',
  );
  return new RegExp(`^${source}$`, 'is').test(text);
}
