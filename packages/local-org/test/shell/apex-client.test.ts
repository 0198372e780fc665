/** `@salesforce/apex` in the browser: what a component sends and gets, over answers of a stand-in for fetch. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { apexMethod, getSObjectValue, refreshApex } from '../../src/server/shell/client/platform/salesforce/apex.ts';

interface Sent {
  readonly path: string;
  readonly body: unknown;
}

interface Adapter {
  update(params: Readonly<Record<string, unknown>>): void;
  disconnect(): void;
}

type Result = { readonly data?: unknown; readonly error?: { body: { message: string } } };

describe('Apex called by a component', () => {
  const sent: Sent[] = [];
  let answer: { status: number; body: unknown };

  beforeEach(() => {
    sent.length = 0;
    answer = { status: 200, body: { value: 'answer' } };
    mock.method(globalThis, 'fetch', (path: string, init: RequestInit) => {
      sent.push({ path, body: JSON.parse(init.body as string) as unknown });
      return Promise.resolve(new Response(JSON.stringify(answer.body), { status: answer.status }));
    });
  });
  afterEach(() => mock.restoreAll());

  const load = apexMethod('Panel', 'rows');
  const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

  function wired(): { adapter: Adapter; results: Result[] } {
    const results: Result[] = [];
    const WireAdapter = (load as unknown as { adapter: new (deliver: (result: Result) => void) => Adapter }).adapter;
    return { adapter: new WireAdapter((result) => results.push(result)), results };
  }

  it('is a function that gives the value', async () => {
    assert.equal(await load({ prefix: 'r' }), 'answer');
    assert.deepEqual(sent, [
      {
        path: '/local-org/apex',
        body: { classname: 'Panel', method: 'rows', params: { prefix: 'r' }, wired: false },
      },
    ]);
  });

  it('rejects with the error that the platform hands to components', async () => {
    answer = { status: 500, body: { message: 'Choose a date first', exceptionType: 'System.AuraHandledException' } };
    await assert.rejects(load(), (error: { status: number; body: { message: string } }) => {
      assert.deepEqual([error.status, error.body.message], [500, 'Choose a date first']);
      return true;
    });
  });

  it('wired, waits for all parameters, and delivers again when one changes', async () => {
    const { adapter, results } = wired();
    adapter.update({ prefix: undefined });
    await settled();
    assert.deepEqual([sent.length, results], [0, [{ data: undefined, error: undefined }]]);
    adapter.update({ prefix: 'a' });
    await settled();
    adapter.update({ prefix: 'b' });
    await settled();
    assert.deepEqual(
      results.slice(1).map(({ data }) => data),
      ['answer', 'answer'],
    );
  });

  it('wired, delivers errors, and nothing after the component is gone', async () => {
    const { adapter, results } = wired();
    answer = { status: 500, body: { message: 'No' } };
    adapter.update({ prefix: 'a' });
    await settled();
    assert.equal(results.at(-1)!.error!.body.message, 'No');
    adapter.update({ prefix: 'b' });
    adapter.disconnect();
    await settled();
    assert.equal(results.length, 2);
  });

  it('is asked again by refreshApex', async () => {
    const { adapter, results } = wired();
    adapter.update({ prefix: 'a' });
    await settled();
    answer = { status: 200, body: { value: 'newer' } };
    await refreshApex(results.at(-1)!);
    assert.equal(results.at(-1)!.data, 'newer');
  });

  it('gives fields of records by reference and by path', () => {
    const record = { LastName: 'Northcott', Account: { Name: 'Harbour' } };
    assert.equal(getSObjectValue(record, { fieldApiName: 'Account.Name' }), 'Harbour');
    assert.equal(getSObjectValue(record, 'Contact.LastName'), 'Northcott');
    assert.equal(getSObjectValue(record, 'Contact.Owner.Name'), undefined);
  });
});
