/**
 * Deletion: what hangs on the rows is deleted with them, loses its reference, or keeps them from being deleted. Triggers run
 * for the rows that the caller named, not for those that go with them.
 * Apex Developer Guide, "Triggers and Order of Execution", "Operations That Don't Invoke Triggers".
 */
import type { ObjectSchema } from '../../schema/model.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import { isUnused, nameFieldOf, recyclable } from '../objects.ts';
import { computeFormulas } from '../formulas/rows.ts';
import { checkUnshared } from '../security/shares.ts';
import { shareObject } from '../security/share-objects.ts';
import { quoted } from '../sql.ts';
import { checkAccess } from './access.ts';
import { collectErrors, fail, sound } from './change.ts';
import type { Change } from './change.ts';
import { RecycleBin } from './recycle-bin.ts';
import { rollUpRows } from './rollups.ts';
import type { ChunkContext, DmlServices } from './services.ts';
import { loadRows } from './table.ts';
import { checkUniqueAgain } from './unique.ts';

/** `master`: the row that merged rows go into, which their MasterRecordId then names. */
export function deleteChunk(context: ChunkContext, changes: readonly Change[], master?: string): void {
  const { object, database } = context;
  const old = loadRows(
    database,
    object,
    changes.flatMap((change) => change.id ?? []),
  );
  for (const change of changes) {
    const row = change.id === null ? undefined : old.get(change.id);
    if (row === undefined) fail(change, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);
    else if (row.peek('IsDeleted') === true) fail(change, 'ENTITY_IS_DELETED', 'entity is deleted', []);
    else {
      row.readOnlyReason = 'Record is read-only';
      change.old = change.row = row;
    }
  }
  checkAccess(context, 'delete', changes.filter(sound));
  if (shareObject(context.schema, object) !== undefined) checkUnshared(changes.filter(sound));
  context.locks.check(context, changes.filter(sound));
  run(context, 'before delete', changes);
  const gone = new Deletion(context).delete(object, changes.filter(sound), master);
  // "The MasterRecordId field is only set in after delete trigger events": Apex Developer Guide, "Triggers and Merge Statements".
  if (master !== undefined && object.fields.has('masterrecordid'))
    for (const change of changes.filter(sound)) change.old!.poke('MasterRecordId', master);
  run(context, 'after delete', changes);
  context.changes.deleted(context, changes);
  const byId = new Map(changes.filter(sound).map((change) => [change.id!, change]));
  rollUpRows(
    context,
    gone.flatMap(({ object: target, id, root }) => {
      const change = byId.get(root);
      return change === undefined ? [] : [{ object: target, id, change }];
    }),
  );
}

function run(context: ChunkContext, event: 'before delete' | 'after delete', changes: readonly Change[]): void {
  const rows = changes.filter(sound);
  if (rows.length === 0 || !context.triggers.handles(context.object.name, event)) return;
  const old = rows.map((change) => change.old!);
  if (event === 'before delete') computeFormulas(context, old);
  context.triggers.run(context.object.name, event, { newRows: undefined, oldRows: old });
  for (const change of rows) collectErrors(change, change.old!);
}

export interface Doomed {
  readonly object: ObjectSchema;
  readonly id: string;
  /** the row that the caller named */
  readonly root: string;
}

class Deletion {
  readonly #services: DmlServices;
  readonly #bin: RecycleBin;
  readonly #doomed = new Map<string, Doomed>();

  constructor(services: DmlServices) {
    this.#services = services;
    this.#bin = new RecycleBin(services);
  }

  /** @returns all rows that are gone */
  delete(object: ObjectSchema, changes: readonly Change[], master: string | undefined): readonly Doomed[] {
    const byId = new Map(changes.map((change) => [change.id!, change]));
    for (const id of byId.keys()) this.#doomed.set(id, { object, id, root: id });
    this.#cascade(object, new Map([...byId.keys()].map((id) => [id, id])), byId);
    const blocked = new Set([...byId.values()].filter((change) => !sound(change)).map((change) => change.id!));
    const doomed = [...this.#doomed.values()].filter(({ root }) => !blocked.has(root));
    this.#clearReferences(doomed);
    for (const [target, rows] of Map.groupBy(doomed, (entry) => entry.object)) this.#bin.put(target, rows);
    if (master === undefined) return doomed;
    const ids = JSON.stringify(changes.filter(sound).map((change) => change.id));
    const text = `UPDATE ${quoted(object.name)} SET "MasterRecordId" = ? WHERE "Id" IN (SELECT value FROM json_each(?))`;
    if (object.fields.has('masterrecordid')) this.#services.database.run(text, master, ids);
    return doomed;
  }

  /** `roots`: id -> id of the row that the caller named. Breadth first, one query for each relationship of a level. */
  #cascade(object: ObjectSchema, roots: ReadonlyMap<string, string>, changes: ReadonlyMap<string, Change>): void {
    const { schema, database } = this.#services;
    const ids = JSON.stringify([...roots.keys()]);
    const next = new Map<ObjectSchema, Map<string, string>>();
    for (const relation of schema.childRelationships(object.name)) {
      if (!relation.cascadeDelete && !relation.restrictedDelete) continue;
      const child = schema.objects.get(relation.childObject.toLowerCase())!;
      if (child.kind === 'platformEvent' || isUnused(child, database)) continue;
      const field = child.fields.get(relation.field.toLowerCase())!;
      // Who wrote a row never keeps anybody from being deleted here: users are not deletable.
      if (field.system || field.formula !== undefined) continue;
      const alive = recyclable(child) ? ' AND "IsDeleted" = 0' : '';
      const rows = database.arrays(
        `SELECT "Id", ${quoted(field.name)} FROM ${quoted(child.name)} WHERE ${quoted(field.name)} IN (SELECT value FROM json_each(?))${alive} ORDER BY "Id"`,
        ids,
      ) as [string, string][];
      if (relation.restrictedDelete) {
        this.#refuse(
          object,
          child,
          rows.filter(([id]) => !this.#doomed.has(id)),
          roots,
          changes,
        );
        continue;
      }
      for (const [id, parent] of rows) {
        if (this.#doomed.has(id)) continue;
        const root = roots.get(parent)!;
        this.#doomed.set(id, { object: child, id, root });
        let level = next.get(child);
        if (level === undefined) next.set(child, (level = new Map<string, string>()));
        level.set(id, root);
      }
    }
    for (const [child, level] of next) this.#cascade(child, level, changes);
  }

  #refuse(
    object: ObjectSchema,
    child: ObjectSchema,
    rows: readonly [string, string][],
    roots: ReadonlyMap<string, string>,
    changes: ReadonlyMap<string, Change>,
  ): void {
    const name = nameFieldOf(child)?.name;
    for (const [parent, group] of Map.groupBy(rows, ([, id]) => id)) {
      const change = changes.get(roots.get(parent)!)!;
      if (!sound(change)) continue;
      const names = [
        ...loadRows(
          this.#services.database,
          child,
          group.map(([id]) => id),
        ).values(),
      ].map((row) => String(name === undefined ? row.peek('Id') : row.peek(name)));
      const own = nameFieldOf(object)?.name;
      const shown = loadRows(this.#services.database, object, [parent])
        .get(parent)
        ?.peek(own ?? 'Id');
      fail(
        change,
        'DELETE_FAILED',
        `Your attempt to delete ${String(shown)} could not be completed because it is associated with the following ${child.labelPlural.toLowerCase()}.: ${names.join(', ')}\n`,
        [],
      );
    }
  }

  #clearReferences(doomed: readonly Doomed[]): void {
    const { schema, database } = this.#services;
    for (const [object, rows] of Map.groupBy(doomed, (entry) => entry.object)) {
      const ids = JSON.stringify(rows.map(({ id }) => id));
      for (const relation of schema.childRelationships(object.name)) {
        if (relation.cascadeDelete || relation.restrictedDelete) continue;
        const child = schema.objects.get(relation.childObject.toLowerCase())!;
        const field = child.fields.get(relation.field.toLowerCase())!;
        if (
          child.kind === 'platformEvent' ||
          isUnused(child, database) ||
          field.system ||
          field.formula !== undefined ||
          field.name === 'MasterRecordId'
        )
          continue;
        const column = quoted(field.name);
        const where = `${column} IN (SELECT value FROM json_each(?))`;
        const users = database.arrays(`SELECT "Id", ${column} FROM ${quoted(child.name)} WHERE ${where}`, ids) as [
          string,
          string,
        ][];
        if (users.length === 0) continue;
        this.#bin.rememberReferences(child.name, field.name, users);
        database.run(`UPDATE ${quoted(child.name)} SET ${column} = NULL WHERE ${where}`, ids);
      }
    }
  }
}

/** Restores rows from the recycle bin with what was deleted along with them; only an after trigger runs. */
export function undeleteChunk(context: ChunkContext, changes: readonly Change[]): void {
  const { object, database } = context;
  checkAccess(context, 'edit', changes);
  const rows = loadRows(
    database,
    object,
    changes.flatMap((change) => change.id ?? []),
  );
  for (const change of changes) {
    const row = change.id === null ? undefined : rows.get(change.id);
    if (row === undefined || row.peek('IsDeleted') !== true)
      fail(change, 'UNDELETE_FAILED', 'Entity is not in the recycle bin', []);
  }
  checkUniqueAgain(
    database,
    object,
    changes.filter(sound).map((change) => ({ change, row: rows.get(change.id!)! })),
  );
  const good = changes.filter(sound);
  const restored = new RecycleBin(context).restore(
    object,
    good.map((change) => change.id!),
  );
  afterUndelete(context, good);
  context.changes.undeleted(context, good);
  const byId = new Map(good.map((change) => [change.id!, change]));
  rollUpRows(
    context,
    restored.flatMap(({ object: target, id, root }) => {
      const change = byId.get(root);
      return change === undefined ? [] : [{ object: target, id, change }];
    }),
  );
}

function afterUndelete(context: ChunkContext, good: readonly Change[]): void {
  const { object, database } = context;
  if (good.length === 0 || !context.triggers.handles(object.name, 'after undelete')) return;
  const restored = loadRows(
    database,
    object,
    good.map((change) => change.id!),
  );
  for (const change of good) {
    change.row = restored.get(change.id!) ?? new SObject(object.name, object);
    change.row.readOnlyReason = 'Record is read-only';
  }
  computeFormulas(
    context,
    good.map((change) => change.row),
  );
  context.triggers.run(object.name, 'after undelete', {
    newRows: good.map((change) => change.row),
    oldRows: undefined,
  });
  for (const change of good) collectErrors(change, change.row);
}
