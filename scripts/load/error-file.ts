/** `accounts.csv` -> `accounts.errors.csv`: the refused rows as they were, with line and reason in front, ready to mend and load again. */
import { rmSync, writeFileSync } from 'node:fs';
import { csvText } from './csv-text.ts';
import type { FileOutcome } from './upload.ts';

/** Writes the file where rows were refused, removes an old one where none were; gives its path or undefined. */
export function writeErrorFile(outcome: FileOutcome): string | undefined {
  const path = outcome.file.file.path.replace(/(\.csv)?$/i, '.errors.csv');
  if (outcome.refused.length === 0) {
    rmSync(path, { force: true });
    return undefined;
  }
  const { columns } = outcome.file.csv;
  const lines = [
    ['_line', '_error', ...columns],
    ...outcome.refused.map(({ row, message }) => [
      String(row.source.line),
      message,
      ...columns.map((c) => row.source.cells[c] ?? ''),
    ]),
  ];
  writeFileSync(path, csvText(lines));
  return path;
}
