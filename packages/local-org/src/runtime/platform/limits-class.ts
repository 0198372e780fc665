/** System.Limits: what the transaction has used of each governor limit, and the limit itself. */
import { current } from '../kernel/context.ts';
import type { LimitKind } from '../kernel/limits.ts';
import { register } from '../kernel/registry.ts';
import { heapSize } from './heap-size.ts';

const NAMES: Readonly<Record<string, LimitKind>> = {
  AggregateQueries: 'aggregateQueries',
  ApexCursorRows: 'cursorRows',
  ApexCursors: 'cursors',
  ApexPaginationCursorRows: 'paginationCursorRows',
  ApexPaginationCursors: 'paginationCursors',
  Callouts: 'callouts',
  CpuTime: 'cpuTime',
  DmlRows: 'dmlRows',
  DmlStatements: 'dmlStatements',
  EmailInvocations: 'emailInvocations',
  FetchCallsOnApexCursor: 'cursorFetches',
  FutureCalls: 'futureCalls',
  HeapSize: 'heapSize',
  MobilePushApexCalls: 'pushNotifications',
  PublishImmediateDML: 'publishImmediateDml',
  Queries: 'queries',
  QueryLocatorRows: 'queryLocatorRows',
  QueryRows: 'queryRows',
  QueueableJobs: 'queueableJobs',
  SoslQueries: 'soslQueries',
};

register('System.Limits', {
  statics: {
    ...Object.fromEntries(
      Object.entries(NAMES).flatMap(([name, kind]) => [
        [`get${name}()`, () => current().limits.used(kind)],
        [`getLimit${name}()`, () => current().limits.limit(kind)],
      ]),
    ),
    'getHeapSize()': (held?: readonly unknown[]) => heapSize(held ?? []),
  },
});
