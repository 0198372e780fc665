/**
 * One table an object, named like it, one column a field. Brought to the project's schema whenever it changes: new
 * objects and fields are added, changed ones converted where no value can be lost. What the project no longer has stays
 * in the file, unseen, so that going back to an older commit loses nothing.
 */
import { createHash } from 'node:crypto';
import type { FieldSchema, ObjectSchema, OrgSchema } from '../schema/model.ts';
import { columnDefinition, columnOf, hasTable, quoteName, quoteText } from './columns.ts';
import { StorageError, type Database } from './database.ts';

export interface Migration {
  readonly createdTables: readonly string[];
  /** `Account.Is_Synthetic__c` */
  readonly addedColumns: readonly string[];
  readonly changedColumns: readonly string[];
}

/** Raised when the layout itself changes in a way that older files cannot follow. */
const LAYOUT_VERSION = '1';

const NO_CHANGE: Migration = { createdTables: [], addedColumns: [], changedColumns: [] };

/**
 * Makes the tables fit the schema, all or nothing.
 * @throws {StorageError} naming the field when values would be lost, or when the file has another layout
 */
export function migrateTables(database: Database, schema: OrgSchema): Migration {
  const wanted = wantedTables(schema);
  const hash = hashOf(wanted);
  return database.transaction(() => {
    database.execute(
      'CREATE TABLE IF NOT EXISTS local_org_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;' +
        'CREATE TABLE IF NOT EXISTS local_org_column' +
        ' (table_name TEXT COLLATE NOCASE, column_name TEXT COLLATE NOCASE, definition TEXT NOT NULL,' +
        ' PRIMARY KEY (table_name, column_name)) STRICT',
    );
    checkLayout(database);
    tablesOnUse(database, schema);
    if (readMeta(database, 'schema_hash') === hash) return NO_CHANGE;
    const migration = applyTables(database, wanted);
    writeMeta(database, 'schema_hash', hash);
    return migration;
  });
}

/**
 * From now on a rare object's table is made when a statement first asks for it. `fill` then writes the rows that the object
 * has from the start.
 */
export function tablesOnUse(
  database: Database,
  schema: OrgSchema,
  fill: (object: ObjectSchema) => void = () => undefined,
): void {
  database.onMissingTable((name) => {
    const object = schema.objects.get(name.toLowerCase());
    if (!object?.rare) return false;
    createTable(database, object.name, columnsOf(object));
    fill(object);
    return true;
  });
}

/** A text kept with the data: the clock's offset, the last ID given out. */
export function readMeta(database: Database, key: string): string | undefined {
  return database.get('SELECT value FROM local_org_meta WHERE key = ?', key)?.['value'] as string | undefined;
}

export function writeMeta(database: Database, key: string, value: string): void {
  database.run(
    'INSERT INTO local_org_meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    value,
  );
}

interface WantedColumn {
  readonly name: string;
  readonly definition: string;
  readonly indexed: boolean;
}

interface WantedTable {
  readonly columns: readonly WantedColumn[];
  /** made on first use */
  readonly rare: boolean;
}

type WantedTables = ReadonlyMap<string, WantedTable>;

function wantedTables(schema: OrgSchema): WantedTables {
  const tables = new Map<string, WantedTable>();
  for (const object of schema.objects.values()) {
    if (hasTable(object)) tables.set(object.name, { columns: columnsOf(object), rare: object.rare === true });
  }
  return tables;
}

/** Generated columns stand last: they refer to the others. */
function columnsOf(object: ObjectSchema): WantedColumn[] {
  const columns = [...object.fields.values()].flatMap((field) => wantedColumn(object, field));
  return columns.sort((a, b) => Number(isGenerated(a)) - Number(isGenerated(b)));
}

function wantedColumn(object: ObjectSchema, field: FieldSchema): WantedColumn[] {
  const column = columnOf(field);
  if (!column) return [];
  return [{ name: column.name, definition: columnDefinition(field, column), indexed: isIndexed(object, field) }];
}

/** As on the platform: references, names, unique and external ID fields. Who created or changed a row is rarely asked. */
function isIndexed(object: ObjectSchema, field: FieldSchema): boolean {
  if (object.kind === 'customMetadata' || field.name === 'CreatedById' || field.name === 'LastModifiedById')
    return false;
  return (
    object.indexFields?.[0] === field.name ||
    field.type === 'reference' ||
    field.nameField ||
    field.unique ||
    field.externalId
  );
}

function isGenerated(column: WantedColumn): boolean {
  return column.definition.includes(' GENERATED ALWAYS ');
}

function hashOf(tables: WantedTables): string {
  return createHash('sha256')
    .update(JSON.stringify([...tables]))
    .digest('hex');
}

function checkLayout(database: Database): void {
  const layout = readMeta(database, 'layout_version');
  if (layout === undefined) writeMeta(database, 'layout_version', LAYOUT_VERSION);
  else if (layout !== LAYOUT_VERSION) {
    throw new StorageError(
      `${database.path} has the layout ${layout}, this version needs ${LAYOUT_VERSION}; start with a new file`,
    );
  }
}

function applyTables(database: Database, wanted: WantedTables): Migration {
  const known = knownColumns(database);
  const createdTables: string[] = [];
  const addedColumns: string[] = [];
  const changedColumns: string[] = [];
  for (const [table, { columns, rare }] of wanted) {
    const present = known.get(table.toLowerCase());
    if (!present && rare) continue;
    if (!present) {
      createTable(database, table, columns);
      createdTables.push(table);
      continue;
    }
    for (const column of columns) {
      const definition = present.get(column.name.toLowerCase());
      if (definition === column.definition) continue;
      if (definition === undefined) {
        addColumn(database, table, column);
        addedColumns.push(`${table}.${column.name}`);
      } else {
        changeColumn(database, table, column, definition);
        changedColumns.push(`${table}.${column.name}`);
      }
    }
    for (const column of columns) applyIndex(database, table, column);
  }
  return { createdTables, addedColumns, changedColumns };
}

function knownColumns(database: Database): Map<string, Map<string, string>> {
  const known = new Map<string, Map<string, string>>();
  for (const row of database.all('SELECT table_name, column_name, definition FROM local_org_column')) {
    const table = String(row['table_name']).toLowerCase();
    let columns = known.get(table);
    if (!columns) known.set(table, (columns = new Map<string, string>()));
    columns.set(String(row['column_name']).toLowerCase(), String(row['definition']));
  }
  return known;
}

function createTable(database: Database, table: string, columns: readonly WantedColumn[]): void {
  const definitions = columns.map((column) => `${quoteName(column.name)} ${column.definition}`);
  database.execute(`CREATE TABLE ${quoteName(table)} (${definitions.join(', ')}) STRICT`);
  for (const column of columns) {
    remember(database, table, column);
    applyIndex(database, table, column);
  }
}

function addColumn(database: Database, table: string, column: WantedColumn): void {
  database.execute(`ALTER TABLE ${quoteName(table)} ADD COLUMN ${quoteName(column.name)} ${column.definition}`);
  remember(database, table, column);
}

/** A generated column is made anew; another one keeps its values if they fit the new type. */
function changeColumn(database: Database, table: string, column: WantedColumn, before: string): void {
  const [tableSql, columnSql] = [quoteName(table), quoteName(column.name)];
  database.execute(`DROP INDEX IF EXISTS ${indexName(table, column)}`);
  if (isGenerated(column) || before.includes(' GENERATED ALWAYS ')) {
    database.execute(`ALTER TABLE ${tableSql} DROP COLUMN ${columnSql}`);
    addColumn(database, table, column);
    return;
  }
  const [oldType, newType] = [before.split(' ')[0], column.definition.split(' ')[0]];
  const sameType = oldType === newType;
  if (!sameType && database.get(`SELECT 1 FROM ${tableSql} WHERE ${columnSql} IS NOT NULL LIMIT 1`)) {
    throw new StorageError(
      `${table}.${column.name} holds values of type ${oldType} in ${database.path}; the project makes it ${newType}. ` +
        'Empty the field first, or start with a new file',
    );
  }
  const temporary = quoteName(`${column.name} (new)`);
  database.execute(`ALTER TABLE ${tableSql} ADD COLUMN ${temporary} ${column.definition}`);
  if (sameType) database.execute(`UPDATE ${tableSql} SET ${temporary} = ${columnSql}`);
  database.execute(`ALTER TABLE ${tableSql} DROP COLUMN ${columnSql}`);
  database.execute(`ALTER TABLE ${tableSql} RENAME COLUMN ${temporary} TO ${columnSql}`);
  remember(database, table, column);
}

/** Empty values are left out of the index: most references are empty, and no query looks for them through it. */
function applyIndex(database: Database, table: string, column: WantedColumn): void {
  const name = indexName(table, column);
  if (!column.indexed) {
    database.execute(`DROP INDEX IF EXISTS ${name}`);
    return;
  }
  const columnSql = quoteName(column.name);
  database.execute(
    `CREATE INDEX IF NOT EXISTS ${name} ON ${quoteName(table)} (${columnSql}) WHERE ${columnSql} IS NOT NULL`,
  );
}

function indexName(table: string, column: WantedColumn): string {
  return quoteName(`${table}.${column.name}`);
}

function remember(database: Database, table: string, column: WantedColumn): void {
  database.execute(
    `INSERT INTO local_org_column VALUES (${quoteText(table)}, ${quoteText(column.name)}, ${quoteText(column.definition)})` +
      ' ON CONFLICT (table_name, column_name) DO UPDATE SET definition = excluded.definition',
  );
}
