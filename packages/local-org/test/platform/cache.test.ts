/** The platform cache over a whole org. Source: Apex Developer Guide, Platform Cache; Apex Reference Guide, Cache Namespace. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { apexOrg, meta, type OrgParts } from './apex-org.ts';

const partition = (isDefault: boolean, megabytes = 1): string =>
  meta(
    'PlatformCachePartition',
    `<isDefaultPartition>${isDefault}</isDefaultPartition><masterLabel>P</masterLabel>` +
      ['Organization', 'Session']
        .map(
          (type) =>
            `<platformCachePartitionTypes><allocatedCapacity>${megabytes}</allocatedCapacity>` +
            `<cacheType>${type}</cacheType></platformCachePartitionTypes>`,
        )
        .join(''),
  );

const PARTS: OrgParts = {
  files: {
    'cachePartitions/Main.cachePartition-meta.xml': partition(true),
    'cachePartitions/Rates.cachePartition-meta.xml': partition(false),
    'cachePartitions/Empty.cachePartition-meta.xml': partition(false, 0),
  },
  classes: {
    Names: `public class Names implements Cache.CacheBuilder {
      public static Integer loads = 0;
      public Object doLoad(String key) { loads++; if (key == 'bad') throw new IllegalArgumentException('no such name'); return key.toUpperCase(); }
    }`,
    Later: `public class Later implements Queueable {
      public void execute(QueueableContext context) {
        Cache.Org.put('session', String.valueOf(Cache.Session.isAvailable()));
        try { Cache.Session.put('k', 1); } catch (Cache.Session.SessionCacheNoSessionException e) { Cache.Org.put('refused', true); }
      }
    }`,
  },
};

const OTHER = {
  username: 'b@example.com',
  lastName: 'B',
  email: 'b@example.com',
  alias: 'b',
  profile: 'Standard User',
};

const caught = (statement: string): string =>
  `try { ${statement} } catch (Exception e) { System.debug(e.getTypeName()); }`;

test('a value stays for the next transaction, as a copy of its own', (context) => {
  const { run } = apexOrg(context, PARTS);
  run(`List<String> names = new List<String>{ 'a' };
    Cache.Org.put('names', names);
    names.add('b');`);
  assert.deepEqual(
    run(`List<String> names = (List<String>) Cache.Org.get('names');
      System.debug(names); names.add('c'); System.debug(Cache.Org.get('names')); System.debug(Cache.Org.get('other'));`),
    ['(a)', '(a)', 'null'],
  );
});

test('a transaction that fails leaves the cache as it was', (context) => {
  const { run } = apexOrg(context, PARTS);
  run(`Cache.Org.put('k', 1);`);
  assert.throws(() => run(`Cache.Org.put('k', 2); Cache.Org.remove('k'); throw new IllegalArgumentException();`));
  assert.deepEqual(run(`System.debug(Cache.Org.get('k'));`), ['1']);
});

test('a value is gone when its time to live is over on the org’s clock', (context) => {
  const { run, org } = apexOrg(context, PARTS);
  run(`Cache.Org.put('short', 1, 300); Cache.Org.put('day', 2);`);
  org.moveClock(org.clock.now() + 299_000);
  assert.deepEqual(run(`System.debug(Cache.Org.contains('short'));`), ['true']);
  org.moveClock(org.clock.now() + 2000);
  assert.deepEqual(run(`System.debug(Cache.Org.getKeys() + ' ' + Cache.Org.getNumKeys());`), ['{day} 1']);
  org.moveClock(org.clock.now() + 86_400_000);
  assert.deepEqual(run(`System.debug(Cache.Org.contains('day'));`), ['false']);
});

test('a key may name its partition, and a partition is asked for its own keys', (context) => {
  const { run } = apexOrg(context, PARTS);
  assert.deepEqual(
    run(`Cache.Org.put('local.Rates.EUR', 1.5);
      Cache.OrgPartition rates = Cache.Org.getPartition('local.Rates');
      Cache.Partition base = rates;
      System.debug(base.get('EUR') + ' ' + Cache.Org.contains('EUR') + ' ' + rates.getName());
      System.debug(Cache.Org.getPartition('Rates').remove('EUR') + ' ' + rates.contains('EUR') + ' ' + rates.remove('EUR'));
      System.debug(rates.contains(new Set<String>{ 'EUR', 'USD' }));
      Object boxed = rates;
      System.debug(boxed instanceof Cache.Partition);
      System.debug(Cache.Partition.createFullyQualifiedKey('local', 'Rates', 'EUR'));`),
    ['1.5 false Rates', 'true false false', '{EUR=false, USD=false}', 'true', 'local.Rates.EUR'],
  );
});

test('what is wrong with a key, a partition or a value is an exception of its own kind', (context) => {
  const { run } = apexOrg(context, PARTS);
  assert.deepEqual(
    run(
      [
        `Cache.Org.getPartition('local.Nowhere');`,
        `Cache.Session.getPartition('Nowhere');`,
        `Cache.Org.getPartition(null);`,
        `Cache.Org.put('not-plain', 1);`,
        `Cache.Org.put('Rates.EUR', 1);`,
        `Cache.Org.put('k', null);`,
        `Cache.Org.put('k', 1, 299);`,
        `Cache.Org.put('k', 'x'.repeat(200000));`,
        `Cache.Org.get(String.class, 'k');`,
        `Cache.Org.get(Names.class, 'bad');`,
        `Cache.Org.contains(new Set<String>{ '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11' });`,
      ]
        .map(caught)
        .join('\n'),
    ),
    [
      'Cache.Org.OrgCacheException',
      'Cache.Session.SessionCacheException',
      'Cache.InvalidParamException',
      'Cache.InvalidParamException',
      'Cache.InvalidParamException',
      'Cache.InvalidParamException',
      'Cache.InvalidParamException',
      'Cache.ItemSizeLimitExceededException',
      'Cache.InvalidCacheBuilderException',
      'Cache.CacheBuilderExecutionException',
      'Cache.BulkApiKeysLimitExceededException',
    ],
  );
});

test('without a default partition a bare key is refused', (context) => {
  const { run } = apexOrg(context);
  assert.deepEqual(run(caught(`Cache.Org.put('k', 1);`)), ['Cache.Org.OrgCacheException']);
});

test('a cache builder makes what is missing, once', (context) => {
  const { run } = apexOrg(context, PARTS);
  assert.deepEqual(
    run(`System.debug(Cache.Org.get(Names.class, 'ann') + ' ' + Cache.Org.get(Names.class, 'ann') + ' ' + Names.loads);
      System.debug(Cache.Org.get('ann') + ' ' + Cache.Org.getNumKeys());
      System.debug(Cache.Org.remove(Names.class, 'ann') + ' ' + Cache.Org.get(Names.class, 'ann') + ' ' + Names.loads);`),
    ['ANN ANN 1', 'null 0', 'true ANN 2'],
  );
});

test('a partition without capacity misses every value; a full one drops what was used longest ago', (context) => {
  const { run } = apexOrg(context, PARTS);
  assert.deepEqual(
    run(`Cache.Org.put('local.Empty.k', 1);
      System.debug(Cache.Org.get('local.Empty.k'));
      for (Integer i = 0; i < 12; i++) { Cache.Org.put('k' + i, 'x'.repeat(99000)); Cache.Org.get('k0'); }
      System.debug(Cache.Org.contains('k0') + ' ' + Cache.Org.contains('k1') + ' ' + Cache.Org.contains('k11'));`),
    ['null', 'true false true'],
  );
});

test('the session cache is the user’s own, and asynchronous Apex has none', (context) => {
  const { run } = apexOrg(context, { ...PARTS, users: [OTHER] });
  run(`Cache.Session.put('k', 'mine'); System.enqueueJob(new Later());`);
  assert.deepEqual(run(`System.debug(Cache.Session.get('k') + ' ' + Cache.Session.isAvailable());`), ['mine true']);
  assert.deepEqual(run(`System.debug(Cache.Session.get('k'));`, 'b@example.com'), ['null']);
  assert.deepEqual(run(`System.debug(Cache.Org.get('session') + ' ' + Cache.Org.get('refused'));`), ['false true']);
});

test('a test starts with an empty cache and leaves nothing in it', (context) => {
  const { run, test: inTest } = apexOrg(context, PARTS);
  run(`Cache.Org.put('k', 1);`);
  assert.deepEqual(
    inTest(`System.debug(Cache.Org.get('k')); Cache.Org.put('k', 2); System.debug(Cache.Org.get('k'));`),
    ['null', '2'],
  );
  assert.deepEqual(run(`System.debug(Cache.Org.get('k'));`), ['1']);
});
