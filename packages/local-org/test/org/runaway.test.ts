import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failureOf } from './apex.ts';

const HEAP = /^System\.LimitException: Apex heap size too large: \d+$/;

describe('Apex that would not end', () => {
  it('is stopped by its CPU time', (t) => {
    assert.match(
      failureOf(t, 'Integer x = 0; while (true) { x++; }') ?? '',
      /^System\.LimitException: Apex CPU time limit exceeded/,
    );
  });

  it('is stopped by the depth of its calls', (t) => {
    const members = 'static Integer deeper(Integer n) { return deeper(n + 1) + 1; }';
    assert.match(
      failureOf(t, 'deeper(0);', members) ?? '',
      /^System\.LimitException: Maximum stack depth reached: 1001/,
    );
  });

  it('cannot catch what stops it', (t) => {
    const members = 'static Integer deeper(Integer n) { return deeper(n + 1) + 1; }';
    const body = 'try { deeper(0); } catch (Exception e) { System.debug(e); }';
    assert.match(failureOf(t, body, members) ?? '', /Maximum stack depth reached/);
  });
});

describe('Apex that would take all memory', () => {
  it('is stopped where a text doubles for ever', (t) => {
    assert.match(failureOf(t, "String s = 'x'; while (true) { s += s; }") ?? '', HEAP);
  });

  it('is stopped where a list is added to itself for ever', (t) => {
    const body = 'List<Integer> all = new List<Integer>{ 1 }; while (true) { all.addAll(all); }';
    assert.match(failureOf(t, body) ?? '', HEAP);
  });

  it('is stopped where an array of two billion elements is made', (t) => {
    assert.match(failureOf(t, 'Integer[] all = new Integer[2000000000];') ?? '', HEAP);
  });

  it('is stopped where each turn of a loop keeps a large list', (t) => {
    const body = 'List<Object> all = new List<Object>(); while (true) { all.add(new Integer[1000000]); }';
    assert.match(failureOf(t, body) ?? '', HEAP);
  });

  it('may add a large set to a list', (t) => {
    const body = `
      Set<Integer> many = new Set<Integer>();
      for (Integer i = 0; i < 300000; i++) many.add(i);
      List<Integer> all = new List<Integer>();
      all.addAll(many);
      Assert.areEqual(300000, all.size());`;
    assert.equal(failureOf(t, body), undefined);
  });
});
