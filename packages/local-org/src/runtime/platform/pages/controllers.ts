/**
 * The controllers of standard pages, which custom extensions and their tests hold. List views need a page and are not offered.
 * Source: Apex Reference Guide, StandardController Class, StandardSetController Class.
 */
import { throwApex, throwNull } from '../../kernel/exception.ts';
import { register } from '../../kernel/registry.ts';
import { sharingOfCode } from '../../kernel/sharing.ts';
import { sobjectType } from '../../kernel/types.ts';
import { ApexList } from '../../library/list.ts';
import { runDml } from '../dml.ts';
import type { QueryLocator } from '../query-locator.ts';
import { accessFor } from '../session.ts';
import { createSObject } from '../sobject-access.ts';
import type { SObject } from '../sobject.ts';
import { PageReference } from './page-reference.ts';

const DML = (): { access: ReturnType<typeof accessFor>; allOrNone: true } => ({
  access: accessFor(null, sharingOfCode() === 1),
  allOrNone: true,
});

const home = (record: SObject): PageReference => new PageReference(`/${String(record.peek('Id') ?? '')}`);

class StandardController {
  readonly record: SObject;

  constructor(record: SObject | null) {
    this.record = record ?? throwNull();
  }

  /** a page would load the fields; a test has them in its record already */
  'addFields(List)'(names: ApexList | null): void {
    if (names === null) throwNull();
  }
  'cancel()'(): PageReference {
    return home(this.record);
  }
  'delete()'(): PageReference {
    runDml('delete', [this.record], DML());
    return new PageReference('/');
  }
  'edit()'(): PageReference {
    return new PageReference(`${home(this.record).path}/e`);
  }
  'getId()'(): string | null {
    return (this.record.peek('Id') as string | null | undefined) ?? null;
  }
  'getRecord()'(): SObject {
    return this.record;
  }
  'reset()'(): void {}
  'save()'(): PageReference {
    runDml(this['getId()']() === null ? 'insert' : 'update', [this.record], DML());
    return home(this.record);
  }
  'view()'(): PageReference {
    return home(this.record);
  }
}

const MAXIMUM_RECORDS = 10_000;

class StandardSetController {
  readonly records: readonly SObject[];
  readonly complete: boolean;
  selected: SObject[] = [];
  prototypeRecord: SObject | undefined;
  pageSize = 20;
  pageNumber = 1;

  constructor(records: readonly SObject[]) {
    this.complete = records.length <= MAXIMUM_RECORDS;
    this.records = records.slice(0, MAXIMUM_RECORDS);
  }

  get pages(): number {
    return Math.max(1, Math.ceil(this.records.length / this.pageSize));
  }

  'addFields(List)'(names: ApexList | null): void {
    if (names === null) throwNull();
  }
  'cancel()'(): PageReference {
    return new PageReference('/');
  }
  'first()'(): void {
    this.pageNumber = 1;
  }
  'getCompleteResult()'(): boolean {
    return this.complete;
  }
  'getHasNext()'(): boolean {
    return this.pageNumber < this.pages;
  }
  'getHasPrevious()'(): boolean {
    return this.pageNumber > 1;
  }
  'getPageNumber()'(): number {
    return this.pageNumber;
  }
  'getPageSize()'(): number {
    return this.pageSize;
  }
  /** What is set in this record is saved to all that are selected. */
  'getRecord()'(): SObject {
    return (this.prototypeRecord ??= createSObject(this.#type(), []));
  }
  'getRecords()'(): ApexList {
    const start = (this.pageNumber - 1) * this.pageSize;
    return new ApexList(sobjectType(this.#type()), this.records.slice(start, start + this.pageSize));
  }
  'getResultSize()'(): number {
    return this.records.length;
  }
  'getSelected()'(): ApexList {
    return new ApexList(sobjectType(this.#type()), [...this.selected]);
  }
  'last()'(): void {
    this.pageNumber = this.pages;
  }
  'next()'(): void {
    if (this['getHasNext()']()) this.pageNumber += 1;
  }
  'previous()'(): void {
    if (this['getHasPrevious()']()) this.pageNumber -= 1;
  }
  'reset()'(): void {
    this.pageNumber = 1;
    this.selected = [];
  }
  'save()'(): PageReference {
    const rows = this.selected.length > 0 ? this.selected : [...this.records];
    for (const [name, value] of this.prototypeRecord?.values ?? []) for (const row of rows) row.values.set(name, value);
    runDml('update', rows, DML());
    return new PageReference('/');
  }
  'setPageNumber(Integer)'(number: number | null): void {
    if (number === null) throwNull();
    this.pageNumber = Math.min(Math.max(1, number), this.pages);
  }
  'setPageSize(Integer)'(size: number | null): void {
    if (size === null) throwNull();
    if (size < 1) throwApex('System.VisualforceException', `Invalid page size: ${size}`);
    const first = (this.pageNumber - 1) * this.pageSize;
    this.pageSize = size;
    this.pageNumber = Math.floor(first / size) + 1;
  }
  'setSelected(List)'(selected: ApexList | null): void {
    if (selected === null) throwNull();
    this.selected = [...selected.items] as SObject[];
  }

  #type(): string {
    return this.records[0]?.type ?? 'SObject';
  }
}

register('ApexPages.StandardController', {
  class: StandardController,
  constructors: { 'new(SObject)': (record: SObject | null) => new StandardController(record) },
});
register('ApexPages.StandardSetController', {
  class: StandardSetController,
  constructors: {
    'new(List)': (records: ApexList | null) => new StandardSetController((records ?? throwNull()).items as SObject[]),
    'new(Database.QueryLocator)': (locator: QueryLocator | null) =>
      new StandardSetController((locator ?? throwNull()).rows),
  },
});
