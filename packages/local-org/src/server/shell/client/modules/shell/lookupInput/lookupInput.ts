import { LightningElement, api } from 'lwc';
import type { FieldInfo } from '../../../lib/fields.ts';
import { errorMessage } from '../../../lib/http.ts';
import { cell, query } from '../../../lib/records.ts';
import { objectInfo } from '../../../lib/session.ts';
import { contains } from '../../../lib/soql.ts';

interface Choice {
  readonly id: string;
  readonly name: string;
}

const CHOICES = 10;
const PAUSE = 200;

/**
 * Looks for a record by its name. Arrow keys move, Enter chooses, Escape closes; an emptied box means no record.
 * @fires select with `{ id, name }`, both null for no record
 */
export default class LookupInput extends LightningElement {
  @api field!: FieldInfo;
  @api label = '';
  @api value: string | null = null;
  @api name: string | null = null;
  @api required = false;
  @api invalid = false;

  /** what is typed; null while the chosen record's name is shown */
  typed: string | null = null;
  chosenObject: string | null = null;
  choices: readonly Choice[] = [];
  active = -1;
  isOpen = false;
  message = '';
  #timer = 0;
  #search = 0;

  @api focus(): void {
    (this.refs!['input'] as HTMLInputElement).focus();
  }

  get object(): string {
    return this.chosenObject ?? this.field.referenceTo.find((name) => objectInfo(name)) ?? this.field.referenceTo[0];
  }

  get objectOptions(): { label: string; value: string }[] | null {
    const objects = this.field.referenceTo.flatMap((name) => objectInfo(name) ?? []);
    return objects.length > 1 ? objects.map(({ label, name }) => ({ label, value: name })) : null;
  }

  get placeholder(): string {
    return `Search ${objectInfo(this.object)?.labelPlural ?? this.object}...`;
  }

  get text(): string {
    return this.typed ?? this.name ?? this.value ?? '';
  }

  get expanded(): string {
    return String(this.isOpen);
  }

  get ariaInvalid(): string {
    return String(this.invalid);
  }

  get activeId(): string | null {
    return this.active < 0 ? null : `choice-${this.active}`;
  }

  get clearTitle(): string {
    return `Clear ${this.label}`;
  }

  get listClass(): string {
    return `shell-lookup__list${this.isOpen ? '' : ' slds-hide'}`;
  }

  get shownChoices(): (Choice & { elementId: string; active: string; className: string })[] {
    return this.choices.map((choice, index) => ({
      ...choice,
      elementId: `choice-${index}`,
      active: String(index === this.active),
      className: `shell-lookup__choice${index === this.active ? ' shell-lookup__choice_active' : ''}`,
    }));
  }

  handleObject(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    this.chosenObject = event.detail.value;
    this.choices = [];
    this.select(null, null);
  }

  handleFocus(): void {
    this.schedule(0);
  }

  handleInput(event: Event): void {
    event.stopPropagation();
    this.typed = (event.target as HTMLInputElement).value;
    this.schedule(PAUSE);
  }

  handleBlur(): void {
    this.isOpen = false;
    window.clearTimeout(this.#timer);
    this.#search++;
    if (this.typed === '' && this.value) this.select(null, null);
    this.typed = null;
  }

  handleKey(event: KeyboardEvent): void {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (!this.isOpen) this.schedule(0);
      const step = key === 'ArrowDown' ? 1 : -1;
      this.active = Math.max(-1, Math.min(this.choices.length - 1, this.active + step));
    } else if (key === 'Enter' && this.isOpen && this.active >= 0) {
      event.preventDefault();
      const choice = this.choices[this.active];
      this.select(choice.id, choice.name);
    } else if (key === 'Escape' && this.isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.isOpen = false;
    }
  }

  handleChoice(event: Event): void {
    // Before the box loses the focus, and with it the list.
    event.preventDefault();
    const { id } = (event.currentTarget as HTMLElement).dataset;
    const choice = this.choices.find((candidate) => candidate.id === id)!;
    this.select(choice.id, choice.name);
  }

  handleClear(): void {
    this.select(null, null);
    (this.refs!['input'] as HTMLInputElement).focus();
  }

  private schedule(pause: number): void {
    window.clearTimeout(this.#timer);
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- waits for a pause in typing
    this.#timer = window.setTimeout(() => void this.load(), pause);
  }

  private async load(): Promise<void> {
    const search = ++this.#search;
    const nameField = objectInfo(this.object)?.nameField;
    this.isOpen = true;
    this.active = -1;
    if (!nameField) {
      this.message = `You cannot see records of ${this.object}.`;
      return;
    }
    const where = this.typed ? ` WHERE ${nameField} LIKE ${contains(this.typed)}` : '';
    try {
      const soql = `SELECT Id, ${nameField} FROM ${this.object}${where} ORDER BY ${nameField} LIMIT ${CHOICES}`;
      const { rows } = await query(soql);
      if (search !== this.#search) return;
      this.choices = rows.map((row) => ({ id: String(cell(row, 'Id')), name: String(cell(row, nameField) ?? '') }));
      this.message = rows.length === 0 ? 'No records found.' : '';
    } catch (error) {
      if (search !== this.#search) return;
      this.choices = [];
      this.message = errorMessage(error);
    }
  }

  private select(id: string | null, name: string | null): void {
    this.isOpen = false;
    this.typed = null;
    this.active = -1;
    this.dispatchEvent(new CustomEvent('select', { detail: { id, name } }));
  }
}
