import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { failure, run } from '../emit/support.ts';
import { fails, table } from './support.ts';

describe('List', () => {
  it('adds, removes, finds, sorts', () => {
    assert.deepEqual(
      ...table(
        {
          'l.remove(1)': '1',
          l: '(3, 2)',
          'l.indexOf(2)': '1',
          'l.contains(9)': 'false',
          sorted: '(null, a, b)',
          'new List<Integer>{1, 2} == new List<Integer>{1, 2}': 'true',
          'new List<Integer>(new Set<Integer>{5, 4})': '(5, 4)',
          'l.clone() === l': 'false',
        },
        `List<Integer> l = new List<Integer>{3, 1, 2};
        List<String> sorted = new List<String>{'b', null, 'a'}; sorted.sort();`,
      ),
    );
  });

  it('refuses positions outside in the words of the platform', () => {
    assert.equal(fails('new List<Integer>().get(5)'), 'System.ListException: List index out of bounds: 5');
    assert.equal(failure('new List<Integer>().add(1, 2);'), 'System.ListException: List index out of bounds: 1');
  });

  it('sorts by Comparable and by a Comparator', () => {
    const item = `public class Item implements Comparable {
      public Integer n; public Item(Integer n) { this.n = n; }
      public Integer compareTo(Object o) { return n - ((Item) o).n; }
      public override String toString() { return '#' + n; }
    }`;
    const reverse = `public class Reverse implements Comparator<Item> {
      public Integer compare(Item a, Item b) { return b.n - a.n; }
    }`;
    const body = `List<Item> l = new List<Item>{new Item(2), new Item(3), new Item(1)};
      l.sort(); String up = '' + l; l.sort(new Reverse()); return up + l;`;
    assert.equal(run('String', body, item, reverse), '(#1, #2, #3)(#3, #2, #1)');
    assert.equal(
      failure('List<Plain> l = new List<Plain>{new Plain(), new Plain()}; l.sort();', 'public class Plain {}'),
      'System.ListException: One or more of the items in this list is not Comparable.',
    );
  });

  it('refuses changes while a loop runs', () => {
    const refused = 'System.FinalException: Cannot modify a collection while it is being iterated.';
    assert.equal(failure('List<Integer> l = new List<Integer>{1}; for (Integer i : l) l.add(2);'), refused);
    assert.equal(failure('Set<Integer> s = new Set<Integer>{1}; for (Integer i : s) s.add(2);'), refused);
    assert.equal(
      failure('Set<Integer> keys = new Map<Integer, Integer>{1 => 1}.keySet(); for (Integer i : keys) keys.remove(1);'),
      refused,
    );
    assert.equal(
      run(
        'Integer',
        'List<Integer> l = new List<Integer>{1}; for (Integer i : l) { break; } l.add(2); return l.size();',
      ),
      2,
    );
  });
});

describe('Set and Map', () => {
  it('keep the order of insertion and take null', () => {
    assert.deepEqual(
      ...table(
        {
          m: '{z=1, a=2, null=3}',
          'm.get(null)': '3',
          "m.get('none')": 'null',
          'm.keySet()': '{z, a, null}',
          'm.values()': '(1, 2, 3)',
          "m.put('z', 9)": '1',
          "m.remove('a')": '2',
          "m.containsKey('a')": 'false',
          'new Set<Integer>{1, 2, 1}': '{1, 2}',
          'new Set<Integer>{1, 2} == new Set<Integer>{2, 1}': 'true',
        },
        "Map<String, Integer> m = new Map<String, Integer>{'z' => 1, 'a' => 2, null => 3};",
      ),
    );
  });

  it('tell keys apart by equals and hashCode', () => {
    const point = `public class Point {
      Integer x; public Point(Integer x) { this.x = x; }
      public Boolean equals(Object o) { return o instanceof Point && ((Point) o).x == x; }
      public Integer hashCode() { return x; }
    }`;
    const body = `Map<Point, String> m = new Map<Point, String>{new Point(1) => 'one'};
      return m.get(new Point(1)) + m.get(new Point(2)) + new Set<Date>{Date.newInstance(2024, 1, 1), Date.newInstance(2024, 1, 1)}.size();`;
    assert.equal(run('String', body, point), 'onenull1');
  });

  it('lose a record that changed after it became a key', () => {
    const body = `Account a = new Account(Name = 'x'); Set<Account> s = new Set<Account>{a};
      Boolean before = s.contains(new Account(Name = 'x')); a.Name = 'y'; return before + ' ' + s.contains(a) + ' ' + s.size();`;
    assert.equal(run('String', body), 'true false 1');
  });

  it('find Ids of 15 characters', () => {
    const body = `Map<Id, Integer> m = new Map<Id, Integer>{'001000000000001AAA' => 7}; String s = '001000000000001'; return m.get(s);`;
    assert.equal(run('Integer', body), 7);
  });

  it('make records a map by Id', () => {
    const body = `List<Account> l = new List<Account>{new Account(Id = '001000000000001AAA', Name = 'x')};
      Map<Id, Account> m = new Map<Id, Account>(l); return m.get('001000000000001').Name + new Map<Id, SObject>(l).size();`;
    assert.equal(run('String', body), 'x1');
    assert.equal(
      failure('new Map<Id, Account>(new List<Account>{new Account()});'),
      'System.ListException: Row with null Id at index: 0',
    );
  });

  it('tie the keySet to the map', () => {
    const body = `Map<String, Integer> m = new Map<String, Integer>{'a' => 1, 'b' => 2};
      m.keySet().removeAll(new Set<String>{'a'}); return '' + m;`;
    assert.equal(run('String', body), '{b=2}');
  });
});
