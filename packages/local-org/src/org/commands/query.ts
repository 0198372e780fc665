/** `local-org query SOQL`: rows of the project's org, as the administrator sees them. */
import { recordToJson } from '../../server/rest/records.ts';
import { LocalOrgService } from '../service.ts';
import { openCompiled } from './compiled-before.ts';
import { administratorOf, defaultDatabase, projectDirectory } from './shared.ts';

export interface QueryFlags {
  readonly soql: string;
  readonly databaseFile: string | undefined;
  readonly json: boolean;
}

export async function query(flags: QueryFlags): Promise<number> {
  const directory = projectDirectory();
  const org = await openCompiled({ directory, databaseFile: flags.databaseFile ?? defaultDatabase(directory) });
  try {
    const { rows, totalSize } = new LocalOrgService(org).query(administratorOf(org), flags.soql);
    const records = rows.map((row) => recordToJson(row, org.schema.apiVersion));
    if (flags.json)
      process.stdout.write(`${JSON.stringify({ status: 0, result: { totalSize, done: true, records } }, null, 2)}\n`);
    else process.stdout.write(table(records, totalSize));
    return 0;
  } finally {
    org.close();
  }
}

function table(records: readonly Record<string, unknown>[], totalSize: number): string {
  const flat = records.map((record) => flatten(record));
  const columns = [...new Set(flat.flatMap((row) => Object.keys(row)))];
  const cells = [columns, ...flat.map((row) => columns.map((column) => row[column] ?? ''))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index].length)));
  const lines = cells.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index]))
      .join('  ')
      .trimEnd(),
  );
  if (columns.length > 0) lines.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('  '));
  return `${[...(columns.length > 0 ? lines : []), `${totalSize} row${totalSize === 1 ? '' : 's'}`].join('\n')}\n`;
}

/** Parents become `Account.Name`; children a count. */
function flatten(record: Record<string, unknown>, prefix = ''): Record<string, string> {
  const row: Record<string, string> = {};
  for (const [name, value] of Object.entries(record)) {
    if (name === 'attributes') continue;
    if (typeof value !== 'object' || value === null) row[prefix + name] = value === null ? '' : String(value);
    else if ('records' in value) row[prefix + name] = `${(value.records as unknown[]).length} rows`;
    else Object.assign(row, flatten(value as Record<string, unknown>, `${prefix}${name}.`));
  }
  return row;
}
