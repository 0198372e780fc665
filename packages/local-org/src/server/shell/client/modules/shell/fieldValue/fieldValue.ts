import { LightningElement, api } from 'lwc';
import type { FieldInfo } from '../../../lib/fields.ts';
import { formatValue } from '../../../lib/format.ts';
import { addressOf } from '../../../lib/router.ts';
import { objectOfId } from '../../../lib/session.ts';

/** The value of a field as text, as a link to the record it names, or as a way to write or call. */
export default class FieldValue extends LightningElement {
  @api field?: FieldInfo;
  @api value: unknown;
  /** what a reference shows in place of its Id */
  @api name?: string | null;
  /** the record to go to; by default the one that a reference refers to */
  @api linkId?: string | null;

  get isCheckbox(): boolean {
    return this.field?.type === 'boolean';
  }

  get text(): string {
    return this.name ?? (this.field ? formatValue(this.field, this.value) : '');
  }

  get href(): string | null {
    const id = this.linkId ?? (this.field?.type === 'reference' ? this.value : null);
    if (typeof id === 'string' && this.text) {
      const object = objectOfId(id);
      return object ? addressOf.record(object.name, id) : null;
    }
    if (typeof this.value !== 'string' || this.value === '') return null;
    switch (this.field?.type) {
      case 'email':
        return `mailto:${this.value}`;
      case 'phone':
        return `tel:${this.value.replaceAll(/[^\d+]/g, '')}`;
      case 'url':
        // Anything but the web, `javascript:` above all, stays text.
        return /^https?:\/\//i.test(this.value) ? this.value : null;
      default:
        return null;
    }
  }

  get target(): string | null {
    return this.field?.type === 'url' ? '_blank' : null;
  }
}
