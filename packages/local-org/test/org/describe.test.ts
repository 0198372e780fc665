import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openOrg } from '../../src/org/commands/project.ts';
import { LocalOrgService } from '../../src/org/service.ts';
import { describeObject } from '../../src/server/rest/describe.ts';

interface Described {
  readonly fields: readonly { name: string; nillable: boolean; defaultedOnCreate: boolean }[];
}

describe('the describe of an object over REST', () => {
  const directory = fileURLToPath(new URL('../../../..', import.meta.url));

  it('tells the fields that a caller must give from those that the platform gives', (t) => {
    const org = openOrg({ directory, sourceDirectories: [], coverage: false });
    t.after(() => org.close());
    const account = org.schema.objects.get('account')!;
    const { fields } = describeObject(new LocalOrgService(org), org.seeded.adminId, account) as Described;
    const required = fields.filter(({ nillable, defaultedOnCreate }) => !nillable && !defaultedOnCreate);
    assert.deepEqual(
      required.map(({ name }) => name),
      ['Name'],
    );
  });
});
