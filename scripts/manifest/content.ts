/**
 * The staged content of a dataset: how many rows its files hold, and the Merkle root over them (RFC 6962, section 2.1, with
 * SHA-256). A leaf is the canonical JSON of a row: its object, its key and its cells as they stand in the file, empty
 * ones left out. Rows come in the order of the files in the load's manifest, and in these as they stand.
 */
import { createHash } from 'node:crypto';
import type { CsvFile } from '../load/csv-file.ts';
import type { Manifest } from '../load/manifest.ts';
import { canonical } from './canonical.ts';

export interface StagedContent {
  readonly records: number;
  /** 64 lower-case hexadecimal digits */
  readonly root: string;
}

export function contentOf({ files }: Manifest, csvFiles: readonly CsvFile[]): StagedContent {
  const leaves = files.flatMap(({ object, externalId }, index) =>
    csvFiles[index].rows.map(({ cells }) => {
      const values = Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== ''));
      const key = externalId === undefined ? null : (values[externalId] ?? null);
      return hash(0, Buffer.from(canonical({ object, key, values }), 'utf8'));
    }),
  );
  return { records: leaves.length, root: rootOf(leaves).toString('hex') };
}

/** The root over hashed leaves; that over none is the hash of nothing. */
export function rootOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest();
  // Level by level; a node without a neighbour moves up, which gives the tree of the RFC.
  let level = leaves;
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let at = 0; at < level.length; at += 2) {
      above.push(at + 1 < level.length ? hash(1, level[at], level[at + 1]) : level[at]);
    }
    level = above;
  }
  return level[0];
}

/** With a prefix that tells leaves from nodes. */
function hash(prefix: 0 | 1, ...parts: readonly Buffer[]): Buffer {
  const digest = createHash('sha256').update(Buffer.of(prefix));
  for (const part of parts) digest.update(part);
  return digest.digest();
}

/** A leaf of the tree, hashed. */
export const leafOf = (data: Buffer): Buffer => hash(0, data);
