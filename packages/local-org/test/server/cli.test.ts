/** The command line, as a user meets it: what it prints and how it ends. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../src/org/cli.ts', import.meta.url));

describe('the command line', () => {
  const directory = mkdtempSync(join(tmpdir(), 'local-org-cli-'));
  const classes = join(directory, 'force-app', 'main', 'classes');

  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, ...args], {
      cwd: directory,
      encoding: 'utf8',
    });
  const write = (name: string, text: string): void => {
    writeFileSync(join(classes, `${name}.cls`), text);
    writeFileSync(
      join(classes, `${name}.cls-meta.xml`),
      '<?xml version="1.0" encoding="UTF-8"?>\n<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>67.0</apiVersion><status>Active</status></ApexClass>\n',
    );
  };

  before(() => {
    mkdirSync(classes, { recursive: true });
    writeFileSync(
      join(directory, 'sfdx-project.json'),
      '{"packageDirectories":[{"path":"force-app","default":true}],"sourceApiVersion":"67.0"}',
    );
    write(
      'Adder',
      'public class Adder {\n  public static Integer add(Integer a, Integer b) {\n    return a + b;\n  }\n}\n',
    );
    write(
      'AdderTest',
      "@IsTest\nprivate class AdderTest {\n  @IsTest\n  static void adds() {\n    Assert.areEqual(3, Adder.add(1, 2));\n  }\n\n  @IsTest\n  static void fails() {\n    Assert.areEqual(4, Adder.add(1, 2), 'sums');\n  }\n}\n",
    );
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  it('runs the chosen tests and ends with 0 when they pass', () => {
    const { status, stdout } = run('test', '--tests', 'AdderTest.adds');
    assert.equal(status, 0);
    assert.match(stdout, /1 passed, 0 failed/);
  });

  it('ends with 1 when a test fails, and names class, method, message and line', () => {
    const { status, stdout } = run('test');
    assert.equal(status, 1);
    assert.match(stdout, /FAIL AdderTest\.fails/);
    assert.match(stdout, /sums/);
    assert.match(stdout, /Class\.AdderTest\.fails: line 10/);
    assert.match(stdout, /1 passed, 1 failed/);
  });

  it('prints JSON in the shape of sf apex run test', () => {
    const { stdout } = run('test', '--json', '--code-coverage');
    const { result } = JSON.parse(stdout) as {
      result: {
        summary: Record<string, unknown>;
        tests: Record<string, unknown>[];
        coverage: { coverage: { name: string; coveredPercent: number }[] };
      };
    };
    assert.equal(result.summary.outcome, 'Failed');
    assert.equal(result.summary.passing, 1);
    assert.deepEqual(
      result.tests.map((test) => [test.FullName, test.Outcome]),
      [
        ['AdderTest.adds', 'Pass'],
        ['AdderTest.fails', 'Fail'],
      ],
    );
    assert.deepEqual(
      result.coverage.coverage.map(({ name, coveredPercent }) => [name, coveredPercent]),
      [['Adder', 100]],
    );
  });

  it('compiles once, and again after a change or where the cache is damaged', () => {
    const compiledOf = (...flags: string[]) => {
      const { stdout } = run('test', '--json', ...flags);
      const { result } = JSON.parse(stdout) as { result: { summary: { compiled: string; passing: number } } };
      assert.equal(result.summary.passing, 1);
      return result.summary.compiled;
    };
    const cache = join(directory, '.local-org', 'cache');
    rmSync(cache, { recursive: true, force: true });
    assert.deepEqual([compiledOf(), compiledOf(), compiledOf('--no-cache')], ['now', 'before', 'now']);
    for (const name of readdirSync(cache)) if (name.endsWith('.image')) truncateSync(join(cache, name), 1000);
    assert.deepEqual([compiledOf(), compiledOf()], ['now', 'before']);
    write('Another', 'public class Another {}');
    try {
      assert.equal(compiledOf(), 'now');
    } finally {
      rmSync(join(classes, 'Another.cls'));
      rmSync(join(classes, 'Another.cls-meta.xml'));
    }
  });

  it('runs tests in as many workers as it is told, with one outcome', () => {
    const outcomeOf = (workers: string) => {
      const { status, stdout } = run('test', '--result-format', 'tap', '--workers', workers);
      return [status, stdout];
    };
    assert.deepEqual(outcomeOf('3'), outcomeOf('1'));
  });

  it('writes results and coverage to a folder', () => {
    const { status } = run('test', '--output-dir', 'out', '--coverage-formatters', 'lcov,cobertura', '--workers', '2');
    assert.equal(status, 1);
    const lcov = readFileSync(join(directory, 'out', 'coverage', 'lcov.info'), 'utf8');
    assert.match(lcov, /SF:force-app\/main\/classes\/Adder\.cls\n[\s\S]*DA:3,1\n/);
    assert.match(readFileSync(join(directory, 'out', 'test-result-junit.xml'), 'utf8'), /<testcase name="fails"/);
  });

  it('refuses formats that it does not know, and coverage files without a folder', () => {
    assert.match(
      run('test', '--result-format', 'xml').stderr,
      /--result-format: "xml" is none of human, tap, junit, json/,
    );
    assert.match(run('test', '--coverage-formatters', 'lcov').stderr, /--coverage-formatters needs --output-dir/);
    assert.match(run('test', '--workers', '0').stderr, /--workers: "0" is no number from 1/);
  });

  it('refuses a test that does not exist', () => {
    const { status, stderr } = run('test', '--tests', 'Nowhere');
    assert.equal(status, 2);
    assert.match(stderr, /No test is named "Nowhere"/);
  });

  it('checks a project, and names file, line and column of a mistake', () => {
    assert.equal(run('check').status, 0);
    write('Broken', 'public class Broken {\n  Integer n = nothing;\n}\n');
    try {
      const { status, stderr } = run('check');
      assert.equal(status, 1);
      assert.match(stderr, /Broken\.cls:2:15: Variable does not exist: nothing/);
    } finally {
      rmSync(join(classes, 'Broken.cls'));
      rmSync(join(classes, 'Broken.cls-meta.xml'));
    }
  });

  it('runs anonymous Apex, keeps what it wrote, and shows it to a query', () => {
    writeFileSync(
      join(directory, 'make.apex'),
      "insert new Account(Name = 'Kept');\nSystem.debug(Adder.add(40, 2));\n",
    );
    const made = run('exec', 'make.apex');
    assert.equal(made.status, 0, made.stderr);
    assert.match(made.stdout, /42/);
    const { stdout } = run('query', 'SELECT Name FROM Account', '--json');
    assert.deepEqual(
      (JSON.parse(stdout) as { result: { records: { Name: string }[] } }).result.records.map((row) => row.Name),
      ['Kept'],
    );
  });

  it('rolls anonymous Apex back that ends in an exception, and says where', () => {
    writeFileSync(join(directory, 'fail.apex'), "insert new Account(Name = 'Lost');\nInteger n = 1 / 0;\n");
    const { status, stderr } = run('exec', 'fail.apex');
    assert.equal(status, 1);
    assert.match(stderr, /System\.MathException: Divide by 0/);
    assert.doesNotMatch(run('query', 'SELECT Name FROM Account').stdout, /Lost/);
  });

  it('refuses a port that is in use before it touches anything', async (t) => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    t.after(() => taken.close());
    const { port } = taken.address() as AddressInfo;
    const database = join(directory, 'kept.db');
    writeFileSync(database, 'kept');
    const { status, stderr } = run('start', '--port', String(port), '--db', database, '--reset');
    assert.equal(status, 2);
    assert.match(stderr, new RegExp(`^Port ${port} on 127.0.0.1 is in use`));
    assert.equal(readFileSync(database, 'utf8'), 'kept');
  });

  it('refuses a folder that is no project, a file that is no database, an unknown command and an unknown flag', () => {
    const outside = spawnSync(process.execPath, [CLI, 'check'], { cwd: tmpdir(), encoding: 'utf8' });
    assert.equal(outside.status, 2);
    assert.match(outside.stderr, /No sfdx-project\.json/);
    writeFileSync(join(directory, 'text.db'), 'this is not a database\n'.repeat(100));
    const notDatabase = run('query', 'SELECT Id FROM Account', '--db', 'text.db');
    assert.equal(notDatabase.status, 2);
    assert.match(notDatabase.stderr, /text\.db is not a SQLite database/);
    assert.match(run('fly').stderr, /Unknown command "fly"/);
    assert.match(run('check', '--reset').stderr, /"check" has no flag --reset/);
  });
});
