import { LightningElement, api } from 'lwc';
import { columnValue } from '../../../lib/columns.ts';
import type { Column, FieldInfo } from '../../../lib/fields.ts';
import { cell, type Row } from '../../../lib/records.ts';

interface Heading {
  readonly path: string;
  readonly label: string;
  readonly sort: 'ascending' | 'descending' | 'none';
  readonly icon: string | null;
}

interface Line {
  readonly id: string;
  readonly cells: readonly {
    readonly path: string;
    readonly label: string;
    readonly field: FieldInfo;
    readonly value: unknown;
    readonly linkId: string | null;
    readonly name: string | null;
  }[];
}

/**
 * Rows of records.
 * @fires sort with the column's path, when its heading is pressed
 */
export default class RecordTable extends LightningElement {
  @api label = '';
  @api columns: readonly Column[] = [];
  @api rows: readonly Row[] = [];
  @api sortable = false;
  @api orderBy: string | null = null;
  @api descending = false;

  get headings(): Heading[] {
    return this.columns.map(({ path, label }) => {
      const isOrder = path === this.orderBy;
      const sort = isOrder ? (this.descending ? 'descending' : 'ascending') : 'none';
      return { path, label, sort, icon: isOrder ? `utility:${this.descending ? 'arrowdown' : 'arrowup'}` : null };
    });
  }

  get lines(): Line[] {
    return this.rows.map((row) => ({
      id: String(cell(row, 'Id')),
      cells: this.columns.map((column) => {
        const value = columnValue(column, row);
        const linkId = column.idPath ? (cell(row, column.idPath) as string | null) : null;
        const name = column.field.type === 'reference' ? String(value ?? linkId ?? '') : null;
        return { path: column.path, label: column.label, field: column.field, value, linkId, name };
      }),
    }));
  }

  handleSort(event: Event): void {
    const { path } = (event.currentTarget as HTMLElement).dataset;
    this.dispatchEvent(new CustomEvent('sort', { detail: path }));
  }
}
