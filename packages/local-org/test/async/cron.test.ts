import { test } from 'node:test';
import assert from 'node:assert/strict';
import { CronFormatError, parseCron } from '../../src/async/cron.ts';

const NOON = Date.parse('2026-11-23T12:00:00Z');

function next(expression: string, timeZone = 'UTC'): string | undefined {
  const at = parseCron(expression, timeZone).next(NOON);
  return at === undefined ? undefined : new Date(at).toISOString();
}

test('a daily schedule fires strictly after the given moment', () => {
  assert.equal(next('0 0 13 * * ?'), '2026-11-23T13:00:00.000Z');
  assert.equal(next('0 0 12 * * ?'), '2026-11-24T12:00:00.000Z');
});

test('hours are those of the time zone', () => {
  assert.equal(next('0 0 2 * * ?', 'Europe/Berlin'), '2026-11-24T01:00:00.000Z');
});

test('weekdays count from Sunday as 1', () => {
  assert.equal(next('0 0 8 ? * 2'), '2026-11-30T08:00:00.000Z');
  assert.equal(next('0 0 8 ? * MON-FRI'), '2026-11-24T08:00:00.000Z');
  assert.equal(next('0 0 8 ? * L'), '2026-11-28T08:00:00.000Z');
});

test('L, W and # pick days within the month', () => {
  assert.equal(next('0 0 22 ? * 6L'), '2026-11-27T22:00:00.000Z');
  assert.equal(next('0 0 8 L * ?'), '2026-11-30T08:00:00.000Z');
  assert.equal(next('0 0 8 15W * ?'), '2026-12-15T08:00:00.000Z');
  assert.equal(next('0 0 8 ? * 6#3'), '2026-12-18T08:00:00.000Z');
});

test('a seventh field names the year, and a year that is over never fires', () => {
  assert.equal(next('0 5 0 1 1 ? 2030'), '2030-01-01T00:05:00.000Z');
  assert.equal(next('0 0 20 * * ? 2010'), undefined);
});

test('what the platform refuses is refused in its words', () => {
  assert.throws(() => next('0 0/5 * * * ?'), {
    message: 'Seconds and minutes must be specified as integers: 0 0/5 * * * ?',
  });
  assert.throws(() => next('* 0 1 * * ?'), CronFormatError);
  assert.throws(() => next('0 0 1 * * 2'), /day-of-week AND a day-of-month/);
  assert.throws(() => next('0 0 1 ? * ?'), /Day-of-Month -OR- Day-of-Week/);
  assert.throws(() => next('0 0 1 * *'), /Illegal cron expression format/);
  assert.throws(() => next('0 0 25 * * ?'), /Illegal cron expression format/);
});
