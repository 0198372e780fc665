import { LightningElement, api } from 'lwc';
import { defaultColumns, parentNamePath } from '../../../lib/columns.ts';
import { describe } from '../../../lib/describe.ts';
import { fieldLabel, fieldNamed, type FieldInfo, type ObjectDescription } from '../../../lib/fields.ts';
import { errorMessage } from '../../../lib/http.ts';
import { objectIcon } from '../../../lib/icons.ts';
import { deleteRecord, onRecordChange, readRecord, valueAt, type RecordData } from '../../../lib/records.ts';
import { addressOf, navigate } from '../../../lib/router.ts';
import { objectInfo } from '../../../lib/session.ts';
import { showToast } from '../../../lib/toast.ts';

interface Fact {
  readonly name: string;
  readonly label: string;
  readonly field: FieldInfo;
  readonly value: unknown;
  readonly parentName: string | null;
}

/** The record's name with the fields that tell most, and what can be done with the record as a whole. */
export default class Highlights extends LightningElement {
  @api recordId!: string;
  @api objectApiName!: string;

  description?: ObjectDescription;
  record?: RecordData;
  fields: readonly FieldInfo[] = [];
  confirming = false;
  deleteError = '';
  #stop?: () => void;

  override connectedCallback(): void {
    this.#stop = onRecordChange((id) => {
      if (id === null || id === this.recordId) void this.load();
    });
    void this.load();
  }

  override disconnectedCallback(): void {
    this.#stop?.();
  }

  private async load(): Promise<void> {
    try {
      const description = await describe(this.objectApiName);
      const fields = defaultColumns(description).flatMap((name) => fieldNamed(description, name) ?? []);
      const paths = fields.flatMap((field) => [field.name, parentNamePath(field) ?? []].flat());
      const record = await readRecord(
        this.recordId,
        [],
        paths.map((path) => `${this.objectApiName}.${path}`),
      );
      this.description = description;
      this.fields = fields;
      this.record = record;
    } catch (error) {
      if (this.isConnected)
        showToast({ variant: 'error', title: 'The highlights cannot be shown', message: errorMessage(error) });
    }
  }

  get icon(): string {
    return objectIcon(this.objectApiName);
  }

  get objectLabel(): string {
    return this.description?.label ?? '';
  }

  get recordName(): string {
    const nameField = objectInfo(this.objectApiName)?.nameField;
    return this.record && nameField ? String(valueAt(this.record, nameField) ?? this.recordId) : this.recordId;
  }

  get canDelete(): boolean {
    return this.description?.deletable ?? false;
  }

  get deleteHeading(): string {
    return `Delete ${this.objectLabel}`;
  }

  get facts(): Fact[] {
    const { record } = this;
    if (!record) return [];
    return this.fields
      .filter((field) => !field.nameField)
      .map((field) => {
        const parent = parentNamePath(field);
        const parentName = parent ? ((valueAt(record, parent) as string | null | undefined) ?? null) : null;
        return { name: field.name, label: fieldLabel(field), field, value: valueAt(record, field.name), parentName };
      });
  }

  handleDelete(): void {
    this.deleteError = '';
    this.confirming = true;
  }

  handleKeep(): void {
    this.confirming = false;
  }

  async handleConfirm(): Promise<void> {
    const { recordName } = this;
    try {
      // What shows the record goes first: it must not ask for what is no longer there.
      this.#stop?.();
      await deleteRecord(this.objectApiName, this.recordId);
      showToast({ variant: 'success', title: `${this.objectLabel} "${recordName}" was deleted.` });
      navigate(addressOf.list(this.objectApiName));
    } catch (error) {
      this.deleteError = errorMessage(error);
    }
  }
}
