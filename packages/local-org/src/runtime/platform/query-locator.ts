/** Database.QueryLocator: the rows are read when the locator is made, counted as locator rows and not as query rows. */
import type { SoqlResult } from '../ports.ts';
import { current } from '../kernel/context.ts';
import { throwApex } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import type { SObject } from './sobject.ts';
import { uncounted } from './session.ts';

export class QueryLocator {
  readonly query: string;
  readonly rows: readonly SObject[];

  constructor(query: string, rows: readonly SObject[]) {
    this.query = query;
    this.rows = rows;
  }

  'getQuery()'(): string {
    return this.query;
  }
  'iterator()'(): QueryLocatorIterator {
    current().limits.count('queryLocatorRows', this.rows.length);
    return new QueryLocatorIterator(this.rows);
  }

  toText(): string {
    return `Database.QueryLocator[Query=${this.query}]`;
  }
}

/** Runs the query as a batch's start does: one query, no query rows. */
export function openLocator(query: string, run: () => SoqlResult): QueryLocator {
  current().limits.count('queries');
  return new QueryLocator(query, uncounted(run).rows);
}

export class QueryLocatorIterator {
  readonly rows: readonly SObject[];
  next = 0;

  constructor(rows: readonly SObject[]) {
    this.rows = rows;
  }

  'hasNext()'(): boolean {
    return this.next < this.rows.length;
  }

  'next()'(): SObject {
    if (this.next >= this.rows.length) throwApex('System.NoSuchElementException', 'Iterator has no more elements');
    return this.rows[this.next++];
  }
}

register('Database.QueryLocator', { class: QueryLocator });
register('Database.QueryLocatorIterator', { class: QueryLocatorIterator });
