/** The build of the page shell: what it makes, when it is made again, and how a mistake in a project is reported. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { rollup, type Plugin } from 'rollup';
import { buildShell } from '../../src/server/shell/build.ts';
import { platformPlugin } from '../../src/server/shell/bundle/platform-plugin.ts';
import { typescriptPlugin } from '../../src/server/shell/bundle/typescript-plugin.ts';
import { GREETING_SOURCE, projectSchema } from './project.ts';

const SCRIPT = 'force-app/lwc/greeting/greeting.ts';

describe('the build of the page shell', () => {
  const cache = mkdtempSync(join(tmpdir(), 'local-org-shell-cache-'));
  after(() => rmSync(cache, { recursive: true, force: true }));

  async function build(
    changes: Readonly<Record<string, string | undefined>> = {},
  ): Promise<{ directory: string; built: number }> {
    const { schema, remove } = projectSchema(changes, true);
    let built = 0;
    try {
      const { directory } = await buildShell(schema, cache, { onBuild: () => (built += 1) });
      return { directory, built };
    } finally {
      remove();
    }
  }

  it('bundles the shell with the project components, their labels and the stylesheet with its images', async () => {
    const { directory } = await build();
    const script = readFileSync(join(directory, 'app.js'), 'utf8');
    assert.match(script, /Good day/);
    assert.match(script, /"c:greeting"|'c:greeting'/);
    assert.doesNotMatch(script, /^import /m);
    assert.ok(existsSync(join(directory, 'styles', 'slds.css')));
    assert.ok(existsSync(join(directory, 'styles', 'shell.css')));
    assert.ok(readdirSync(join(directory, 'images')).length > 0);
  });

  it('keeps only the icons that a source names', async () => {
    const { directory } = await build();
    const script = readFileSync(join(directory, 'app.js'), 'utf8');
    assert.match(script, /utility_smiley_and_people/);
    assert.doesNotMatch(script, /utility_agent_astro/);
  });

  it('builds once for the same inputs, wherever the project lies', async () => {
    const first = await build();
    const second = await build();
    assert.equal(second.directory, first.directory);
    assert.equal(second.built, 0);
    assert.deepEqual(
      readdirSync(cache).filter((name) => name.startsWith('building-')),
      [],
    );
  });

  it('says where a component does not compile, and leaves nothing half made', async () => {
    const before = readdirSync(cache);
    await assert.rejects(build({ [SCRIPT]: GREETING_SOURCE.replace('get text()', 'get text(') }), (error: Error) => {
      assert.match(error.message, /^The page shell could not be built: .*greeting\.ts:\d+:\d+ /);
      return true;
    });
    assert.deepEqual(readdirSync(cache), before);
  });

  it('refuses an unknown module by its name and by who imports it', async () => {
    const source = GREETING_SOURCE.replace("'@salesforce/user/Id'", "'somewhere/else'");
    await assert.rejects(
      build({ [SCRIPT]: source }),
      /does not have the module somewhere\/else \(imported by .*greeting\.ts\)/,
    );
  });
});

const CONTROLLER = {
  'force-app/classes/Controller.cls': 'public class Controller {}',
  'force-app/classes/Controller.cls-meta.xml':
    '<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>67.0</apiVersion><status>Active</status></ApexClass>',
};

describe('the modules of the platform', () => {
  /** Bundles one component with the platform's modules alone, which takes no time. */
  async function resolve(module: string): Promise<void> {
    const source = GREETING_SOURCE.replace("'@salesforce/user/Id'", `'${module}'`);
    const { schema, remove } = projectSchema({ [SCRIPT]: source, ...CONTROLLER }, true);
    const others: Plugin = { name: 'others', resolveId: (id, importer) => (importer ? { id, external: true } : null) };
    const input = join(schema.lwc[0].directory, 'greeting.ts');
    try {
      await (await rollup({ input, plugins: [platformPlugin(schema), typescriptPlugin(), others] })).close();
    } finally {
      remove();
    }
  }

  it('knows labels, objects, fields and parents in any case', async () => {
    for (const name of ['label/c.hello', 'schema/contact', 'schema/Contact.lastname', 'schema/Contact.Account.Name']) {
      await resolve(`@salesforce/${name}`);
    }
  });

  it('knows the Apex classes of the project', () => resolve('@salesforce/apex/controller.load'));

  const refusals: readonly [string, string, RegExp][] = [
    ['an unknown custom label', '@salesforce/label/c.Nowhere', /There is no custom label Nowhere/],
    [
      'an unknown field',
      '@salesforce/schema/Contact.Nowhere__c',
      /There is no field Nowhere__c \(@salesforce\/schema\/Contact\.Nowhere__c\)/,
    ],
    ['an unknown relationship', '@salesforce/schema/Contact.No__r.Name', /There is no relationship No__r/],
    ['an unknown object', '@salesforce/schema/Nowhere__c', /There is no object Nowhere__c/],
    ['a method of an unknown Apex class', '@salesforce/apex/Nowhere.load', /There is no Apex class Nowhere/],
    ['an Apex class without a method', '@salesforce/apex/Controller', /must name a class and a method/],
    [
      'a service that the org lacks',
      '@salesforce/messageChannel/Channel__c',
      /does not support the module @salesforce\/messageChannel\/Channel__c \(imported by .*greeting\.ts/,
    ],
    ['an unknown component', 'c/nowhere', /There is no Lightning web component c\/nowhere in the project/],
  ];
  for (const [what, module, message] of refusals) {
    it(`refuse ${what} by its name`, () => assert.rejects(resolve(module), message));
  }
});
