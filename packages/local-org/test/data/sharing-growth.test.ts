import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TestOrg, customObject, permissionSet } from './org.ts';

const RIGHTS = { create: true, read: true, edit: true, delete: true, viewAll: false, modifyAll: false };
const SECRET = customObject('Secret__c', 'a05', [], { sharingModel: 'Private' });
const SECRETS = permissionSet('Secrets', { objectPermissions: new Map([['Secret__c', RIGHTS]]) });
const user = (name: string) => ({
  username: `${name}@example.com`,
  lastName: name,
  email: `${name}@example.com`,
  alias: name,
  profile: 'Standard User',
  permissionSets: ['Secrets'],
});

/** Time of one query for the ten rows that the user owns, among `others` that he does not see. */
function timeOf(others: number): number {
  const org = new TestOrg({ objects: [SECRET], permissionSets: [SECRETS], users: [user('one')] });
  const one = org.userIds.get('one@example.com')!;
  for (let at = 0; at < others; at += 200)
    org.insert('Secret__c', ...Array.from({ length: 200 }, (_, index) => ({ Name: `${at + index}` })));
  org.insert('Secret__c', ...Array.from({ length: 10 }, (_, index) => ({ Name: `own ${index}`, OwnerId: one })));
  const access = { userId: one, mode: 'system' as const, sharing: true };
  const query = () => org.query('SELECT Id, Name FROM Secret__c', [], access).length;
  assert.equal(query(), 10);
  const started = performance.now();
  for (let turn = 0; turn < 50; turn++) query();
  return (performance.now() - started) / 50;
}

describe('Sharing', () => {
  it('finds the rows that a user owns by index: a hundred times as many of others take far less than ten times as long', () => {
    const few = timeOf(200);
    const many = timeOf(20_000);
    assert.ok(many < few * 10 + 1, `${few.toFixed(2)} ms among 200, ${many.toFixed(2)} ms among 20,000`);
  });
});
