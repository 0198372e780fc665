/**
 * Roll-up summary fields: worked out anew for the masters of the rows of a chunk, after its after triggers. A master whose
 * summaries change goes through the save procedure itself, with its triggers and validation rules, and so on to its own master.
 * Apex Developer Guide, "Triggers and Order of Execution".
 */
import { SObject } from '../../runtime/platform/sobject.ts';
import type { FieldSchema, ObjectSchema, OrgSchema } from '../../schema/model.ts';
import type { Database } from '../../storage/database.ts';
import { readMeta, writeMeta } from '../../storage/tables.ts';
import { isUnused, memo, recyclable } from '../objects.ts';
import { quoted } from '../sql.ts';
import type { SqlValue } from '../sql.ts';
import { newChange, sound } from './change.ts';
import type { Change } from './change.ts';
import type { Written } from './references.ts';
import { updateChunk } from './save.ts';
import type { ChunkContext, DmlServices } from './services.ts';
import { summaryColumn } from './summary-sql.ts';

/** The summaries of one object over the rows that name it in one field. */
interface Feed {
  readonly parent: ObjectSchema;
  readonly child: ObjectSchema;
  readonly key: FieldSchema;
  readonly fields: readonly FieldSchema[];
  /** the child's fields whose change may change a summary; undefined for any, where formulas are summarized */
  readonly relevant: ReadonlySet<string> | undefined;
}

const feedsOf = memo((schema: OrgSchema): ReadonlyMap<string, readonly Feed[]> => {
  const feeds = new Map<string, Feed[]>();
  for (const parent of schema.objects.values()) {
    const summaries = [...parent.fields.values()].filter((field) => field.summary !== undefined);
    const groups = Map.groupBy(summaries, ({ summary }) => `${summary!.childObject}.${summary!.foreignKey}`);
    for (const fields of groups.values()) {
      const { childObject, foreignKey } = fields[0].summary!;
      const child = schema.objects.get(childObject.toLowerCase());
      const key = child?.fields.get(foreignKey.toLowerCase());
      if (child === undefined || key === undefined) continue;
      const feed: Feed = { parent, child, key, fields, relevant: relevantFields(child, key, fields) };
      feeds.set(child.name, [...(feeds.get(child.name) ?? []), feed]);
    }
  }
  return feeds;
});

function relevantFields(
  child: ObjectSchema,
  key: FieldSchema,
  summaries: readonly FieldSchema[],
): ReadonlySet<string> | undefined {
  const read = summaries.flatMap(({ summary }) => [
    ...(summary!.summarizedField === undefined ? [] : [summary!.summarizedField]),
    ...summary!.filters.map((filter) => filter.field),
  ]);
  const fields = read.map((name) => child.fields.get(name.toLowerCase())!);
  if (fields.some((field) => field.formula !== undefined)) return undefined;
  return new Set([key.name, ...fields.map((field) => field.name)]);
}

/** After an insert or update: the masters that the rows have, and those that they had. */
export function rollUp(context: ChunkContext, written: readonly Written[]): void {
  for (const feed of feedsOf(context.schema).get(context.object.name) ?? []) {
    const users = new Map<string, Change[]>();
    const { key, relevant } = feed;
    for (const { change, columns } of written) {
      if (!sound(change)) continue;
      if (!change.created && relevant !== undefined && ![...columns.keys()].some((name) => relevant.has(name)))
        continue;
      const now = columns.has(key.name) ? columns.get(key.name) : change.old?.peek(key.name);
      for (const parent of new Set([now, change.old?.peek(key.name)])) {
        if (typeof parent === 'string') users.set(parent, [...(users.get(parent) ?? []), change]);
      }
    }
    save(context, feed, users);
  }
}

/** After rows have gone or come back, with what went along: the changes that answer for each row. */
export function rollUpRows(
  context: ChunkContext,
  rows: Iterable<{ readonly object: ObjectSchema; readonly id: string; readonly change: Change }>,
): void {
  for (const [object, group] of Map.groupBy(rows, (row) => row.object)) {
    for (const feed of feedsOf(context.schema).get(object.name) ?? []) {
      const byId = new Map(group.map(({ id, change }) => [id, change]));
      const text = `SELECT "Id", ${quoted(feed.key.name)} FROM ${quoted(object.name)} WHERE "Id" IN (SELECT value FROM json_each(?))`;
      const users = new Map<string, Change[]>();
      for (const [id, parent] of context.database.arrays(text, JSON.stringify([...byId.keys()]))) {
        if (typeof parent !== 'string') continue;
        users.set(parent, [...(users.get(parent) ?? []), byId.get(id as string)!]);
      }
      save(context, feed, users);
    }
  }
}

/** After children have been moved to `parentId`: a merge. */
export function rollUpParent(context: ChunkContext, change: Change): void {
  for (const feeds of feedsOf(context.schema).values()) {
    for (const feed of feeds)
      if (feed.parent === context.object) save(context, feed, new Map([[change.id!, [change]]]));
  }
}

const CHUNK = 200;

/** `users`: the changes that fail where their parent cannot be saved. */
function save(context: ChunkContext, feed: Feed, users: ReadonlyMap<string, readonly Change[]>): void {
  if (users.size === 0) return;
  const { parent } = feed;
  const changed = differing(context, feed, [...users.keys()]);
  const access = { ...context.access, mode: 'system', sharing: false } as const;
  for (let at = 0; at < changed.length; at += CHUNK) {
    const changes = changed.slice(at, at + CHUNK).map(({ id, summaries }, index): Change => {
      const given = new SObject(parent.name, parent, new Map([['Id', id]]));
      return { ...newChange(index, given, id, false), summaries };
    });
    updateChunk({ ...context, object: parent, access }, changes);
    for (const change of changes) {
      for (const user of users.get(change.id!) ?? []) if (sound(user)) user.errors.push(...change.errors);
    }
  }
}

/** The parents whose stored summaries are no longer right, with what they should be. */
function differing(
  { database, schema }: Pick<DmlServices, 'database' | 'schema'>,
  feed: Feed,
  ids: readonly string[],
): { readonly id: string; readonly summaries: ReadonlyMap<string, SqlValue> }[] {
  const { parent, fields } = feed;
  const columns = fields.map((field) => `p.${quoted(field.name)}`);
  const alive = recyclable(parent) ? ' AND p."IsDeleted" = 0' : '';
  const text = `SELECT p."Id", ${columns.join(', ')}, ${wanted(schema, feed)} FROM ${quoted(parent.name)} AS p WHERE p."Id" IN (SELECT value FROM json_each(?))${alive} ORDER BY p."Id"`;
  return database.arrays(text, JSON.stringify(ids)).flatMap((row) => {
    const summaries = new Map<string, SqlValue>();
    fields.forEach((field, index) => {
      const right = row[1 + fields.length + index];
      if (row[1 + index] !== right) summaries.set(field.name, right);
    });
    return summaries.size === 0 ? [] : [{ id: row[0] as string, summaries }];
  });
}

/** For each summary a subquery over the details of `p`. */
function wanted(schema: OrgSchema, { child, key, fields }: Feed): string {
  return fields.map((field) => summaryColumn(schema, child, key, field)).join(', ');
}

/** Brings all summaries up to date, without triggers, where the project defines others than before over rows that are there already. */
export function refreshSummaries(database: Database, schema: OrgSchema): void {
  const feeds = [...feedsOf(schema).values()].flat();
  if (feeds.length === 0) return;
  const definition = JSON.stringify(
    feeds.map(({ parent, fields }) => [parent.name, fields.map(({ name, summary }) => [name, summary])]),
  );
  if (readMeta(database, DEFINITION) === definition) return;
  for (const { parent, child, key, fields } of feeds) {
    const sets = fields.map((field) => `${quoted(field.name)} = ${summaryColumn(schema, child, key, field)}`);
    if (!isUnused(parent, database)) database.run(`UPDATE ${quoted(parent.name)} AS p SET ${sets.join(', ')}`);
  }
  writeMeta(database, DEFINITION, definition);
}

const DEFINITION = 'summaries';
