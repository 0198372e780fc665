/**
 * Locks on records: who may not modify all rows of the object neither edits nor deletes a locked one, not even in system mode
 * (Apex Reference Guide, Approval Class; Apex Developer Guide, Approval Processing).
 */
import type { RowResult } from '../../runtime/ports.ts';
import type { OrgSchema } from '../../schema/model.ts';
import type { Database } from '../../storage/database.ts';
import { tryNormalizeId } from '../../values/id.ts';
import { isOrIncludes } from '../approval/approvers.ts';
import { askedAbout } from '../approval/rows.ts';
import { saveError } from '../errors.ts';
import type { Sharing } from '../security/sharing.ts';
import { objectOfId } from '../objects.ts';
import { fail, type Change } from './change.ts';
import type { ChunkContext } from './services.ts';
import { loadRows } from './table.ts';

export class Locks {
  readonly #database: Database;
  readonly #schema: OrgSchema;
  /** false only while no row was ever locked, so that orgs without locks pay nothing */
  #used: boolean;

  constructor(database: Database, schema: OrgSchema) {
    this.#database = database;
    this.#schema = schema;
    database.execute('CREATE TABLE IF NOT EXISTS local_org_lock (id TEXT PRIMARY KEY) STRICT');
    this.#used = database.get('SELECT 1 FROM local_org_lock LIMIT 1') !== undefined;
  }

  set(ids: readonly string[], locked: boolean): readonly RowResult[] {
    this.#used ||= locked;
    const text = locked
      ? 'INSERT OR IGNORE INTO local_org_lock (id) VALUES (?)'
      : 'DELETE FROM local_org_lock WHERE id = ?';
    return ids.map((written): RowResult => {
      const id = tryNormalizeId(written) ?? written;
      const object = objectOfId(this.#schema, id);
      const row = object === undefined ? undefined : loadRows(this.#database, object, [id]).get(id);
      const error =
        row === undefined
          ? saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
          : row.peek('IsDeleted') === true
            ? saveError('ENTITY_IS_DELETED', 'entity is deleted')
            : undefined;
      if (error === undefined) this.#database.run(text, id);
      return { id, success: error === undefined, created: false, errors: error === undefined ? [] : [error] };
    });
  }

  /** those of the ids that are locked */
  among(ids: readonly string[]): ReadonlySet<string> {
    if (!this.#used) return new Set();
    const rows = this.#database.arrays(
      'SELECT id FROM local_org_lock WHERE id IN (SELECT value FROM json_each(?))',
      JSON.stringify(ids),
    );
    return new Set(rows.map(([id]) => id as string));
  }

  check({ object, access, permissions, sharing }: ChunkContext, changes: readonly Change[]): void {
    if (!this.#used || permissions.changesAll(access.userId, object.name)) return;
    const locked = this.among(changes.flatMap((change) => change.id ?? []));
    for (const change of changes)
      if (
        change.id !== null &&
        locked.has(change.id) &&
        change.byPlatform !== true &&
        change.summaries === undefined &&
        !this.#mayEdit(sharing, change.id, access.userId)
      )
        fail(change, 'ENTITY_IS_LOCKED', 'the entity is locked for editing', []);
  }

  /** Whom an approval process asks now, where it lets approvers edit. */
  #mayEdit(sharing: Sharing, id: string, userId: string): boolean {
    const { approvalProcesses } = this.#schema.setup;
    if (![...approvalProcesses.values()].some(({ approverMayEdit }) => approverMayEdit)) return false;
    return askedAbout(this.#database, id).some(
      ({ actor, process }) =>
        approvalProcesses.get(process)?.approverMayEdit === true && isOrIncludes(sharing, actor, userId),
    );
  }
}
