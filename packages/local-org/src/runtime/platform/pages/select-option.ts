/** SelectOption. Source: Apex Reference Guide, SelectOption Class. */
import { register } from '../../kernel/registry.ts';

export class SelectOption {
  value: string | null;
  label: string | null;
  disabled: boolean;
  escapeItem = true;

  constructor(value: string | null, label: string | null, disabled: boolean | null = false) {
    this.value = value;
    this.label = label;
    this.disabled = disabled ?? false;
  }

  'getDisabled()'(): boolean {
    return this.disabled;
  }
  'getEscapeItem()'(): boolean {
    return this.escapeItem;
  }
  'getLabel()'(): string | null {
    return this.label;
  }
  'getValue()'(): string | null {
    return this.value;
  }
  'setDisabled(Boolean)'(disabled: boolean | null): void {
    this.disabled = disabled ?? false;
  }
  'setEscapeItem(Boolean)'(escape: boolean | null): void {
    this.escapeItem = escape ?? true;
  }
  'setLabel(String)'(label: string | null): void {
    this.label = label;
  }
  'setValue(String)'(value: string | null): void {
    this.value = value;
  }

  toText(): string {
    return `System.SelectOption[value="${this.value}", label="${this.label}", disabled="${this.disabled}"]`;
  }
}

register('System.SelectOption', {
  class: SelectOption,
  constructors: {
    'new(String,String)': (value: string | null, label: string | null) => new SelectOption(value, label),
    'new(String,String,Boolean)': (value: string | null, label: string | null, disabled: boolean | null) =>
      new SelectOption(value, label, disabled),
  },
});
