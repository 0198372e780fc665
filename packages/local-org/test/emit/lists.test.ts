/** Elements of lists are read and written inline: what is out of the ordinary, and in which order things happen. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LimitCounter, SYNCHRONOUS_LIMITS } from '../../src/runtime/kernel/limits.ts';
import { call, compile, failure, run } from './support.ts';

const NULL = 'System.NullPointerException: Attempt to de-reference a null object';
const outOfBounds = (index: number): string => `System.ListException: List index out of bounds: ${index}`;

describe('elements of lists', () => {
  it('are read and written by brackets and by methods', () => {
    const body = `List<Integer> l = new List<Integer>{1, 2, 3};
      l[0] = l[1] + l.get(2); l.set(1, l[0] * 2); l[2] += 10; l[2]++;
      return l[0] * 10000 + l[1] * 100 + l[2];`;
    assert.equal(run('Integer', body), 51014);
  });

  it('may be null', () => {
    const body = `List<String> l = new List<String>{null, 'a'}; l[1] = null; l.add(null);
      return (l[0] == null) + ' ' + (l.get(1) == null) + ' ' + l.size();`;
    assert.equal(run('String', body), 'true true 3');
    assert.equal(failure('List<Integer> l = new List<Integer>{null}; Integer i = l[0] + 1;'), NULL);
  });

  it('are refused out of bounds, with the index', () => {
    for (const index of [-1, 2, 7]) {
      const list = `List<Integer> l = new List<Integer>{1, 2}; Integer i = ${index};`;
      assert.equal(failure(`${list} Integer x = l[i];`), outOfBounds(index));
      assert.equal(failure(`${list} Integer x = l.get(i);`), outOfBounds(index));
      assert.equal(failure(`${list} l[i] = 1;`), outOfBounds(index));
      assert.equal(failure(`${list} l.set(i, 1);`), outOfBounds(index));
      assert.equal(failure(`${list} l[i] += 1;`), outOfBounds(index));
    }
  });

  it('of a null list, or at a null index, are a null dereference', () => {
    const nothing = 'List<Integer> l; Integer i = 0;';
    for (const use of ['Integer x = l[i];', 'l[i] = 1;', 'l.add(i);', 'l.set(i, 1);', 'Integer x = l.size();'])
      assert.equal(failure(`${nothing} ${use}`), NULL);
    assert.equal(failure('List<Integer> l; Boolean b = l.isEmpty();'), NULL);
    const list = 'List<Integer> l = new List<Integer>{1}; Integer i;';
    for (const use of ['Integer x = l[i];', 'l[i] = 1;', 'l.set(i, 1);', 'Integer x = l.get(i);'])
      assert.equal(failure(`${list} ${use}`), NULL);
  });

  it('are evaluated once, from left to right', () => {
    const body = `Log.text = ''; List<List<Integer>> rows = new List<List<Integer>>{new List<Integer>{0, 0}};
      Integer i = 0; rows[0][i++] = i; rows[0][i] = i++;
      Log.items('a')[Log.index('b')] = Log.value('c'); Log.items('d').get(Log.index('e')); Log.items('f').add(Log.value('g'));
      return rows[0][0] + ' ' + rows[0][1] + ' ' + i + ' ' + Log.text;`;
    const log = `public class Log { public static String text;
      static List<Integer> all = new List<Integer>{0};
      public static List<Integer> items(String s) { text += s; return all; }
      public static Integer index(String s) { text += s; return 0; }
      public static Integer value(String s) { text += s; return 7; } }`;
    assert.equal(run('String', body, log), '1 1 2 abcdefg');
  });

  it('go into the list as it is after the value has been worked out', () => {
    const holder = `public class Holder { public List<Integer> items = new List<Integer>{3, 1, 2};
      public Integer sorted() { items.sort(); return 9; } public Integer shorter() { items.remove(2); return 9; } }`;
    const sorted = `Holder h = new Holder(); h.items[0] = h.sorted(); h.items.add(h.sorted()); return String.join(h.items, ',');`;
    assert.equal(run('String', sorted, holder), '2,3,9,9');
    assert.equal(failure('Holder h = new Holder(); h.items[2] = h.shorter();', holder), outOfBounds(2));
  });

  it('may be replaced while a loop runs over the list, but none added', () => {
    const replaced = `String out = ''; List<Integer> l = new List<Integer>{1, 2, 3};
      for (Integer i : l) { if (i == 1) l[1] = 8; out += i; } return out;`;
    assert.equal(run('String', replaced), '183');
    assert.equal(
      failure('List<Integer> l = new List<Integer>{1}; for (Integer i : l) { l.add(i); }'),
      'System.FinalException: Cannot modify a collection while it is being iterated.',
    );
  });
});

/** The runtime grants a loop a few turns at first, then more: lengths around those, and lists that take many grants. */
const LENGTHS = [0, 1, 7, 8, 9, 15, 16, 17, 5000];
const upTo = (length: number): string =>
  `List<Integer> l = new List<Integer>(); while (l.size() < ${length}) l.add(l.size());`;

describe('loops over lists', () => {
  it('see each element once, whatever the length, also inside one another', () => {
    for (const length of LENGTHS) {
      const body = `${upTo(length)} Integer sum = 0; for (Integer i : l) { if (i == 3) continue; sum += i; } return sum;`;
      assert.equal(
        run('Integer', body),
        Array.from({ length }, (_, i) => (i === 3 ? 0 : i)).reduce((a, b) => a + b, 0),
      );
    }
    const nested = `${upTo(40)} Integer sum = 0;
      for (Integer i : l) { for (Integer j : l) { if (j > i) continue; sum++; } } return sum;`;
    assert.equal(run('Integer', nested), 820);
  });

  it('end at a break, wherever it stands in them', () => {
    for (const leave of [
      'if (i == 9) break;',
      'switch on i { when 9 { break; } when else { } }',
      'try { if (i == 9) break; } finally { n = 0; }',
      'try { Integer x = 1 / (9 - i); } catch (MathException e) { break; }',
      'if (i == 9) { for (Integer j : l) { n = j; break; } break; }',
    ]) {
      const body = `${upTo(30)} Integer sum = 0; Integer n = 0; for (Integer i : l) { ${leave} sum += i; } return sum;`;
      assert.equal(run('Integer', body), 36, leave);
    }
    const inner = `${upTo(30)} Integer sum = 0; for (Integer i : l) { for (Integer j : l) { if (j == 2) break; sum++; } } return sum;`;
    assert.equal(run('Integer', inner), 60);
  });

  it('see what is set meanwhile', () => {
    const set = `${upTo(20)} Integer sum = 0; for (Integer i : l) { l[19] = 100; sum += i; } return sum;`;
    assert.equal(run('Integer', set), 271);
  });

  it('end in a LimitException when they take too long, also while each single turn is long', () => {
    const slow = compile([
      `public class Foo { public static void run() {
        ${upTo(3000)} for (Integer i : l) { for (Integer j : l) { for (Integer k : l) { l[0] = k; } } }
      } }`,
    ]);
    const limits = new LimitCounter({ ...SYNCHRONOUS_LIMITS, cpuTime: 50 });
    assert.throws(() => call(slow, 'Foo.run', { limits }), {
      message: 'System.LimitException: Apex CPU time limit exceeded',
    });
  });
});
