/**
 * The words of an object's rows in a full-text index, so that a search looks at the rows that may match and not at all of them.
 * An index is made when a larger object is first searched; from then on triggers note which rows change, and the next search
 * reads these again. All of it are temporary tables: what a rollback undoes it undoes there, too, they go with the
 * connection, and nobody who never searches pays for them.
 * https://www.sqlite.org/fts5.html
 */
import { derivedValue, sourcesOf } from '../../schema/derived.ts';
import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import type { Database } from '../../storage/database.ts';
import { quoted } from '../sql.ts';
import { wordsOf } from './find.ts';
import type { Term, Word } from './find.ts';

/** Rows. Fewer are read as fast as an index of them is made. */
const WORTH_AN_INDEX = 500;
/** Parentheses within each other that SQLite's parser of search expressions certainly reads. */
const DEEPEST = 20;

/**
 * What FTS5 is to look for so that every row that matches is found; rows that do not match may be found, too. Undefined where
 * the words do not narrow the rows down.
 */
export function expressionOf(term: Term, depth = 0): string | undefined {
  if (depth > DEEPEST) return undefined;
  switch (term.kind) {
    case 'phrase':
      return phraseExpression(term.words);
    case 'not':
      return undefined;
    case 'and': {
      const parts = term.terms.map((part) => expressionOf(part, depth + 1)).filter((part) => part !== undefined);
      return parts.length === 0 ? undefined : `(${parts.join(' AND ')})`;
    }
    case 'or': {
      const parts = term.terms.map((part) => expressionOf(part, depth + 1));
      return parts.includes(undefined) ? undefined : `(${parts.join(' OR ')})`;
    }
  }
}

/** FTS5 knows a wildcard at the end of a phrase only: words after one begin another phrase. */
function phraseExpression(words: readonly Word[]): string | undefined {
  const phrases: string[] = [];
  let letters: string[] = [];
  const close = (wildcard: string): void => {
    if (letters.length > 0) phrases.push(`"${letters.join(' ')}"${wildcard}`);
    letters = [];
  };
  for (const { prefix, pattern } of words) {
    if (prefix !== '') letters.push(prefix);
    if (pattern !== undefined) close(prefix === '' ? '' : ' *');
  }
  close('');
  return phrases.length === 0 ? undefined : `(${phrases.join(' AND ')})`;
}

export class WordIndex {
  readonly #database: Database;
  /** of SQLite, which counts the commits of other connections: they write past this one's triggers */
  #dataVersion: unknown = undefined;

  constructor(database: Database) {
    this.#database = database;
    database.defineFunction('words_of', (text) => wordsOf(String(text)).join(' '));
  }

  /**
   * Tells how to find the rows whose `fields` have what `expression` asks for: what follows FROM, and its parameter. Undefined
   * where it is better to read all rows.
   * @param indexed all fields of the object that any search reads
   */
  source(
    object: ObjectSchema,
    indexed: readonly FieldSchema[],
    fields: readonly FieldSchema[],
    expression: string,
  ): { readonly from: string; readonly match: string } | undefined {
    const table = quoted(object.name);
    if (!this.#isLarge(table)) return undefined;
    this.#forgetOthersWork();
    const index = quoted(indexName(object));
    this.#database.transaction(() => {
      if (this.#exists(object)) this.#readChanged(object, indexed);
      else this.#make(object, indexed);
    });
    const all = fields.length === indexed.length;
    const columns = all ? '' : `{${fields.map((field) => `c${indexed.indexOf(field)}`).join(' ')}} : `;
    return {
      // In this order: the index names the rows.
      from: `temp.${index}(?) AS found CROSS JOIN ${table} ON ${table}.rowid = found.rowid`,
      match: `${columns}${expression}`,
    };
  }

  #isLarge(table: string): boolean {
    return this.#database.get(`SELECT 1 FROM ${table} LIMIT 1 OFFSET ${WORTH_AN_INDEX}`) !== undefined;
  }

  #exists(object: ObjectSchema): boolean {
    return this.#database.get('SELECT 1 FROM sqlite_temp_master WHERE name = ?', indexName(object)) !== undefined;
  }

  /** Another process may have written to the same file. */
  #forgetOthersWork(): void {
    const version = this.#database.get('PRAGMA data_version')?.['data_version'];
    if (this.#dataVersion !== undefined && version !== this.#dataVersion) {
      for (const [name] of this.#database.arrays(
        "SELECT name FROM sqlite_temp_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%' AND name LIKE 'words of %'",
      )) {
        this.#drop(String(name));
      }
    }
    this.#dataVersion = version;
  }

  #drop(index: string): void {
    for (const event of EVENTS) this.#database.execute(`DROP TRIGGER IF EXISTS temp.${quoted(`${index} ${event}`)}`);
    this.#database.execute(`DROP TABLE temp.${quoted(index)}; DROP TABLE temp.${quoted(changedIn(index))}`);
  }

  #make(object: ObjectSchema, fields: readonly FieldSchema[]): void {
    const name = indexName(object);
    const [index, changed, table] = [name, changedIn(name), object.name].map(quoted);
    const columns = columnsOf(fields);
    const read = [...new Set(fields.flatMap(storedIn))].map(quoted).join(', ');
    const trigger = (event: (typeof EVENTS)[number], of: string, row: string): string =>
      `CREATE TEMP TRIGGER ${quoted(`${name} ${event}`)} AFTER ${event}${of} ON main.${table} ` +
      `BEGIN INSERT OR IGNORE INTO ${changed} VALUES (${row}.rowid); END;`;
    this.#database.execute(
      `CREATE VIRTUAL TABLE temp.${index} USING fts5(${columns}, tokenize = 'ascii', content = '', contentless_delete = 1);` +
        `CREATE TEMP TABLE ${changed} (id INTEGER PRIMARY KEY);` +
        `${readWords(object, fields)};` +
        trigger('INSERT', '', 'NEW') +
        trigger('DELETE', '', 'OLD') +
        trigger('UPDATE', ` OF ${read}`, 'NEW'),
    );
  }

  #readChanged(object: ObjectSchema, fields: readonly FieldSchema[]): void {
    const name = indexName(object);
    const [index, changed] = [name, changedIn(name)].map(quoted);
    if (this.#database.get(`SELECT 1 FROM temp.${changed} LIMIT 1`) === undefined) return;
    const among = `rowid IN (SELECT id FROM temp.${changed})`;
    this.#database.run(`DELETE FROM temp.${index} WHERE ${among}`);
    this.#database.run(`${readWords(object, fields)} WHERE ${among}`);
    this.#database.run(`DELETE FROM temp.${changed}`);
  }
}

const EVENTS = ['INSERT', 'DELETE', 'UPDATE'] as const;

const indexName = (object: ObjectSchema): string => `words of ${object.name}`;

const changedIn = (index: string): string => `changed since ${index}`;

const columnsOf = (fields: readonly FieldSchema[]): string => fields.map((_, at) => `c${at}`).join(', ');

/**
 * Nothing but words reaches the tokenizer: ASCII text, which it reads as `wordsOf` does, and else what `wordsOf` gives. Text with
 * as many characters as bytes is ASCII.
 */
function readWords(object: ObjectSchema, fields: readonly FieldSchema[]): string {
  const words = fields.map(({ name }) => {
    const column = quoted(name);
    return `iif(length(${column}) < octet_length(${column}), words_of(${column}), ${column})`;
  });
  return (
    `INSERT INTO temp.${quoted(indexName(object))} (rowid, ${columnsOf(fields)}) ` +
    `SELECT rowid, ${words.join(', ')} FROM main.${quoted(object.name)}`
  );
}

/** The columns that are written when the field changes. */
function storedIn(field: FieldSchema): readonly string[] {
  const derived = derivedValue(field);
  return derived === undefined ? [field.name] : sourcesOf(derived);
}
