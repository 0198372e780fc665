/** The compile cache: an entry is used as it was written, or not at all. */
import assert from 'node:assert/strict';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { CompileCache } from '../../src/org/cache/compile-cache.ts';
import { inputsHash } from '../../src/org/cache/inputs.ts';
import { compileImage } from '../../src/org/compile.ts';
import { decodeImage, encodeImage, type ProgramImage } from '../../src/org/image.ts';
import { CLASS_META, INVOICE, writeProject } from '../schema/project-fixture.ts';

function emptyFolder(context: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'local-org-cache-'));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

const body = Buffer.from('a compiled program');

describe('an entry of the compile cache', () => {
  it('comes back as it was written', (context) => {
    const directory = emptyFolder(context);
    new CompileCache(directory).write('inputs', body);
    assert.deepEqual(Buffer.from(new CompileCache(directory).read('inputs')!), body);
    assert.equal(new CompileCache(directory).read('other inputs'), undefined);
  });

  it('is not used once any byte of it has changed, and can be written anew', (context) => {
    const directory = emptyFolder(context);
    const cache = new CompileCache(directory);
    cache.write('inputs', body);
    const path = join(directory, readdirSync(directory)[0]);
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole);
      damaged[at] ^= 1;
      writeFileSync(path, damaged);
      assert.equal(cache.read('inputs'), undefined, `byte ${at}`);
    }
    cache.write('inputs', body);
    assert.deepEqual(Buffer.from(cache.read('inputs')!), body);
  });

  it('is not used where a part of it is missing', (context) => {
    const directory = emptyFolder(context);
    const cache = new CompileCache(directory);
    for (const length of [0, 10, 64, 64 + body.length - 1]) {
      cache.write('inputs', body);
      truncateSync(join(directory, readdirSync(directory)[0]), length);
      assert.equal(cache.read('inputs'), undefined, `${length} bytes`);
    }
  });

  it('is not used under the name of other inputs', (context) => {
    const directory = emptyFolder(context);
    const cache = new CompileCache(directory);
    cache.write('inputs', body);
    copyFileSync(join(directory, 'inputs.image'), join(directory, 'others.image'));
    assert.equal(cache.read('others'), undefined);
  });

  it('goes when eight others have been used since', (context) => {
    const directory = emptyFolder(context);
    const cache = new CompileCache(directory);
    for (let entry = 0; entry < 8; entry++) {
      cache.write(`entry${entry}`, body);
      utimesSync(join(directory, `entry${entry}.image`), entry + 1, entry + 1);
    }
    assert.ok(cache.read('entry0'));
    cache.write('entry8', body);
    assert.ok(cache.read('entry0'), 'used since it was written');
    assert.equal(cache.read('entry1'), undefined);
    assert.equal(readdirSync(directory).length, 8);
  });
});

describe('what a killed process left unfinished', () => {
  it('is never read, and removed when it is old', (context) => {
    const directory = emptyFolder(context);
    const cache = new CompileCache(directory);
    for (const [name, time] of [
      ['old', 1],
      ['new', Date.now() / 1000],
    ] as const) {
      writeFileSync(join(directory, `inputs.image.${name}.unfinished`), body);
      utimesSync(join(directory, `inputs.image.${name}.unfinished`), time, time);
    }
    assert.equal(cache.read('inputs'), undefined);
    cache.write('inputs', body);
    assert.deepEqual(readdirSync(directory).sort(), ['inputs.image', 'inputs.image.new.unfinished']);
  });
});

describe('the name of the inputs', () => {
  const project = {
    'classes/A.cls': 'public class A {}',
    'classes/A.cls-meta.xml': CLASS_META,
    'objects/Invoice__c/Invoice__c.object-meta.xml': INVOICE,
  };

  it('is another one after any change of a file, of .forceignore or of the flags', (context) => {
    const directory = writeProject(context, project);
    const name = (coverage = false): string => inputsHash({ directory, sourceDirectories: [], coverage });
    const names = [name(), name(true)];
    writeFileSync(join(directory, 'force-app/classes/A.cls'), 'public class A { }');
    names.push(name());
    writeFileSync(join(directory, 'force-app/classes/B.cls'), 'public class B {}');
    names.push(name());
    writeFileSync(join(directory, '.forceignore'), '**/B.cls*');
    names.push(name());
    rmSync(join(directory, 'force-app/classes/B.cls'));
    names.push(name());
    names.push(inputsHash({ directory, sourceDirectories: [join(directory, 'force-app/classes')], coverage: false }));
    assert.equal(new Set(names).size, names.length);
  });

  it('stays where files were only touched', (context) => {
    const directory = writeProject(context, project);
    const before = inputsHash({ directory, sourceDirectories: [], coverage: false });
    utimesSync(join(directory, 'force-app/classes/A.cls'), 1, 1);
    assert.equal(inputsHash({ directory, sourceDirectories: [], coverage: false }), before);
  });
});

describe('a program image', () => {
  it('of this package comes back as it was', () => {
    const image = compileImage(join(import.meta.dirname, '../../../..'), { coverage: true, sourceDirectories: [] });
    assert.deepEqual(decodeImage(encodeImage(image)), image);
  });

  it('is refused, by the place, where something in it would come back as another thing', () => {
    const image = { schema: { labels: new Map([['a', { made: new Date(0) }]]) } } as unknown as ProgramImage;
    assert.throws(() => encodeImage(image), { message: '.schema.labels.a.made is not plain data' });
  });
});
