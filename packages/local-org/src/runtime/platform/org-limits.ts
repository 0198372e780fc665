/** OrgLimits: the allocations of a Developer Edition org that the local org has anything to count against. Apex Reference Guide, OrgLimits Class. */
import { register } from '../kernel/registry.ts';
import { newList, newMap } from './collections.ts';
import { org } from './session.ts';
import { addressesOfToday, DAILY_ADDRESSES } from './messaging/daily-limit.ts';

class OrgLimit {
  readonly name: string;
  readonly limit: number;
  readonly value: number;

  constructor(name: string, limit: number, value: number) {
    this.name = name;
    this.limit = limit;
    this.value = value;
  }

  'getLimit()'(): number {
    return this.limit;
  }
  'getName()'(): string {
    return this.name;
  }
  'getValue()'(): number {
    return this.value;
  }
}

/** What nothing counts has not been used. */
function limits(): OrgLimit[] {
  return [
    new OrgLimit('DailyApiRequests', 15_000, 0),
    new OrgLimit('DailyAsyncApexExecutions', 250_000, 0),
    new OrgLimit('DailyBulkApiBatches', 15_000, 0),
    new OrgLimit('DataStorageMB', 5, 0),
    new OrgLimit('FileStorageMB', 20, 0),
    new OrgLimit('HourlyPublishedPlatformEvents', 50_000, 0),
    new OrgLimit('MassEmail', 10, 0),
    new OrgLimit('SingleEmail', DAILY_ADDRESSES, addressesOfToday(org())),
  ];
}

register('System.OrgLimit', { class: OrgLimit });
register('System.OrgLimits', {
  statics: {
    'getAll()': () => newList('System.OrgLimit', limits()),
    'getMap()': () =>
      newMap(
        'String',
        'System.OrgLimit',
        limits().map((limit) => [limit.name, limit]),
      ),
  },
});
