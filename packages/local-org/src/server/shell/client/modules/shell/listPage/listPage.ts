import { LightningElement, api } from 'lwc';
import type { ListViewSchema } from '../../../../../../schema/model.ts';
import type { PageView } from '../../../../contract.ts';
import { columnsOf, defaultColumns } from '../../../lib/columns.ts';
import { describe } from '../../../lib/describe.ts';
import { fieldNamed, type ObjectDescription, type Column } from '../../../lib/fields.ts';
import { errorMessage, request } from '../../../lib/http.ts';
import { objectIcon } from '../../../lib/icons.ts';
import { onRecordChange, query, type Row } from '../../../lib/records.ts';
import { addressOf, navigate } from '../../../lib/router.ts';
import { bootstrap, objectInfo } from '../../../lib/session.ts';
import { contains, countSoql, filterCondition, listSoql } from '../../../lib/soql.ts';

const PAGE_SIZE = 50;
/** SOQL takes no larger OFFSET. */
const MAXIMUM_OFFSET = 2000;
const EVERYTHING = 'Everything';

/** The list page of an object: its list views, a search by name, pages of 50 rows. */
export default class ListPage extends LightningElement {
  #object = '';
  #view: string | null = null;
  #stop?: () => void;
  #load = 0;
  #timer = 0;

  description?: ObjectDescription;
  listViews: readonly ListViewSchema[] = [];
  columns: readonly Column[] = [];
  rows: readonly Row[] = [];
  total = 0;
  offset = 0;
  search = '';
  orderBy: string | null = null;
  descending = false;
  loading = true;
  error = '';
  creating = false;

  @api get objectApiName(): string {
    return this.#object;
  }
  set objectApiName(value: string) {
    if (value === this.#object) return;
    this.#object = value;
    this.description = undefined;
    this.listViews = [];
    this.search = '';
    this.restart();
  }

  /** the list view's name; null for all records */
  @api get filterName(): string | null {
    return this.#view;
  }
  set filterName(value: string | null) {
    if (value === this.#view) return;
    this.#view = value;
    this.restart();
  }

  override connectedCallback(): void {
    this.#stop = onRecordChange(() => void this.load());
    void this.load();
  }

  override disconnectedCallback(): void {
    this.#stop?.();
    window.clearTimeout(this.#timer);
  }

  private restart(): void {
    this.offset = 0;
    this.orderBy = null;
    this.descending = false;
    this.rows = [];
    this.total = 0;
    if (this.#stop) void this.load();
  }

  async load(): Promise<void> {
    const load = ++this.#load;
    this.loading = true;
    this.error = '';
    try {
      const description = await describe(this.#object);
      const page = `/local-org/page?object=${encodeURIComponent(this.#object)}`;
      const { listViews } = await request<PageView>('GET', page);
      const view = listViews.find(({ name }) => name === this.#view);
      const columns = await columnsOf(description, view?.columns.length ? view.columns : defaultColumns(description));
      const conditions = (view?.filters ?? []).map((filter) => filterCondition(description, filter, bootstrap.me.id));
      const nameField = objectInfo(this.#object)?.nameField;
      if (this.search && nameField) conditions.push(`${nameField} LIKE ${contains(this.search)}`);
      const orderBy = this.orderBy ?? columns[0]?.path ?? null;
      const { descending, offset } = this;
      const rows = listSoql({
        object: description,
        columns,
        conditions,
        orderBy,
        descending,
        limit: PAGE_SIZE,
        offset,
      });
      const [page1, count] = await Promise.all([query(rows), query(countSoql(description.name, conditions))]);
      if (load !== this.#load) return;
      this.description = description;
      this.listViews = listViews;
      this.columns = columns;
      this.orderBy = orderBy;
      this.rows = page1.rows;
      this.total = count.totalSize;
    } catch (error) {
      if (load !== this.#load) return;
      this.rows = [];
      this.error = errorMessage(error);
    }
    this.loading = false;
  }

  get icon(): string {
    return objectIcon(this.#object);
  }

  get objectLabel(): string {
    return objectInfo(this.#object)?.labelPlural ?? this.#object;
  }

  get viewLabel(): string {
    return this.listViews.find(({ name }) => name === this.#view)?.label ?? `All ${this.objectLabel}`;
  }

  get viewName(): string {
    return this.#view ?? EVERYTHING;
  }

  get viewOptions(): { label: string; value: string }[] {
    const views = this.listViews.map(({ label, name }) => ({ label, value: name }));
    return [{ label: `All ${this.objectLabel}`, value: EVERYTHING }, ...views];
  }

  get searchLabel(): string {
    return `Search ${this.objectLabel} by name`;
  }

  get canCreate(): boolean {
    return this.description?.createable ?? false;
  }

  get status(): string {
    if (this.loading || this.error) return '';
    const order = this.columns.find(({ path }) => path === this.orderBy);
    return `${this.total} ${this.total === 1 ? 'item' : 'items'}${order ? ` · Sorted by ${order.label}` : ''}`;
  }

  get isEmpty(): boolean {
    return !this.loading && !this.error && this.rows.length === 0;
  }

  get emptyText(): string {
    return this.search ? `No names contain "${this.search}".` : 'There are no records in this list.';
  }

  get hasPages(): boolean {
    return this.total > PAGE_SIZE;
  }

  get isFirst(): boolean {
    return this.offset === 0;
  }

  get isLast(): boolean {
    return this.offset + PAGE_SIZE >= this.total || this.offset + PAGE_SIZE > MAXIMUM_OFFSET;
  }

  get range(): string {
    const range = `${this.offset + 1} to ${Math.min(this.offset + PAGE_SIZE, this.total)} of ${this.total}`;
    const isCut = this.offset + PAGE_SIZE > MAXIMUM_OFFSET && this.offset + PAGE_SIZE < this.total;
    return isCut ? `${range}. For more, search or choose a narrower list view.` : range;
  }

  handleView(event: CustomEvent<{ value: string }>): void {
    const { value } = event.detail;
    navigate(addressOf.list(this.#object, value === EVERYTHING ? undefined : value));
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    this.search = event.detail.value;
    this.offset = 0;
    window.clearTimeout(this.#timer);
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- waits for a pause in typing
    this.#timer = window.setTimeout(() => void this.load(), 250);
  }

  handleSort(event: CustomEvent<string>): void {
    // A long text cannot order rows.
    if (this.description && fieldNamed(this.description, event.detail)?.type === 'textarea') return;
    this.descending = event.detail === this.orderBy && !this.descending;
    this.orderBy = event.detail;
    this.offset = 0;
    void this.load();
  }

  handlePrevious(): void {
    this.turnTo(Math.max(0, this.offset - PAGE_SIZE));
  }

  handleNext(): void {
    this.turnTo(this.offset + PAGE_SIZE);
  }

  private turnTo(offset: number): void {
    this.offset = offset;
    window.scrollTo(0, 0);
    void this.load();
  }

  handleNew(): void {
    this.creating = true;
  }

  handleCreateEnd(): void {
    this.creating = false;
  }
}
