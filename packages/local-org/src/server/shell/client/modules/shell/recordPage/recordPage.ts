import { LightningElement, api } from 'lwc';
import type { FlexiPageView, PageView } from '../../../../contract.ts';
import { errorMessage, request } from '../../../lib/http.ts';
import { readRecord } from '../../../lib/records.ts';
import { objectOfId } from '../../../lib/session.ts';

const DEFAULT_PAGE: Pick<FlexiPageView, 'regions'> = {
  regions: [
    { name: 'header', components: [{ name: 'force:highlightsPanel', properties: {} }] },
    { name: 'main', components: [{ name: 'force:detailPanel', properties: {} }] },
    { name: 'sidebar', components: [{ name: 'force:relatedListContainer', properties: {} }] },
  ],
};

/** A record's page: the one that the app gives its object, else highlights, details and related lists. */
export default class RecordPage extends LightningElement {
  #id = '';
  #load = 0;

  /** name of the app in which the record is seen */
  @api appName = '';
  objectApiName = '';
  page: Pick<FlexiPageView, 'regions'> | null = null;
  loading = true;
  error = '';

  @api get recordId(): string {
    return this.#id;
  }
  set recordId(value: string) {
    this.#id = value;
    void this.show();
  }

  private async show(): Promise<void> {
    const load = ++this.#load;
    this.loading = true;
    this.error = '';
    this.page = null;
    try {
      const object = objectOfId(this.#id)?.name;
      if (!object) throw new Error(`There is no record ${this.#id}, or you cannot see records of its kind.`);
      await readRecord(this.#id, [`${object}.Id`], []);
      const query = new URLSearchParams({ object, app: this.appName });
      const { recordPage } = await request<PageView>('GET', `/local-org/page?${query}`);
      if (load !== this.#load) return;
      this.objectApiName = object;
      this.page = recordPage ?? DEFAULT_PAGE;
    } catch (error) {
      if (load !== this.#load) return;
      this.error = errorMessage(error);
    }
    this.loading = false;
  }
}
