/**
 * Insert and update of a chunk, in the order of execution: defaults, before triggers, system validation, save, after
 * triggers. https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/apex_triggers_order_of_execution.htm
 */
import type { TriggerEvent } from '../../compiler/syntax/ast.ts';
import { derivedValue } from '../../schema/derived.ts';
import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import { columnOf } from '../../storage/columns.ts';
import { memo, stored } from '../objects.ts';
import { computeFormulas } from '../formulas/rows.ts';
import { fromSql, kindOf, toSql } from '../values.ts';
import { checkOwners } from '../security/owners.ts';
import { checkShares, existingShares, shareWithOwners } from '../security/shares.ts';
import { completeSetup } from '../security/setup-rows.ts';
import { shareObject } from '../security/share-objects.ts';
import { checkAccess, checkReferred, checkShared, checkTransfer } from './access.ts';
import { collectErrors, fail, sound } from './change.ts';
import type { Change } from './change.ts';
import { autoNumberText } from './autonumber.ts';
import { applyDefaults } from './defaults.ts';
import { completeFiles, examineFiles, followFiles, measureBodies } from './files.ts';
import { checkReferences, referencesOf, resolveParents } from './references.ts';
import type { Written } from './references.ts';
import type { ChunkContext } from './services.ts';
import { writtenTo } from './stored-values.ts';
import { copyOf, insertRow, loadRows, rewrittenRows, updateRow } from './table.ts';
import { checkRules } from './rules.ts';
import { rollUp } from './rollups.ts';
import { checkUnique } from './unique.ts';
import { checkRequired, columnValue } from './validate.ts';
import type { Columns } from './validate.ts';

const READ_ONLY = 'Record is read-only';

export function insertChunk(context: ChunkContext, changes: readonly Change[]): void {
  const { object, session, access } = context;
  checkAccess(context, 'create', changes);
  const defaults = { ...context, userId: session().userId };
  for (const change of changes) {
    change.id = null;
    change.row = new SObject(object.name, object, new Map(change.given.values));
    applyDefaults(change.row, object, defaults);
  }
  resolveParents(context.database, context.schema, object, changes);
  runTriggers(context, 'before insert', changes);
  const written = changes.filter(sound).map((change): Written => ({ change, columns: newColumns(change, object) }));
  for (const { change, columns } of written) checkRequired(change, object, columns, true);
  validate(context, written);
  examineFiles(context, written);
  if (access.sharing && shareObject(context.schema, object) !== undefined)
    checkShared(context, shareObject(context.schema, object)!, written.map(({ change }) => change).filter(sound));

  const now = session().now();
  const userId = access.userId;
  const shared = existingShares(context, written);
  const inserted: string[] = [];
  for (const { change, columns } of written) {
    if (!sound(change)) continue;
    const id = shared.get(change) ?? context.counters.newId(object.keyPrefix);
    change.id = id;
    change.row.values.set('Id', id);
    if (shared.has(change)) continue;
    completeNew(context, columns, id, userId, now);
    insertRow(context.database, object, [...columns.keys()], [...columns.values()]);
    inserted.push(id);
  }
  shareWithOwners(context, inserted, false);
  completeSetup(context, inserted, true);
  completeFiles(context, written);
  after(context, 'after insert', changes);
  context.history.created(context, written);
  context.changes.created(context, written);
  rollUp(context, written);
}

export function updateChunk(context: ChunkContext, changes: readonly Change[]): void {
  const { object, session, access, database } = context;
  const old = loadRows(
    database,
    object,
    changes.flatMap((change) => change.id ?? []),
  );
  const writesBefore = database.writes;
  for (const change of changes) {
    const before = change.id === null ? undefined : old.get(change.id);
    if (before === undefined) fail(change, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);
    else if (before.peek('IsDeleted') === true) fail(change, 'ENTITY_IS_DELETED', 'entity is deleted', []);
    else {
      change.old = before;
      change.row = overlaid(change, before, object);
      for (const [name, value] of change.summaries ?? []) {
        const field = fieldNamed(object, name)!;
        change.row.poke(name, fromSql(kindOf(field), value, field.scale));
      }
    }
  }
  const known = changes.filter((change) => change.old !== undefined);
  checkAccess(context, 'edit', known);
  context.locks.check(context, known);
  resolveParents(database, context.schema, object, known);
  runTriggers(context, 'before update', known);
  const written = known.filter(sound).map((change): Written => ({ change, columns: changedColumns(change, object) }));
  for (const { change, columns } of written) checkRequired(change, object, columns, false);
  validate(context, written);

  measureBodies(object, written);
  checkTransfer(context, written);
  const now = session().now();
  const moved: string[] = [];
  let updated = 0;
  for (const { change, columns } of written) {
    if (!sound(change)) continue;
    if (columns.has('OwnerId')) moved.push(change.id!);
    for (const name of ['LastModifiedDate', 'SystemModstamp'])
      if (object.fields.has(name.toLowerCase())) columns.set(name, now);
    if (object.fields.has('lastmodifiedbyid')) columns.set('LastModifiedById', access.userId);
    if (columns.size === 0) continue;
    updateRow(database, object, change.id!, [...columns.keys()], [...columns.values()]);
    updated++;
  }
  shareWithOwners(context, moved, true);
  completeSetup(
    context,
    written.filter(({ change, columns }) => sound(change) && columns.has('ProfileId')).map(({ change }) => change.id!),
    false,
  );
  followFiles(context, written);
  // Whatever else was written since the rows were read (by a trigger, say) may have touched them.
  const undisturbed = database.writes === writesBefore + updated;
  after(context, 'after update', known, undisturbed ? written : undefined);
  context.history.updated(context, written);
  context.changes.updated(context, written);
  rollUp(context, written);
}

function validate(context: ChunkContext, written: readonly Written[]): void {
  const good = (): Written[] => written.filter(({ change }) => sound(change));
  checkReferences(context.database, context.schema, context.object, good());
  checkRules(
    context,
    good()
      .map(({ change }) => change)
      .filter((change) => change.skipsRules !== true),
  );
  checkReferred(context, referencesOf(context.object), good());
  checkOwners(context, good());
  if (shareObject(context.schema, context.object) !== undefined) checkShares(context, good());
  checkUnique(context.database, context.object, good());
}

/** A single event for the rows that are still good; what addError says goes to their changes. */
function runTriggers(context: ChunkContext, event: TriggerEvent, changes: readonly Change[]): void {
  const rows = changes.filter(sound);
  if (rows.length === 0 || !context.triggers.handles(context.object.name, event)) return;
  const old = event.endsWith('update') ? rows.map((change) => readOnly(change.old!)) : undefined;
  computeFormulas(context, [...rows.map((change) => change.row), ...(old ?? [])]);
  context.triggers.run(context.object.name, event, { newRows: rows.map((change) => change.row), oldRows: old });
  rows.forEach((change) => {
    collectErrors(change, change.row);
    if (change.old !== undefined) collectErrors(change, change.old);
  });
}

function readOnly(row: SObject): SObject {
  row.readOnlyReason = READ_ONLY;
  return row;
}

/**
 * After triggers see rows as they were saved: numbers, compound names and system fields included. `written`: all that happened to
 * the rows, where that is known.
 */
function after(
  context: ChunkContext,
  event: TriggerEvent,
  changes: readonly Change[],
  written?: readonly Written[],
): void {
  const { database, object, triggers } = context;
  const rows = changes.filter(sound);
  if (rows.length === 0 || !triggers.handles(object.name, event)) return;
  const saved =
    written === undefined
      ? loadRows(
          database,
          object,
          rows.map((change) => change.id!),
        )
      : rewrittenRows(
          database,
          object,
          written
            .filter(({ change }) => sound(change))
            .map(({ change, columns }) => ({ id: change.id!, before: change.old!, columns })),
        );
  for (const change of rows) change.row = readOnly(saved.get(change.id!)!);
  runTriggers(context, event, rows);
}

// ---------------------------------------------------------------- columns

/** Fields by canonical name, which is how rows name them: saves folding each name. */
const fieldsByName = memo(
  (object: ObjectSchema): ReadonlyMap<string, FieldSchema> =>
    new Map([...object.fields.values()].map((field) => [field.name, field])),
);

const fieldNamed = (object: ObjectSchema, name: string): FieldSchema | undefined =>
  fieldsByName(object).get(name) ?? object.fields.get(name.toLowerCase());

/** Fields that the caller or a trigger may set on a new row. */
const writable = (field: FieldSchema): boolean => writability(field).writable;

const writability = memo((field: FieldSchema) => ({
  writable: columnOf(field) !== undefined && derivedValue(field) === undefined && !field.system,
}));

/** Copies of queried records carry the values of formulas, summaries and compound fields; nobody writes them. */
const isCalculated = (field: FieldSchema): boolean =>
  !stored(field) || (field.custom && (field.formula !== undefined || field.summary !== undefined));

function newColumns(change: Change, object: ObjectSchema): Columns {
  const columns: Columns = new Map();
  for (const [name, value] of change.row.values) {
    const field = fieldNamed(object, name);
    if (field === undefined || value === null || field.type === 'id' || isCalculated(field)) continue;
    if (!writable(field) || (!field.createable && change.byPlatform !== true && change.given.values.has(name))) {
      if (change.given.values.get(name) !== null && change.given.values.has(name)) notWritable(change, field);
      continue;
    }
    const column = columnValue(change, field, value);
    if (column !== undefined && column !== null) columns.set(field.name, column);
  }
  return columns;
}

/** What differs from the stored row. Read-only fields may be there as long as nobody changed them. */
function changedColumns(change: Change, object: ObjectSchema): Columns {
  const columns: Columns = new Map();
  const before = change.old!.values;
  for (const [name, value] of writtenTo(change.row.values)) {
    const previous = before.get(name) ?? null;
    if (value === previous) continue;
    const field = fieldNamed(object, name);
    if (field === undefined || field.type === 'id' || columnOf(field) === undefined || isCalculated(field)) continue;
    if (!writable(field) || !(field.updateable || change.byPlatform === true)) {
      if (!sameColumn(field, value, previous) && change.given.values.has(name)) notWritable(change, field);
      continue;
    }
    const column = columnValue(change, field, value);
    if (column !== undefined && column !== toSql(kindOf(field), previous)) columns.set(field.name, column);
  }
  for (const [name, value] of change.summaries ?? []) columns.set(name, value);
  return columns;
}

function sameColumn(field: FieldSchema, a: unknown, b: unknown): boolean {
  const kind = kindOf(field);
  return kind === 'blob' || toSql(kind, a) === toSql(kind, b);
}

function notWritable(change: Change, field: FieldSchema): void {
  fail(
    change,
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${field.name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    [field.name],
  );
}

/** The row as before triggers see it: stored values under the caller's. */
function overlaid(change: Change, before: SObject, object: ObjectSchema): SObject {
  const row = copyOf(before);
  for (const [name, value] of change.given.values) {
    if (value instanceof SObject || object.fields.has(name.toLowerCase())) row.poke(name, value);
  }
  row.poke('Id', change.id);
  return row;
}

// ---------------------------------------------------------------- what the platform fills

interface SystemColumns {
  readonly dates: readonly string[];
  readonly users: readonly string[];
  readonly autoNumbers: readonly FieldSchema[];
  /** counts and sums, which are 0 without details */
  readonly sums: readonly string[];
  readonly deleted: boolean;
  readonly nameFromId: boolean;
}

const systemColumns = memo((object: ObjectSchema): SystemColumns => {
  const present = (names: readonly string[]): string[] => names.filter((name) => object.fields.has(name.toLowerCase()));
  return {
    dates: present(['CreatedDate', 'LastModifiedDate', 'SystemModstamp']),
    users: present(['CreatedById', 'LastModifiedById']),
    autoNumbers: [...object.fields.values()].filter((field) => field.type === 'autonumber'),
    sums: [...object.fields.values()].flatMap(({ name, summary }) =>
      summary?.operation === 'count' || summary?.operation === 'sum' ? [name] : [],
    ),
    deleted: object.fields.has('isdeleted'),
    nameFromId: object.custom && object.fields.get('name')?.type === 'string',
  };
});

function completeNew(context: ChunkContext, columns: Columns, id: string, userId: string, now: number): void {
  const { object, counters } = context;
  const system = systemColumns(object);
  columns.set('Id', id);
  for (const name of system.dates) columns.set(name, now);
  for (const name of system.users) columns.set(name, userId);
  if (system.deleted) columns.set('IsDeleted', 0);
  for (const name of system.sums) columns.set(name, 0);
  for (const field of system.autoNumbers) {
    const number = counters.next(`auto:${object.name}.${field.name}`) + (field.startingNumber ?? 1) - 1;
    columns.set(field.name, autoNumberText(field.displayFormat ?? '{0}', number, now));
  }
  // A custom object's row without a name is called by its Id.
  if (system.nameFromId && !columns.has('Name')) columns.set('Name', id.slice(0, 15));
}
