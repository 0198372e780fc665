import { LightningElement, api } from 'lwc';
import { columnsOf, defaultColumns } from '../../../lib/columns.ts';
import { describe } from '../../../lib/describe.ts';
import { fieldNamed, type ObjectDescription, type Column } from '../../../lib/fields.ts';
import { errorMessage } from '../../../lib/http.ts';
import { objectIcon } from '../../../lib/icons.ts';
import { onRecordChange, query, readRecord, valueAt, type Row, type Values } from '../../../lib/records.ts';
import { objectInfo } from '../../../lib/session.ts';
import { countSoql, listSoql, quote } from '../../../lib/soql.ts';

const STEP = 6;
const COLUMNS = 4;

/** The children of a record over one relationship. */
export default class RelatedList extends LightningElement {
  @api recordId!: string;
  @api objectApiName!: string;
  /** either the child and its field, or the relationship's name as pages have it */
  @api childObject = '';
  @api childField = '';
  @api relatedListApiName = '';
  /** set by pages; the record itself is the only parent that is supported */
  @api parentFieldApiName = '';
  @api relatedListLabel = '';

  object = '';
  field = '';
  description?: ObjectDescription;
  columns: readonly Column[] = [];
  rows: readonly Row[] = [];
  total = 0;
  limit = STEP;
  error = '';
  creating = false;
  defaultNames: Readonly<Record<string, string | null>> = {};
  #stop?: () => void;

  override connectedCallback(): void {
    this.#stop = onRecordChange(() => void this.load());
    void this.load();
  }

  override disconnectedCallback(): void {
    this.#stop?.();
  }

  private async load(): Promise<void> {
    try {
      await this.resolve();
      const description = await describe(this.object);
      const paths = defaultColumns(description, COLUMNS + 1).filter((name) => name !== this.field);
      const columns = await columnsOf(description, paths.slice(0, COLUMNS));
      const conditions = [`${this.field} = ${quote(this.recordId)}`];
      const orderBy = columns[0]?.path ?? null;
      const soql = listSoql({
        object: description,
        columns,
        conditions,
        orderBy,
        descending: false,
        limit: this.limit,
        offset: 0,
      });
      const [{ rows }, count] = await Promise.all([query(soql), query(countSoql(this.object, conditions))]);
      this.description = description;
      this.columns = columns;
      this.rows = rows;
      this.total = count.totalSize;
      this.error = '';
    } catch (error) {
      this.error = errorMessage(error);
    }
  }

  private async resolve(): Promise<void> {
    this.object = this.childObject;
    this.field = this.childField;
    if (this.object) return;
    if (this.parentFieldApiName && !/^(\w+\.)?Id$/.test(this.parentFieldApiName)) {
      throw new Error(`Related lists of a parent (${this.parentFieldApiName}) are not supported in the local org.`);
    }
    const { childRelationships } = await describe(this.objectApiName);
    const child = childRelationships.find(({ relationshipName }) => relationshipName === this.relatedListApiName);
    if (!child) throw new Error(`${this.objectApiName} has no related list ${this.relatedListApiName}.`);
    this.object = child.childSObject;
    this.field = child.field;
  }

  get listName(): string {
    return `${this.object}.${this.field}`;
  }

  get icon(): string {
    return objectIcon(this.object);
  }

  get heading(): string {
    const plural = objectInfo(this.object)?.labelPlural ?? this.object;
    const label = this.relatedListLabel || (this.object === this.objectApiName ? `Child ${plural}` : plural);
    return this.description ? `${label} (${this.total})` : label;
  }

  get canCreate(): boolean {
    const field = this.description && fieldNamed(this.description, this.field);
    return Boolean(this.description?.createable && field?.createable);
  }

  get hasMore(): boolean {
    return this.total > this.rows.length && this.rows.length > 0;
  }

  get moreText(): string {
    return `${this.rows.length} of ${this.total} shown`;
  }

  get defaults(): Values {
    return { [this.field]: this.recordId };
  }

  handleMore(): void {
    this.limit += STEP * 4;
    void this.load();
  }

  async handleNew(): Promise<void> {
    const nameField = objectInfo(this.objectApiName)?.nameField;
    if (nameField) {
      const record = await readRecord(this.recordId, [], [`${this.objectApiName}.${nameField}`]);
      this.defaultNames = { [this.field]: String(valueAt(record, nameField) ?? this.recordId) };
    }
    this.creating = true;
  }

  handleCreateEnd(): void {
    this.creating = false;
  }
}
