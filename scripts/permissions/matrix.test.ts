import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { rowsOfDocument, rowsOfTests } from './matrix.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const document = rowsOfDocument(readFileSync(join(root, 'docs/permissions.md'), 'utf8'));
const { rows, walked } = rowsOfTests(root);

test('the table of docs/permissions.md is the matrix that the Apex tests hold, cell by cell and in the same order', () => {
  assert.ok(document.length > 0, 'the document has its table');
  assert.deepEqual(document, rows);
});

test('every row of the matrix is walked by a test, and no test walks a row that is not in it', () => {
  assert.deepEqual(
    rows.map(({ operation }) => operation).filter((operation) => !walked.has(operation)),
    [],
  );
  assert.deepEqual(
    [...walked].filter((operation) => !rows.some((row) => row.operation === operation)),
    [],
  );
});

test('every cell says yes, no or profile', () => {
  for (const { operation, cells } of document) {
    assert.equal(cells.length, 7, operation);
    for (const cell of cells) assert.match(cell, /^(?:yes|no|profile)$/, operation);
  }
});

test('a document whose table differs in a cell is noticed', () => {
  const changed = rowsOfDocument('| Operation | A |\n| --- | --- |\n| Submit | yes |\n\nText');
  assert.deepEqual(changed, [{ operation: 'Submit', cells: ['yes'] }]);
  assert.notDeepEqual(changed, document);
});
