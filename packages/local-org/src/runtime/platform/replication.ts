/** Database.getUpdated and getDeleted: which records changed in a span of time (Apex Reference Guide, Database Class). */
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { current } from '../kernel/context.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { readGettersAsProperties } from '../library/define.ts';
import { newList } from './collections.ts';
import { accessFor, org, uncounted } from './session.ts';
import type { SObject } from './sobject.ts';
import { findObjectToken } from './tokens.ts';

const MS_PER_DAY = 86_400_000;
/** "Results are returned for no more than 30 days previous to the day the call is executed": SOAP API Developer Guide, getUpdated(). */
const DAYS_KEPT = 30;

const dateOf = (ms: number): ApexDate => new ApexDate(Math.floor(ms / MS_PER_DAY));

class DeletedRecord {
  readonly #row: SObject;

  constructor(row: SObject) {
    this.#row = row;
  }

  'getDeletedDate()'(): ApexDate {
    return dateOf((this.#row.peek('SystemModstamp') as ApexDatetime).ms);
  }
  'getId()'(): string {
    return this.#row.peek('Id') as string;
  }
}

class GetDeletedResult {
  readonly #rows: readonly SObject[];
  readonly #end: number;

  constructor(rows: readonly SObject[], end: number) {
    this.#rows = rows;
    this.#end = end;
  }

  'getDeletedRecords()'(): unknown {
    return newList(
      'Database.DeletedRecord',
      this.#rows.map((row) => new DeletedRecord(row)),
    );
  }
  'getEarliestDateAvailable()'(): ApexDate {
    return dateOf(current().clock.now() - DAYS_KEPT * MS_PER_DAY);
  }
  'getLatestDateCovered()'(): ApexDate {
    return dateOf(this.#end);
  }
}

class GetUpdatedResult {
  readonly #rows: readonly SObject[];
  readonly #end: number;

  constructor(rows: readonly SObject[], end: number) {
    this.#rows = rows;
    this.#end = end;
  }

  'getIds()'(): unknown {
    return newList(
      'Id',
      this.#rows.map((row) => row.peek('Id')),
    );
  }
  'getLatestDateCovered()'(): ApexDate {
    return dateOf(this.#end);
  }
}

/** The start is part of the span, the end is not; seconds are ignored, as the SOAP API does. */
function changed(
  objectName: string | null,
  start: ApexDatetime | null,
  end: ApexDatetime | null,
  deleted: boolean,
): readonly SObject[] {
  if (objectName === null || start === null || end === null) throwNull();
  const object = findObjectToken(objectName)?.object;
  if (!object?.fields.has('systemmodstamp') || (deleted && !object.fields.has('isdeleted')))
    throwApex('System.InvalidParameterValueException', `${objectName} is not an object that is replicated`);
  if (start.ms >= end.ms)
    throwApex('System.InvalidParameterValueException', 'The end date must be later than the start date');
  if (start.ms < current().clock.now() - DAYS_KEPT * MS_PER_DAY)
    throwApex('System.InvalidParameterValueException', `The start date is more than ${DAYS_KEPT} days ago`);
  const minute = ({ ms }: ApexDatetime): ApexDatetime => new ApexDatetime(ms - (ms % 60_000));
  const condition = deleted ? 'AND IsDeleted = TRUE' : object.fields.has('isdeleted') ? 'AND IsDeleted = FALSE' : '';
  const text =
    `SELECT Id, SystemModstamp FROM ${object.name} WHERE SystemModstamp >= :start AND SystemModstamp < :end ` +
    `${condition} ORDER BY SystemModstamp, Id${deleted ? ' ALL ROWS' : ''}`;
  const binds = new Map<string, unknown>([
    ['start', minute(start)],
    ['end', minute(end)],
  ]);
  return uncounted(() => org().data.queryDynamic(text, (name) => binds.get(name), accessFor())).rows;
}

for (const result of [DeletedRecord, GetDeletedResult, GetUpdatedResult]) readGettersAsProperties(result);
register('Database.DeletedRecord', { class: DeletedRecord });
register('Database.GetDeletedResult', { class: GetDeletedResult });
register('Database.GetUpdatedResult', { class: GetUpdatedResult });
register('System.Database', {
  statics: {
    'getDeleted(String,Datetime,Datetime)': (name: string, start: ApexDatetime, end: ApexDatetime) =>
      new GetDeletedResult(changed(name, start, end, true), end.ms),
    'getUpdated(String,Datetime,Datetime)': (name: string, start: ApexDatetime, end: ApexDatetime) =>
      new GetUpdatedResult(changed(name, start, end, false), end.ms),
  },
});
