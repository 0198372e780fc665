import { test } from 'node:test';
import assert from 'node:assert/strict';
import { lookup } from '../../src/runtime/kernel/registry.ts';
import { SObject } from '../../src/runtime/platform/sobject.ts';
import { makeField } from '../../src/schema/fields.ts';
import type { ObjectSchema } from '../../src/schema/model.ts';
import { apex, call, schema } from '../platform/support.ts';
import { makeWorld } from './support.ts';

function eventSchema(publishBehavior: ObjectSchema['publishBehavior']): ObjectSchema {
  const fields = [
    makeField('ReplayId', 'string'),
    makeField('EventUuid', 'string'),
    makeField('Note__c', 'string', { custom: true, required: true }),
  ];
  return {
    ...schema.objects.get('account')!,
    name: 'Note__e',
    keyPrefix: 'e00',
    kind: 'platformEvent',
    publishBehavior,
    fields: new Map(fields.map((field) => [field.name.toLowerCase(), field])),
  };
}

function event(publishBehavior: ObjectSchema['publishBehavior'], note: string | null): SObject {
  return new SObject('Note__e', eventSchema(publishBehavior), new Map([['Note__c', note]]));
}

const publish = (one: SObject): unknown => lookup('System.EventBus')!.statics!['publish(SObject)'](one);

test('an event that waits for the commit is not delivered before it, and carries what the bus fills', () => {
  const world = makeWorld();
  world.transaction(() => {
    const result = publish(event('PublishAfterCommit', 'hello'));
    assert.equal(call(result, 'isSuccess()'), true);
    assert.equal(world.engine.runDue(world.now), 0);
  });
  assert.equal(world.engine.runDue(world.now), 1);
  const [
    {
      object,
      events: [received],
    },
  ] = world.delivered;
  assert.equal(object, 'Note__e');
  assert.equal(received.peek('Note__c'), 'hello');
  assert.equal(received.peek('ReplayId'), '1');
  assert.match(String(received.peek('EventUuid')), /^[0-9a-f]{8}-[0-9a-f]{4}-4/);
});

test('an event that is published immediately survives a rollback, the other does not', () => {
  const world = makeWorld();
  assert.throws(() =>
    world.transaction(() => {
      publish(event('PublishImmediately', 'kept'));
      publish(event('PublishAfterCommit', 'lost'));
      throw new Error('rolled back');
    }),
  );
  world.engine.runDue(world.now);
  assert.deepEqual(
    world.delivered.flatMap(({ events }) => events.map((one) => one.peek('Note__c'))),
    ['kept'],
  );
});

test('an event without a required field is not published', () => {
  const world = makeWorld();
  world.transaction(() => assert.equal(call(publish(event('PublishImmediately', null)), 'isSuccess()'), false));
  assert.equal(world.engine.runDue(world.now), 0);
});

test('only platform events can be published', () => {
  const world = makeWorld();
  const account = new SObject('Account', schema.objects.get('account'));
  assert.throws(
    () => world.transaction(() => publish(account)),
    apex('System.TypeException', 'Account is not a platform event'),
  );
});

test('in a test events are delivered by stopTest', () => {
  const world = makeWorld();
  world.transaction(
    () => {
      publish(event('PublishAfterCommit', 'hello'));
      assert.equal(world.delivered.length, 0);
      world.engine.stopTest();
      assert.equal(world.delivered.length, 1);
    },
    { isTest: true },
  );
});
