import { LightningElement, api } from 'lwc';
import type { PageView } from '../../../../contract.ts';
import { describe } from '../../../lib/describe.ts';
import type { ObjectDescription } from '../../../lib/fields.ts';
import { errorMessage, request } from '../../../lib/http.ts';
import { createSections, type Section } from '../../../lib/layout.ts';
import { createRecord, type Values } from '../../../lib/records.ts';
import { addressOf, navigate } from '../../../lib/router.ts';
import { showToast } from '../../../lib/toast.ts';

/**
 * The dialog of a new record. A saved record is shown on its page.
 * @fires saved
 * @fires cancel
 */
export default class NewRecord extends LightningElement {
  @api objectApiName = '';
  /** values that are filled in already: the parent, on a related list */
  @api defaults: Values = {};
  /** the names of such parents */
  @api defaultNames: Readonly<Record<string, string | null>> = {};

  description?: ObjectDescription;
  sections: readonly Section[] = [];
  loading = true;
  error = '';

  override async connectedCallback(): Promise<void> {
    try {
      const [description, page] = await Promise.all([
        describe(this.objectApiName),
        request<PageView>('GET', `/local-org/page?object=${encodeURIComponent(this.objectApiName)}`),
      ]);
      this.description = description;
      this.sections = createSections(description, page.layout);
    } catch (error) {
      this.error = errorMessage(error);
    }
    this.loading = false;
  }

  get heading(): string {
    return `New ${this.description?.label ?? this.objectApiName}`;
  }

  get initialValues(): Values {
    const fields = this.description?.fields ?? [];
    const chosen = fields.flatMap((field) => {
      const value = field.picklistValues.find((candidate) => candidate.defaultValue && candidate.active)?.value;
      return value === undefined ? [] : [[field.name, value] as const];
    });
    return { ...Object.fromEntries(chosen), ...this.defaults };
  }

  save = async (changes: Values): Promise<string> => createRecord(this.objectApiName, { ...this.defaults, ...changes });

  handleSaved(event: CustomEvent<string>): void {
    showToast({ variant: 'success', title: `${this.description!.label} was created.` });
    this.dispatchEvent(new CustomEvent('saved'));
    navigate(addressOf.record(this.objectApiName, event.detail));
  }

  handleCancel(): void {
    this.dispatchEvent(new CustomEvent('cancel'));
  }
}
