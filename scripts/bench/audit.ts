/**
 * The subscriber of the audit log: what a run of 2,000 events takes of the limits, and whether that grows with the log. Platform events
 * have the limits of synchronous transactions here, which are the smaller ones.
 */
import { fileURLToPath } from 'node:url';
import { SourceFile } from '../../packages/local-org/src/diagnostics/diagnostic.ts';
import { runAnonymous } from '../../packages/local-org/src/org/anonymous.ts';
import { openOrg } from '../../packages/local-org/src/org/commands/project.ts';
import type { LocalOrg } from '../../packages/local-org/src/org/local-org.ts';
import type { LimitKind } from '../../packages/local-org/src/runtime/kernel/limits.ts';
import { atLeast, exactly, reported, under, type Measurement } from '../../packages/local-org/bench/report.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What the bus delivers at once. */
const BATCH = 2_000;
const SHARE_GOAL = 0.5;
const FLAT_GOAL = 1.2;
/** Runs are compared by the best of so many, since other processes of the machine only ever add time. */
const ROUNDS = 3;
/** Each fact names as many records as a chunk of a load in ten. */
const RECORDS = 20;
const COUNTED = ['cpuTime', 'queries', 'queryRows', 'dmlStatements', 'dmlRows'] as const;

type Counted = (typeof COUNTED)[number];

/** One run of the subscriber. */
interface Run {
  readonly used: Readonly<Record<Counted, number>>;
  readonly shares: Readonly<Record<Counted, number>>;
}

export function audit(): Measurement[] {
  const runs: Run[] = [];
  const org = openOrg({
    directory: ROOT,
    observe: (_, limits) => {
      if (limits.used('dmlRows') < BATCH) return;
      const of = (value: (kind: LimitKind) => number): Record<Counted, number> =>
        Object.fromEntries(COUNTED.map((kind) => [kind, value(kind)])) as Record<Counted, number>;
      runs.push({
        used: of((kind) => limits.used(kind)),
        shares: of((kind) => limits.used(kind) / limits.limit(kind)),
      });
    },
  });
  try {
    // The first run compiles what it calls.
    append(org, BATCH);
    const [empty, tenfold, hundredfold] = [0, 10 * BATCH, 100 * BATCH].map((size) => {
      append(org, size - sizeOf(org));
      runs.length = 0;
      append(org, ROUNDS * BATCH);
      return runs.toSorted((left, right) => left.used.cpuTime - right.used.cpuTime);
    });
    runs.length = 0;
    append(org, 10 * BATCH);
    const [best] = empty;
    const worst = Math.max(...runs.map(({ shares }) => shares.cpuTime));
    return [
      atLeast('log append: events in a subscriber run', (ROUNDS * BATCH) / empty.length, 'count', BATCH),
      reported('log append of 2,000 events: CPU time', best.used.cpuTime, 'ms'),
      under('log append of 2,000 events: share of the CPU limit', best.shares.cpuTime, 'of 1', SHARE_GOAL),
      under('log append of 2,000 events: share of the rows for DML', best.shares.dmlRows, 'of 1', SHARE_GOAL),
      reported('log append of 2,000 events: SOQL', best.used.queries, 'count'),
      reported('log append of 2,000 events: DML statements', best.used.dmlStatements, 'count'),
      reported('log append of 2,000 events: DML rows', best.used.dmlRows, 'count'),
      exactly('log append of 20,000 events: subscriber runs', runs.length, 'count', 10),
      under('log append of 20,000 events: largest share of the CPU limit', worst, 'of 1', SHARE_GOAL),
      ratio('10', tenfold[0], best),
      ratio('100', hundredfold[0], best),
      exactly('log append, log of 100 times the size: SOQL more than before', more(hundredfold[0], best), 'count', 0),
      exactly('log: entries after all', sizeOf(org), 'count', countOf(org)),
    ];
  } finally {
    org.close();
  }
}

const ratio = (times: string, { used }: Run, before: Run): Measurement =>
  under(
    `log append, log of ${times} times the size: CPU time / before`,
    used.cpuTime / before.used.cpuTime,
    'x',
    FLAT_GOAL,
  );

const more = ({ used }: Run, before: Run): number => used.queries - before.used.queries;

/** Publishes so many facts, a batch a transaction, and lets the subscriber take them. */
function append(org: LocalOrg, facts: number): void {
  for (let left = facts; left > 0; left -= BATCH) {
    const block = `List<Id> ids = new List<Id>();
      for (Integer i = 0; i < ${RECORDS}; i++) {
        ids.add(Id.valueOf('001' + String.valueOf(i).leftPad(12, '0')));
      }
      for (Integer i = 0; i < ${Math.min(BATCH, left)}; i++) {
        SyntheticAuditService.record(
          new SyntheticAuditFact(SyntheticAuditAction.CREATED, 'Account', null).keyed('bench').of(ids)
        );
      }
      SyntheticAuditService.flush();`;
    runAnonymous(org, org.seeded.adminId, new SourceFile('publish.apex', block), () => undefined);
    while (org.async.runDue(org.clock.now()) > 0);
  }
}

function sizeOf(org: LocalOrg): number {
  return Number(org.systemQuery('SELECT Size__c FROM Synthetic_Audit_State__c')[0]?.peek('Size__c') ?? 0);
}

function countOf(org: LocalOrg): number {
  return Number(org.systemQuery('SELECT COUNT(Id) n FROM Synthetic_Audit_Entry__c')[0].peek('n'));
}
