import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failureOf } from './apex.ts';

describe('clone() of an object of a class', () => {
  it('copies the object and not what it refers to', (t) => {
    const members = `
      virtual class Box { public Integer size = 1; public List<String> names = new List<String>(); private String secret = 'x'; public String tell() { return secret; } }
      class Crate extends Box { public String label { get; set; } }`;
    const body = `
      Crate first = new Crate();
      first.label = 'a';
      Crate second = first.clone();
      second.size = 2;
      second.label = 'b';
      second.names.add('shared');
      Assert.areEqual(1, first.size);
      Assert.areEqual('a', first.label);
      Assert.areEqual(1, first.names.size());
      Assert.areEqual('x', second.tell());
      Assert.isFalse(first === second);`;
    assert.equal(failureOf(t, body, members), undefined);
  });
});
