import type { TriggerEvent } from '../../compiler/syntax/ast.ts';
import type {
  AccessContext,
  ApprovalRequest,
  ApprovalResult,
  DmlOperation,
  DmlRequest,
  LeadConversionRequest,
  LeadConversionResult,
  RowResult,
  SaveError,
} from '../../runtime/ports.ts';
import type { ObjectSchema } from '../../schema/model.ts';
import type { SObject } from '../../runtime/platform/sobject.ts';
import { tryNormalizeId } from '../../values/id.ts';
import { Approvals } from '../approval/approvals.ts';
import { dataError, saveError } from '../errors.ts';
import { objectOfId } from '../objects.ts';
import { deleteImmediate, insertImmediate } from './big-objects.ts';
import { fail, newChange, sound } from './change.ts';
import type { Change } from './change.ts';
import { convertLeads } from './convert-lead.ts';
import { deleteChunk, undeleteChunk } from './delete.ts';
import { mergeRows } from './merge.ts';
import { mixedDml } from './mixed.ts';
import { RecycleBin } from './recycle-bin.ts';
import { insertChunk, updateChunk } from './save.ts';
import type { ChunkContext, DmlServices } from './services.ts';
import { loadRows } from './table.ts';
import { TriggerFailure } from './triggers.ts';
import type { RunningBatch, TriggerBatch, TriggerRunner } from './triggers.ts';
import { splitUpsert } from './upsert.ts';

const CHUNK = 200;
const MAX_TRIGGER_DEPTH = 16;
const MAX_ATTEMPTS = 3;
const TOO_MANY_ATTEMPTS = 'Too many batch retries in the presence of Apex triggers and partial failures.';
/** Statements on rows of several types are cut where the type changes; more cuts than this are refused, as on the platform. */
const MAX_TYPE_CHUNKS = 10;

type Work = (context: ChunkContext, changes: readonly Change[]) => void;

const WORK: Readonly<Record<Exclude<DmlOperation, 'upsert' | 'merge'>, Work>> = {
  insert: insertChunk,
  update: updateChunk,
  delete: deleteChunk,
  undelete: undeleteChunk,
};

/** Objects whose rows say what users may do. */
const ACCESS_OBJECTS = new Set([
  'FieldPermissions',
  'Group',
  'GroupMember',
  'ObjectPermissions',
  'PermissionSet',
  'PermissionSetAssignment',
  'PermissionSetGroup',
  'PermissionSetGroupComponent',
  'Profile',
  'SetupEntityAccess',
  'User',
  'UserRole',
]);

/** Runs DML statements in Salesforce's order of execution, chunk by chunk. */
export class DmlEngine {
  readonly #services: DmlServices;
  readonly #triggers: TriggerRunner;
  readonly #approvals: Approvals;
  /** the batches of triggers that are running, the innermost last */
  readonly #running: RunningBatch[] = [];

  constructor(services: DmlServices) {
    this.#triggers = services.triggers;
    this.#services = {
      ...services,
      triggers: {
        handles: (object, event) => services.triggers.handles(object, event),
        run: (object, event, batch) =>
          this.#nested(object, event, batch, () => services.triggers.run(object, event, batch)),
      },
    };
    this.#approvals = new Approvals(this.#services);
  }

  dml(request: DmlRequest): readonly RowResult[] {
    const { rows, operation } = request;
    const session = this.#services.session();
    if (rows.length === 0) return [];
    session.countDmlStatement();
    session.countDmlRows(rows.length + (request.merged?.length ?? 0));
    const nothing = rows.findIndex((row) => row === null || row === undefined);
    if (nothing >= 0) throw dataError('System.NullPointerException', 'Attempt to de-reference a null object');
    const objects = rows.map((row) => this.#writableObject(row, operation));
    const mixed = mixedDml(session.dmlKinds, objects, rows, operation);
    if (mixed !== undefined) return rows.map((row) => refused(row, 'MIXED_DML_OPERATION', mixed));
    checkRepeated(request);

    const concernsAccess = objects.some((object) => ACCESS_OBJECTS.has(object.name));
    // also before: what its triggers ask is forgotten where the statement is undone
    if (concernsAccess) this.#accessChanged(objects);
    const savepoint = this.#services.database.savepoint();
    let changes: readonly Change[];
    try {
      changes =
        operation === 'merge' ? mergeRows(this.#context(objects[0], request), request) : this.#groups(request, objects);
    } catch (error) {
      this.#undo(savepoint);
      if (!(error instanceof TriggerFailure) || operation !== 'merge') throw error;
      return rows.map((row) => refused(row, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', error.message));
    }
    // A merge is one act: nothing of it stays where a part of it is refused.
    if ((request.allOrNone || operation === 'merge') && changes.some((change) => !sound(change))) {
      this.#undo(savepoint);
      return changes.map((change) => result(change, true));
    }
    this.#services.database.release(savepoint);
    for (const change of changes) if (sound(change) && operation !== 'delete') change.given.poke('Id', change.id);
    if (concernsAccess) this.#accessChanged(objects);
    return changes.map((change) => result(change, false));
  }

  approve(request: ApprovalRequest, access: AccessContext): ApprovalResult {
    return this.#approvals.process(request, access);
  }

  convertLeads(request: LeadConversionRequest): readonly LeadConversionResult[] {
    const session = this.#services.session();
    session.countDmlStatement();
    session.countDmlRows(request.leads.length);
    const mixed = mixedDml(session.dmlKinds, [this.#services.schema.objects.get('lead')!], [], 'update');
    if (mixed !== undefined)
      throw dataError(
        'System.DmlException',
        `ConvertLead failed. First exception on row 0; first error: MIXED_DML_OPERATION, ${mixed}: []`,
      );
    return convertLeads(this.#services, request);
  }

  emptyRecycleBin(ids: readonly string[]): readonly RowResult[] {
    const { schema, database, session } = this.#services;
    session().countDmlStatement();
    session().countDmlRows(ids.length);
    const bin = new RecycleBin(this.#services);
    return ids.map((text): RowResult => {
      const id = tryNormalizeId(text) ?? null;
      const object = id === null ? undefined : objectOfId(schema, id);
      const row = object === undefined ? undefined : loadRows(database, object, [id!]).get(id!);
      const error =
        row === undefined
          ? saveError('INVALID_ID_FIELD', 'invalid record id')
          : row.peek('IsDeleted') !== true
            ? saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
            : undefined;
      if (error === undefined) bin.empty(object!, [id!]);
      return { id, success: error === undefined, created: false, errors: error === undefined ? [] : [error] };
    });
  }

  /** Neither statements nor rows of DML: they count as callouts. */
  immediate(operation: 'insert' | 'delete', rows: readonly SObject[], access: AccessContext): readonly RowResult[] {
    return (operation === 'insert' ? insertImmediate : deleteImmediate)(this.#services, rows, access);
  }

  #undo(savepoint: number): void {
    const { database } = this.#services;
    this.#forgetAccess();
    if (!database.inTransaction || !database.isOpenSavepoint(savepoint)) return;
    database.rollbackTo(savepoint);
    database.release(savepoint);
  }

  #accessChanged(objects: readonly ObjectSchema[]): void {
    for (const object of new Set(objects))
      if (ACCESS_OBJECTS.has(object.name)) this.#services.permissions.changed(object);
    this.#services.sharing.forget();
  }

  /** What users may do is asked anew. */
  #forgetAccess(): void {
    this.#services.permissions.forget();
    this.#services.sharing.forget();
  }

  #context(object: ObjectSchema, { access }: DmlRequest): ChunkContext {
    return { ...this.#services, object, access };
  }

  // ---------------------------------------------------------------- chunks

  /** Rows of one type after the other; the first failure ends an all-or-none statement. */
  #groups(request: DmlRequest, objects: readonly ObjectSchema[]): readonly Change[] {
    const groups: { object: ObjectSchema; rows: { row: SObject; index: number }[] }[] = [];
    request.rows.forEach((row, index) => {
      const object = objects[index];
      if (groups.at(-1)?.object !== object) groups.push({ object, rows: [] });
      groups.at(-1)!.rows.push({ row, index });
    });
    if (groups.length > MAX_TYPE_CHUNKS) {
      throw dataError(
        'System.TypeException',
        `Cannot have more than ${MAX_TYPE_CHUNKS} chunks in a single operation. Please rearrange the data to reduce chunking.`,
      );
    }
    const all: Change[] = [];
    for (const { object, rows } of groups) {
      const context = this.#context(object, request);
      for (const { changes, operation } of this.#split(request, context, rows)) {
        all.push(...changes);
        for (let at = 0; at < changes.length; at += CHUNK) {
          const chunk = changes.slice(at, at + CHUNK);
          if (this.#running.length > 0) this.#refuseSelfReference(operation, chunk);
          this.#chunk(context, WORK[operation], chunk, request.allOrNone);
          if (request.allOrNone && chunk.some((change) => !sound(change))) return inOrder(all, request);
        }
      }
    }
    return inOrder(all, request);
  }

  /** An upsert is an insert of some rows and an update of the others. */
  #split(
    request: DmlRequest,
    context: ChunkContext,
    rows: readonly { readonly row: SObject; readonly index: number }[],
  ) {
    if (request.operation === 'upsert') return splitUpsert(context, request.externalIdField, rows);
    const operation = request.operation as keyof typeof WORK;
    const changes = rows.map(({ row, index }) => {
      const written = row.peek('Id') as string | null | undefined;
      const id = typeof written === 'string' ? (tryNormalizeId(written) ?? written) : null;
      const change = newChange(index, row, id, operation === 'insert');
      if (operation === 'insert' && id !== null)
        fail(change, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
      if (operation !== 'insert' && id === null)
        fail(change, 'MISSING_ARGUMENT', `Id not specified in an ${operation} call`, []);
      return change;
    });
    return [{ operation, changes }];
  }

  /**
   * Where some rows may fail, the others are tried again without them, triggers included and with the limits of the first attempt,
   * twice at most. Apex Developer Guide, "Bulk DML Exception Handling".
   */
  #chunk(context: ChunkContext, work: Work, chunk: readonly Change[], allOrNone: boolean): void {
    const { database } = this.#services;
    const resetLimits = allOrNone ? undefined : this.#services.session().markLimits();
    let rows = chunk.filter(sound);
    for (let attempt = 1; rows.length > 0; attempt++) {
      const savepoint = database.savepoint();
      try {
        work(context, rows);
      } catch (error) {
        if (!(error instanceof TriggerFailure)) throw error;
        for (const change of rows) change.errors = [saveError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', error.message)];
      }
      const good = rows.filter(sound);
      if (good.length === rows.length || resetLimits === undefined) {
        if (database.isOpenSavepoint(savepoint)) database.release(savepoint);
        return;
      }
      database.rollbackTo(savepoint);
      database.release(savepoint);
      if (attempt === MAX_ATTEMPTS) throw dataError('System.DmlException', TOO_MANY_ATTEMPTS);
      // Without survivors there is no second attempt that would begin anew.
      if (good.length > 0) resetLimits();
      for (const change of rows) if (change.created) change.id = null;
      rows = good;
    }
  }

  #nested(object: string, event: TriggerEvent, batch: TriggerBatch, run: () => void): void {
    if (this.#running.length >= MAX_TRIGGER_DEPTH) {
      throw TriggerFailure.tooDeep(this.#triggers.running ?? 'unknown', this.#running);
    }
    this.#running.push({ object, event, rows: batch.newRows ?? batch.oldRows ?? [] });
    try {
      run();
    } finally {
      this.#running.pop();
    }
  }

  /**
   * A record in a before trigger is about to be written; nothing may write it meanwhile, nor delete it in its after trigger.
   * SOAP API Developer Guide, StatusCode: SELF_REFERENCE_FROM_TRIGGER.
   */
  #refuseSelfReference(operation: DmlOperation, changes: readonly Change[]): void {
    const holding = this.#running.filter(({ event }) => event.startsWith('before') || operation === 'delete');
    if (holding.length === 0 || operation === 'undelete') return;
    const held = new Set(holding.flatMap(({ rows }) => rows.map((row) => row.peek('Id'))));
    for (const change of changes) {
      if (change.created || change.id === null || !held.has(change.id)) continue;
      const trigger = this.#triggers.running ?? 'unknown';
      fail(
        change,
        'SELF_REFERENCE_FROM_TRIGGER',
        `Object (id = ${change.id.slice(0, 15)}) is currently in trigger ${trigger}, therefore it cannot recursively ${operation} itself`,
      );
    }
  }

  // ---------------------------------------------------------------- what may not be written

  #writableObject(row: SObject, operation: DmlOperation): ObjectSchema {
    const object = row.schema ?? this.#services.schema.objects.get(row.type.toLowerCase());
    const allowed =
      object !== undefined &&
      object.kind !== 'platformEvent' &&
      object.kind !== 'bigObject' &&
      (operation === 'insert'
        ? object.createable
        : operation === 'update'
          ? object.updateable
          : operation === 'upsert'
            ? object.createable && object.updateable
            : object.deletable);
    if (allowed) return this.#services.schema.objects.get(object.name.toLowerCase()) ?? object;
    const verb = operation[0].toUpperCase() + operation.slice(1);
    throw dataError('System.TypeException', `DML operation ${verb} not allowed on ${row.type}`);
  }
}

const inOrder = (changes: readonly Change[], request: DmlRequest): Change[] => {
  const byIndex = new Map(changes.map((change) => [change.index, change]));
  return request.rows.map(
    (row, index) => byIndex.get(index) ?? newChange(index, row, null, request.operation === 'insert'),
  );
};

/** The same record twice in one list. */
function checkRepeated({ operation, rows }: DmlRequest): void {
  if (operation === 'insert' || operation === 'merge') {
    if (operation === 'insert' && new Set(rows).size < rows.length) {
      const index = rows.findIndex((row, at) => rows.indexOf(row) < at);
      throw dataError(
        'System.ListException',
        `Before Insert or Upsert list must not have two identically equal elements: ${index}`,
      );
    }
    return;
  }
  const seen = new Set<unknown>();
  for (const row of rows) {
    const id = row.peek('Id');
    if (typeof id !== 'string') continue;
    if (seen.has(id)) throw dataError('System.ListException', `Duplicate id in list: ${id}`);
    seen.add(id);
  }
}

function refused(row: SObject, statusCode: string, message: string): RowResult {
  return {
    id: (row.peek('Id') as string | undefined) ?? null,
    success: false,
    created: false,
    errors: [saveError(statusCode, message)],
  };
}

const ROLLED_BACK: SaveError = saveError(
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  'Record rolled back because not all records were valid and the request was using AllOrNone header',
);

function result(change: Change, rolledBack: boolean): RowResult {
  const success = sound(change) && !rolledBack;
  const id = success || !change.created ? change.id : null;
  const errors = sound(change) && rolledBack ? [ROLLED_BACK] : change.errors;
  return { id, success, created: success && change.created, errors, related: success ? change.related : undefined };
}
