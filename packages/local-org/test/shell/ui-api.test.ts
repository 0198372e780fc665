/** `ui-api/records`: values with their texts, parents, and what a user cannot see. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { FakeOrg, ADMIN, CLERK } from './fake-org.ts';
import { projectSchema } from './project.ts';
import { serveFake, type TestServer } from './server.ts';

describe('a record of the User Interface API', () => {
  const { schema, remove } = projectSchema();
  const org = new FakeOrg(schema);
  const account = org.insert('Account', { Name: 'Acme', OwnerId: CLERK.id });
  const contact = org.insert('Contact', {
    LastName: 'Muster',
    Name: 'Max Muster',
    AccountId: account,
    Birthdate: '1990-05-01',
  });
  const alone = org.insert('Contact', { LastName: 'Alone', Name: 'Alone' });
  const deal = org.insert('Opportunity', {
    Name: 'Deal',
    Amount: 1234.5,
    StageName: 'Prospecting',
    CreatedDate: '2026-03-01T09:30:00.000Z',
  });
  let server: TestServer;

  before(async () => {
    server = await serveFake(org, '/nowhere');
  });
  after(async () => {
    await server.close();
    remove();
  });

  async function get(
    id: string,
    query: string,
    userId = ADMIN.id,
  ): Promise<{ status: number; body: Record<string, never> }> {
    const headers = { authorization: `Bearer ${server.sessions.open(userId)}` };
    const response = await fetch(`${server.url}/services/data/v67.0/ui-api/records/${id}?${query}`, { headers });
    return { status: response.status, body: (await response.json()) as Record<string, never> };
  }

  it('has the value of each field with the text that the user locale makes of it', async () => {
    const fields = ['Name', 'Amount', 'StageName', 'CreatedDate', 'IsPrivate']
      .map((name) => `Opportunity.${name}`)
      .join(',');
    const { status, body } = await get(deal, `fields=${fields}`);
    assert.equal(status, 200);
    assert.deepEqual(body, {
      apiName: 'Opportunity',
      childRelationships: {},
      id: deal,
      fields: {
        Name: { value: 'Deal', displayValue: null },
        Amount: { value: 1234.5, displayValue: 'US$1,234.50' },
        StageName: { value: 'Prospecting', displayValue: 'Prospecting' },
        CreatedDate: { value: '2026-03-01T09:30:00.000Z', displayValue: '01/03/2026, 10:30' },
        IsPrivate: { value: false, displayValue: null },
      },
    });
  });

  it('nests a parent as a record with its name as the text', async () => {
    const { body } = await get(contact, 'fields=Contact.Birthdate,Contact.Account.Name,Contact.Account.Owner.Username');
    assert.deepEqual(body.fields, {
      Birthdate: { value: '1990-05-01', displayValue: '01/05/1990' },
      Account: {
        displayValue: 'Acme',
        value: {
          apiName: 'Account',
          childRelationships: {},
          id: account,
          fields: {
            Name: { value: 'Acme', displayValue: null },
            Owner: {
              displayValue: 'Carl Clerk',
              value: {
                apiName: 'User',
                childRelationships: {},
                id: CLERK.id,
                fields: {
                  Username: { value: 'clerk@example.com', displayValue: null },
                  Name: { value: 'Carl Clerk', displayValue: null },
                },
              },
            },
          },
        },
      },
    });
  });

  it('has null for a parent that is not there', async () => {
    const { body } = await get(alone, 'fields=Contact.Account.Name');
    assert.deepEqual(body.fields, { Account: { displayValue: null, value: null } });
  });

  it('leaves out optional fields that are unknown or out of the user reach', async () => {
    org.hiddenFields.add('Contact.Birthdate');
    const { status, body } = await get(
      contact,
      'optionalFields=Contact.LastName,Contact.Birthdate,Contact.Nothing__c,Contact.No__r.Name',
      CLERK.id,
    );
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body.fields), ['LastName']);
  });

  it('refuses a required field that is unknown or out of the user reach', async () => {
    org.hiddenFields.add('Contact.Birthdate');
    for (const field of ['Contact.Birthdate', 'Contact.Nothing__c', 'Account.Name']) {
      const { status, body } = await get(contact, `fields=${field}`, CLERK.id);
      assert.equal(status, 400, field);
      const [error] = body as unknown as { errorCode: string; message: string }[];
      assert.equal(error.errorCode, 'INVALID_FIELD');
      assert.ok(error.message.includes(field));
    }
  });

  it('leaves out the parent whose object the user cannot see', async () => {
    org.hiddenObjects.add('Account');
    const { body } = await get(contact, 'optionalFields=Contact.LastName,Contact.Account.Name', CLERK.id);
    assert.deepEqual(Object.keys(body.fields), ['LastName']);
    org.hiddenObjects.clear();
  });

  it('is not found where the record, its object or the user right is missing', async () => {
    org.hiddenObjects.add('Contact');
    const missing = `${contact.slice(0, 12)}999`;
    assert.equal((await get(contact, 'fields=Contact.LastName', CLERK.id)).status, 404);
    org.hiddenObjects.clear();
    assert.equal((await get(missing, 'fields=Contact.LastName')).status, 404);
    assert.equal((await get('zzz000000000001', 'fields=Contact.LastName')).status, 404);
    assert.equal((await get('nonsense', 'fields=Contact.LastName')).status, 404);
  });

  it('wants at least one field', async () => {
    assert.equal((await get(contact, '')).status, 400);
  });
});
