import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApexException } from '../../src/runtime/kernel/exception.ts';
import { ASYNCHRONOUS_LIMITS, LimitCounter } from '../../src/runtime/kernel/limits.ts';
import type { LimitKind } from '../../src/runtime/kernel/limits.ts';

function exceeded(counter: LimitCounter, kind: LimitKind, times: number, n = 1): string {
  for (let i = 0; i < times; i++) counter.count(kind, n);
  try {
    counter.count(kind, n);
  } catch (e) {
    assert.ok(e instanceof ApexException && e.uncatchable);
    return e.message;
  }
  return 'allowed';
}

describe('governor limits', () => {
  it('allow 100 queries in a synchronous transaction and refuse the 101st', () => {
    assert.equal(exceeded(new LimitCounter(), 'queries', 100), 'System.LimitException: Too many SOQL queries: 101');
  });

  it('allow 200 queries in an asynchronous one', () => {
    const counter = new LimitCounter(ASYNCHRONOUS_LIMITS);
    assert.equal(exceeded(counter, 'queries', 200), 'System.LimitException: Too many SOQL queries: 201');
  });

  it('count rows by their number', () => {
    const counter = new LimitCounter();
    counter.count('dmlRows', 10_000);
    assert.equal(counter.used('dmlRows'), 10_000);
    assert.equal(exceeded(counter, 'dmlRows', 0), 'System.LimitException: Too many DML rows: 10001');
  });

  it('start anew between startTest and stopTest, and go on afterwards', () => {
    const counter = new LimitCounter();
    counter.count('queries', 99);
    counter.startTest();
    counter.count('queries', 100);
    counter.stopTest();
    assert.equal(counter.used('queries'), 99);
    assert.equal(exceeded(counter, 'queries', 1), 'System.LimitException: Too many SOQL queries: 101');
  });
});
