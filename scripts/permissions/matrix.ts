/** The matrix of roles and operations, as docs/permissions.md has it and as the Apex tests walk it. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseApex } from '../../packages/local-org/src/compiler/syntax/parser.ts';
import { SourceFile } from '../../packages/local-org/src/diagnostics/diagnostic.ts';

/** An operation, and for each role whether it may: `yes`, `no`, or `profile` where the package does not decide it. */
export interface Row {
  readonly operation: string;
  readonly cells: readonly string[];
}

const HEADER = '| Operation ';
const DATA = 'SyntheticPermissionMatrix';

/** The rows of the document's table, whose first column is the operation. */
export function rowsOfDocument(markdown: string): Row[] {
  const lines = markdown.split('\n');
  const header = lines.findIndex((line) => line.startsWith(HEADER));
  if (header < 0) return [];
  const rows: Row[] = [];
  for (const line of lines.slice(header + 2)) {
    if (!line.startsWith('|')) break;
    const [operation, ...cells] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    rows.push({ operation, cells });
  }
  return rows;
}

/** The rows that the Apex tests know, and the operations that some test walks. */
export function rowsOfTests(root: string): { readonly rows: Row[]; readonly walked: ReadonlySet<string> } {
  const rows: Row[] = [];
  const walked = new Set<string>();
  for (const path of globSync('force-app/tests/**/*.cls', { cwd: root }).sort()) {
    const { unit } = parseApex(new SourceFile(path, readFileSync(join(root, path), 'utf8')), 'type');
    visit(unit, (node) => {
      if (path.endsWith(`/${DATA}.cls`) && node['kind'] === 'newCollection')
        for (const { key, value } of node['entries'] as readonly { key: unknown; value: unknown }[])
          if (text(key) !== undefined) rows.push({ operation: text(key)!, cells: text(value)!.split(' ') });
      if (node['kind'] === 'call' && node['name'] !== undefined && nameOf(node) === 'walk') {
        const operation = text((node['arguments'] as readonly unknown[])[0]);
        if (operation !== undefined) walked.add(operation);
      }
    });
  }
  return { rows, walked };
}

type Node = Readonly<Record<string, unknown>>;

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const part of value) visit(part, see);
  else if (typeof value === 'object' && value !== null) {
    see(value as Node);
    Object.values(value).forEach((part) => visit(part, see));
  }
}

/** The text of a literal, and undefined of anything else. */
function text(value: unknown): string | undefined {
  const node = value as Node | undefined;
  return node?.['kind'] === 'literal' && node['type'] === 'string' ? (node['text'] as string) : undefined;
}

function nameOf(node: Node): string {
  const { name } = node;
  return typeof name === 'string' ? name : ((name as { readonly name: string }).name ?? '');
}
