/** A test run in several workers: its results, and what becomes of a worker that ends. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { compileImage } from '../../src/org/compile.ts';
import { encodeImage } from '../../src/org/image.ts';
import { WorkerPool } from '../../src/org/parallel/pool.ts';
import { executionOrder } from '../../src/org/parallel/protocol.ts';
import { runSerially } from '../../src/org/serial.ts';
import type { TestOutcome } from '../../src/org/test-report.ts';
import { CLASS_META, writeProject } from '../schema/project-fixture.ts';

function shared(bytes: Uint8Array): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(memory).set(bytes);
  return memory;
}

const told = (): void => {};
const names = (outcome: TestOutcome) =>
  outcome.results.map(({ className, methodName }) => `${className}.${methodName}`);

/** Test classes that write records and say their Ids, one of which fails. */
function project(context: TestContext): string {
  const classes = Object.fromEntries(
    ['Alpha', 'Beta', 'Gamma', 'Delta'].map((name) => [
      `classes/${name}Test.cls`,
      `@IsTest private class ${name}Test {
        @TestSetup static void setUp() { insert new Account(Name = 'Set up'); }
        @IsTest static void one() {
          Account made = new Account(Name = '${name}');
          insert made;
          Assert.areEqual(2, [SELECT COUNT() FROM Account]);
          Assert.isNull(made.Id, 'the Id');
        }
        @IsTest static void two() { Assert.areEqual(1, [SELECT COUNT() FROM Account]); }
      }`,
    ]),
  );
  const metas = Object.fromEntries(Object.keys(classes).map((path) => [`${path}-meta.xml`, CLASS_META]));
  return writeProject(context, { ...classes, ...metas });
}

describe('a test run in workers', () => {
  it('gives what a run in one thread gives, Ids and order included', async (context) => {
    const directory = project(context);
    const image = compileImage(directory, { coverage: false, sourceDirectories: [] });
    const serial = runSerially({ image, directory, names: [] }, told);
    const parallel = await new WorkerPool({ workers: 3, told }).run({
      image: shared(encodeImage(image)),
      directory,
      names: [],
      runTimes: new Map([['GammaTest', 100]]),
    });
    const timeless = ({ results }: TestOutcome) => results.map((result) => ({ ...result, runTime: 0 }));
    assert.deepEqual(timeless(parallel), timeless(serial));
    assert.equal(parallel.results.length, 8);
    assert.match(parallel.results[0].message!, /Expected: null, Actual: 001/);
  });

  it('refuses a name that is no test', async (context) => {
    const directory = project(context);
    const image = shared(encodeImage(compileImage(directory, { coverage: false, sourceDirectories: [] })));
    const task = { image, directory, names: ['Nowhere'], runTimes: new Map<string, number>() };
    await assert.rejects(new WorkerPool({ workers: 2, told }).run(task), { message: 'No test is named "Nowhere"' });
  });
});

describe('a worker that ends', () => {
  it('is a failure by the name of its test; the rest of the class is not run, other classes are', async () => {
    const script = new URL('fixtures/dying-worker.ts', import.meta.url);
    const outcome = await new WorkerPool({ workers: 1, told, script }).run({
      image: new SharedArrayBuffer(0),
      directory: '',
      names: [],
      runTimes: new Map(),
    });
    assert.deepEqual(
      outcome.results
        .filter((result) => result.outcome === 'Fail')
        .map(({ methodName, message }) => [methodName, message]),
      [
        ['second', 'The worker that ran this test ended: out of memory (exit code 1)'],
        ['third', 'Not run: the worker ended at B.second'],
      ],
    );
    assert.deepEqual(
      names(outcome),
      ['A', 'B', 'C'].flatMap((name) => ['first', 'second', 'third'].map((method) => `${name}.${method}`)),
    );
  });
});

describe('a worker that ends outside of any test', () => {
  it('ends the run with an error', async () => {
    const script = new URL('fixtures/dying-worker.ts', import.meta.url);
    const task = {
      image: new SharedArrayBuffer(0),
      directory: '',
      names: ['early'],
      runTimes: new Map<string, number>(),
    };
    await assert.rejects(new WorkerPool({ workers: 2, told, script }).run(task), {
      message: 'A worker of the test run ended outside of any test: it ended without a word (exit code 3)',
    });
  });
});

describe('the order in which classes are begun', () => {
  it('is the unknown ones, then the longest first', () => {
    const plan = ['Short', 'New', 'Long', 'Fresh'].map((className) => ({ className, methods: [] }));
    const order = executionOrder(
      plan,
      new Map([
        ['Short', 1],
        ['Long', 900],
      ]),
    );
    assert.deepEqual(
      order.map((index) => plan[index].className),
      ['New', 'Fresh', 'Long', 'Short'],
    );
  });
});
