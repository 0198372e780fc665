/**
 * Merge of up to two rows into a master: children move to the master, the merged rows are deleted, the master is
 * updated. Triggers: delete on the merged rows, update on the master. Apex Developer Guide, "Merging Records".
 */
import type { DmlRequest } from '../../runtime/ports.ts';
import { tryNormalizeId } from '../../values/id.ts';
import { dataError } from '../errors.ts';
import { isUnused } from '../objects.ts';
import { shareObject } from '../security/share-objects.ts';
import { quoted } from '../sql.ts';
import { newChange, sound } from './change.ts';
import type { Change } from './change.ts';
import { deleteChunk } from './delete.ts';
import { rollUpParent } from './rollups.ts';
import { updateChunk } from './save.ts';
import type { ChunkContext } from './services.ts';

const MERGEABLE = new Set(['Account', 'Contact', 'Lead', 'Case', 'Individual']);
const MAX_MERGED = 2;

/** One change: the master, with the errors of all. */
export function mergeRows(context: ChunkContext, request: DmlRequest): readonly Change[] {
  const { object, schema, database } = context;
  const merged = request.merged ?? [];
  if (!MERGEABLE.has(object.name))
    throw dataError('System.TypeException', `DML operation Merge not allowed on ${object.name}`);
  if (merged.length > MAX_MERGED)
    throw dataError('System.ListException', `Merge takes at most ${MAX_MERGED} records to merge into the master`);
  const masterRow = request.rows[0];
  const id = masterRow.peek('Id');
  const master = newChange(0, masterRow, typeof id === 'string' ? (tryNormalizeId(id) ?? id) : null, false);
  const losers = merged.map((row, index) => {
    const loser = row.peek('Id');
    return newChange(index, row, typeof loser === 'string' ? (tryNormalizeId(loser) ?? loser) : null, false);
  });
  if (losers.some((loser) => loser.id === master.id)) {
    throw dataError(
      'System.DmlException',
      'Merge failed. First exception on row 0; first error: INVALID_ID_FIELD, cannot merge with self: []',
    );
  }
  const ids = JSON.stringify(losers.map((loser) => loser.id));
  for (const relation of schema.childRelationships(object.name)) {
    const child = schema.objects.get(relation.childObject.toLowerCase())!;
    const field = child.fields.get(relation.field.toLowerCase())!;
    if (
      child.kind === 'platformEvent' ||
      isUnused(child, database) ||
      field.system ||
      field.formula !== undefined ||
      field.name === 'MasterRecordId' ||
      shareObject(schema, child) !== undefined
    )
      continue;
    const where = `${quoted(field.name)} IN (SELECT value FROM json_each(?))`;
    const moved = database.arrays(`SELECT "Id" FROM ${quoted(child.name)} WHERE ${where} ORDER BY "Id"`, ids);
    if (moved.length === 0) continue;
    database.run(`UPDATE ${quoted(child.name)} SET ${quoted(field.name)} = ? WHERE ${where}`, master.id, ids);
    master.related = [...(master.related ?? []), ...moved.map(([child]) => child as string)];
  }
  deleteChunk(context, losers, master.id ?? undefined);
  for (const loser of losers) master.errors.push(...loser.errors);
  if (sound(master)) updateChunk(context, [master]);
  if (sound(master)) rollUpParent(context, master);
  return [master];
}
