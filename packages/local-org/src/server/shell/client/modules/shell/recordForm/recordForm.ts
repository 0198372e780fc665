import { LightningElement, api } from 'lwc';
import { fieldLabel, type FieldInfo } from '../../../lib/fields.ts';
import { errorMessage, RequestError } from '../../../lib/http.ts';
import type { Section } from '../../../lib/layout.ts';
import type { Values } from '../../../lib/records.ts';

interface Input {
  readonly field: FieldInfo;
  readonly value: unknown;
  readonly name: string | null;
  readonly error: string | null;
}

/**
 * Sections of fields to fill in. What the org refuses is shown beside the fields that it names, the rest on top; the words
 * are the org's own, and it alone decides what is right.
 * @fires saved with the result of `save`
 * @fires cancel
 */
export default class RecordForm extends LightningElement {
  @api sections: readonly Section[] = [];
  /** values by field before any change */
  @api values: Values = {};
  /** names of the parents, by reference field */
  @api names: Readonly<Record<string, string | null>> = {};
  /** sends what was changed; its rejection is what the form shows */
  @api save!: (changes: Values) => Promise<unknown>;

  changes: Values = {};
  changedNames: Readonly<Record<string, string | null>> = {};
  pageErrors: readonly string[] = [];
  fieldErrors: Readonly<Record<string, string>> = {};
  saving = false;

  /** Puts the cursor into one field's control. */
  @api focusField(name: string): void {
    const inputs = this.template!.querySelectorAll<HTMLElement & { field: FieldInfo }>('shell-field-input');
    [...inputs].find((input) => input.field.name === name)?.focus();
  }

  get saveLabel(): string {
    return this.saving ? 'Saving...' : 'Save';
  }

  get shownSections(): { label: string; inputs: Input[] }[] {
    return this.sections.map(({ label, fields }) => ({ label, inputs: fields.map((field) => this.input(field)) }));
  }

  private input(field: FieldInfo): Input {
    const { name } = field;
    const isChanged = name in this.changes;
    return {
      field,
      value: isChanged ? this.changes[name] : (this.values[name] ?? null),
      name: (isChanged ? this.changedNames[name] : this.names[name]) ?? null,
      error: this.fieldErrors[name] ?? null,
    };
  }

  handleChange(event: CustomEvent<{ name: string; value: unknown; displayName: string | null }>): void {
    const { name, value, displayName } = event.detail;
    this.changes = { ...this.changes, [name]: value };
    this.changedNames = { ...this.changedNames, [name]: displayName };
  }

  handleCancel(): void {
    this.dispatchEvent(new CustomEvent('cancel'));
  }

  async handleSubmit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.saving) return;
    this.saving = true;
    this.pageErrors = [];
    this.fieldErrors = {};
    try {
      const result = await this.save(this.changes);
      this.dispatchEvent(new CustomEvent('saved', { detail: result }));
    } catch (error) {
      this.show(error);
    } finally {
      this.saving = false;
    }
  }

  private show(error: unknown): void {
    const shown = new Set(this.sections.flatMap((section) => section.fields.map((field) => field.name)));
    const errors = error instanceof RequestError ? error.errors : [{ message: errorMessage(error), fields: [] }];
    const onTop = new Set<string>();
    const beside: Record<string, string> = {};
    for (const { message, fields = [] } of errors) {
      const named = fields.filter((field) => shown.has(field));
      for (const field of named) beside[field] = beside[field] ? `${beside[field]}\n${message}` : message;
      if (named.length === 0) onTop.add(message);
    }
    if (onTop.size === 0) onTop.add(`Review the fields: ${this.labels(Object.keys(beside)).join(', ')}`);
    this.pageErrors = [...onTop];
    this.fieldErrors = beside;
    this.reveal();
  }

  /** The errors stand on top of a form that may be long. */
  private reveal(): void {
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- after the next rendering
    requestAnimationFrame(() =>
      this.template!.querySelector('[data-page-errors]')?.scrollIntoView({ block: 'center' }),
    );
  }

  private labels(names: readonly string[]): string[] {
    const fields = this.sections.flatMap((section) => section.fields);
    return names
      .map((name) => fields.find((field) => field.name === name))
      .map((field) => (field ? fieldLabel(field) : ''));
  }
}
