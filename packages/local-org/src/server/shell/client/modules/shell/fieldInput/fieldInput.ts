import { LightningElement, api } from 'lwc';
import { fieldLabel, isRequired, type FieldInfo } from '../../../lib/fields.ts';
import { bootstrap } from '../../../lib/session.ts';
import { momentAt, wallTime } from '../../../lib/zone.ts';

const INPUT_TYPES: Readonly<Record<string, string>> = {
  int: 'number',
  long: 'number',
  double: 'number',
  currency: 'number',
  percent: 'number',
  date: 'date',
  time: 'time',
  email: 'email',
  phone: 'tel',
  url: 'url',
};
const NUMBERS = new Set(['int', 'long', 'double', 'currency', 'percent']);

/**
 * The control that edits one field.
 * @fires fieldchange with `{ name, value, displayName }`, the value as REST takes it; the name is that of a chosen parent
 */
export default class FieldInput extends LightningElement {
  @api field!: FieldInfo;
  @api value: unknown;
  /** the name of the record that a reference refers to */
  @api name?: string | null;
  /** what the org said of this field */
  @api error?: string | null;

  @api focus(): void {
    const control = '.slds-form-element > *';
    this.template!.querySelector<HTMLElement>(control)?.focus();
  }

  get label(): string {
    return fieldLabel(this.field);
  }

  get className(): string {
    return this.error ? 'slds-form-element slds-has-error' : 'slds-form-element';
  }

  get hasError(): boolean {
    return Boolean(this.error);
  }

  get required(): boolean {
    return isRequired(this.field) && this.field.type !== 'boolean';
  }

  get isLookup(): boolean {
    return this.field.type === 'reference';
  }

  get isPicklist(): boolean {
    return this.field.type === 'picklist' || this.field.type === 'combobox';
  }

  get isMultiPicklist(): boolean {
    return this.field.type === 'multipicklist';
  }

  get isTextArea(): boolean {
    return this.field.type === 'textarea';
  }

  get isCheckbox(): boolean {
    return this.field.type === 'boolean';
  }

  /** The browser's own control: the base component's box for the time has no label that assistive technology finds. */
  get isMoment(): boolean {
    return this.field.type === 'datetime';
  }

  get wallValue(): string {
    return typeof this.value === 'string'
      ? wallTime(Date.parse(this.value.replace('+0000', 'Z')), bootstrap.me.timeZone)
      : '';
  }

  get ariaInvalid(): string {
    return String(this.hasError);
  }

  get inputType(): string {
    return INPUT_TYPES[this.field.type] ?? 'text';
  }

  get maxLength(): number | undefined {
    return this.field.length > 0 ? this.field.length : undefined;
  }

  get step(): string | undefined {
    return NUMBERS.has(this.field.type) ? String(10 ** -this.field.scale) : undefined;
  }

  get formatter(): string | undefined {
    return this.field.type === 'percent' ? 'percent-fixed' : undefined;
  }

  get picklistValue(): unknown {
    return this.value ?? '';
  }

  get options(): { label: string; value: string }[] {
    const values = this.field.picklistValues
      .filter(({ active }) => active)
      .map(({ label, value }) => ({ label, value }));
    return this.isPicklist && this.field.nillable ? [{ label: '--None--', value: '' }, ...values] : values;
  }

  get chosen(): string[] {
    return typeof this.value === 'string' && this.value ? this.value.split(';') : [];
  }

  handleChange(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    const { value } = event.detail;
    if (value === '' || value === null || value === undefined) this.report(null);
    else this.report(NUMBERS.has(this.field.type) ? Number(value) : value);
  }

  handleMoment(event: Event): void {
    event.stopPropagation();
    const { value } = event.target as HTMLInputElement;
    this.report(value === '' ? null : new Date(momentAt(value, bootstrap.me.timeZone)).toISOString());
  }

  handleChecked(event: CustomEvent<{ checked: boolean }>): void {
    event.stopPropagation();
    this.report(event.detail.checked);
  }

  handleChosen(event: CustomEvent<{ value: string[] }>): void {
    event.stopPropagation();
    this.report(event.detail.value.length > 0 ? event.detail.value.join(';') : null);
  }

  handleLookup(event: CustomEvent<{ id: string | null; name: string | null }>): void {
    event.stopPropagation();
    this.report(event.detail.id, event.detail.name);
  }

  private report(value: unknown, displayName: string | null = null): void {
    const detail = { name: this.field.name, value, displayName };
    this.dispatchEvent(new CustomEvent('fieldchange', { detail }));
  }
}
