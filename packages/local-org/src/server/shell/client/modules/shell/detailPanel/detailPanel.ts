import { LightningElement, api } from 'lwc';
import type { PageView } from '../../../../contract.ts';
import { parentNamePath } from '../../../lib/columns.ts';
import { describe } from '../../../lib/describe.ts';
import { fieldLabel, type FieldInfo, type ObjectDescription } from '../../../lib/fields.ts';
import { errorMessage, request } from '../../../lib/http.ts';
import { sectionsOf, type Section } from '../../../lib/layout.ts';
import {
  onRecordChange,
  readRecord,
  updateRecord,
  valueAt,
  type RecordData,
  type Values,
} from '../../../lib/records.ts';
import { showToast } from '../../../lib/toast.ts';

interface Fact {
  readonly name: string;
  readonly label: string;
  readonly help: string | null;
  readonly field: FieldInfo;
  readonly value: unknown;
  readonly parentName: string | null;
  readonly editable: boolean;
  readonly editLabel: string;
}

/** The record's fields in the sections of its layout, to read and, field by field or all at once, to edit. */
export default class DetailPanel extends LightningElement {
  @api recordId!: string;
  @api objectApiName!: string;

  description?: ObjectDescription;
  record?: RecordData;
  sections: readonly Section[] = [];
  loading = true;
  editing = false;
  error = '';
  #stop?: () => void;
  #focusField: string | null = null;

  override connectedCallback(): void {
    this.#stop = onRecordChange((id) => {
      if (id === null || id === this.recordId) void this.load();
    });
    void this.load();
  }

  override disconnectedCallback(): void {
    this.#stop?.();
  }

  override renderedCallback(): void {
    if (!this.editing || !this.#focusField) return;
    const name = this.#focusField;
    this.#focusField = null;
    const form = this.template!.querySelector<HTMLElement & { focusField(name: string): void }>('shell-record-form');
    form?.focusField(name);
  }

  private async load(): Promise<void> {
    this.loading = true;
    try {
      const [description, page] = await Promise.all([
        describe(this.objectApiName),
        request<PageView>('GET', `/local-org/page?object=${encodeURIComponent(this.objectApiName)}`),
      ]);
      const sections = sectionsOf(description, page.layout);
      const paths = sections.flatMap(({ fields }) =>
        fields.flatMap((field) => [field.name, parentNamePath(field) ?? []].flat()),
      );
      this.record = await readRecord(
        this.recordId,
        [],
        paths.map((path) => `${this.objectApiName}.${path}`),
      );
      this.description = description;
      this.sections = sections;
      this.error = '';
    } catch (error) {
      this.error = errorMessage(error);
    }
    this.loading = false;
  }

  get canEdit(): boolean {
    return !this.editing && Boolean(this.record) && this.editSections.length > 0;
  }

  get showsValues(): boolean {
    return !this.editing && Boolean(this.record);
  }

  get editSections(): Section[] {
    if (!this.description?.updateable) return [];
    return this.sections
      .map(({ label, fields }) => ({ label, fields: fields.filter((field) => field.updateable) }))
      .filter((section) => section.fields.length > 0);
  }

  get shownSections(): { label: string; facts: Fact[] }[] {
    return this.sections.map(({ label, fields }) => ({ label, facts: fields.map((field) => this.fact(field)) }));
  }

  private fact(field: FieldInfo): Fact {
    const label = fieldLabel(field);
    return {
      name: field.name,
      label,
      help: field.inlineHelpText,
      field,
      value: valueAt(this.record!, field.name) ?? null,
      parentName: this.parentName(field),
      editable: field.updateable && Boolean(this.description?.updateable),
      editLabel: `Edit ${label}`,
    };
  }

  private parentName(field: FieldInfo): string | null {
    const path = parentNamePath(field);
    return path && this.record ? ((valueAt(this.record, path) as string | null | undefined) ?? null) : null;
  }

  get values(): Values {
    return Object.fromEntries(Object.entries(this.record?.fields ?? {}).map(([name, { value }]) => [name, value]));
  }

  get names(): Record<string, string | null> {
    const fields = this.sections.flatMap((section) => section.fields);
    return Object.fromEntries(fields.map((field) => [field.name, this.parentName(field)]));
  }

  handleEdit(event: Event): void {
    if (!this.canEdit) return;
    this.#focusField = (event.currentTarget as HTMLElement).dataset['name'] ?? null;
    this.editing = true;
  }

  handleCancel(): void {
    this.editing = false;
  }

  save = async (changes: Values): Promise<boolean> => {
    if (Object.keys(changes).length === 0) return false;
    await updateRecord(this.objectApiName, this.recordId, changes);
    return true;
  };

  handleSaved(event: CustomEvent<boolean>): void {
    this.editing = false;
    if (event.detail) showToast({ variant: 'success', title: `${this.description!.label} was saved.` });
  }
}
