/** EventBus.ChangeEventHeader: what a change event says of the change (Apex Reference Guide). Tests make their own. */
import { register, type PlatformFunction } from '../kernel/registry.ts';
import { newList } from './collections.ts';

export class ChangeEventHeader {
  f_changedFields: object | null = newList('String', []);
  f_changeOrigin: string | null = null;
  f_changeType: string | null = null;
  f_commitNumber: bigint | null = null;
  f_commitTimestamp: bigint | null = null;
  f_commitUser: string | null = null;
  f_diffFields: object | null = newList('String', []);
  f_entityName: string | null = null;
  f_nulledFields: object | null = newList('String', []);
  f_recordIds: object | null = newList('String', []);
  f_sequenceNumber: number | null = null;
  f_transactionKey: string | null = null;
}

// every property has a getter of its name: `getRecordIds()`
for (const key of Object.keys(new ChangeEventHeader()) as (keyof ChangeEventHeader)[]) {
  const name = key.slice('f_'.length);
  const getter: PlatformFunction = function (this: ChangeEventHeader) {
    return this[key];
  };
  Object.defineProperty(ChangeEventHeader.prototype, `get${name[0].toUpperCase()}${name.slice(1)}()`, {
    value: getter,
  });
}

register('EventBus.ChangeEventHeader', {
  class: ChangeEventHeader,
  constructors: { 'new()': () => new ChangeEventHeader() },
});
