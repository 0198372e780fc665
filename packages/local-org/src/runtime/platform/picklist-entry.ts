/** Schema.PicklistEntry (Apex Reference Guide, Schema Namespace). */
import type { PicklistValue } from '../../schema/model.ts';
import { register, type JsonShape } from '../kernel/registry.ts';
import { readGettersAsProperties } from '../library/define.ts';

export class PicklistEntry {
  readonly entry: PicklistValue;
  readonly #controlling: readonly string[];

  constructor(entry: PicklistValue, controlling: readonly string[] = []) {
    this.entry = entry;
    this.#controlling = controlling;
  }

  /**
   * A bit for each controlling value, the highest of the first byte first, in base 64, as JSON shows it. Null where the
   * picklist depends on nothing. SOAP API Developer Guide, "DescribeSObjectResult", "PicklistEntry".
   */
  get validFor(): string | null {
    const { validFor } = this.entry;
    if (validFor === undefined) return null;
    const bits = Buffer.alloc(Math.ceil(this.#controlling.length / 24) * 3);
    this.#controlling.forEach((value, index) => {
      if (validFor.some((name) => name.toLowerCase() === value.toLowerCase())) bits[index >> 3] |= 0x80 >> (index & 7);
    });
    return bits.toString('base64');
  }

  'getLabel()'(): string {
    return this.entry.label;
  }
  'getValue()'(): string {
    return this.entry.value;
  }
  'isActive()'(): boolean {
    return this.entry.active;
  }
  'isDefaultValue()'(): boolean {
    return this.entry.isDefault;
  }
}

const PICKLIST_ENTRY_JSON: JsonShape = {
  members: [
    { name: 'active', type: 'Boolean' },
    { name: 'defaultValue', type: 'Boolean' },
    { name: 'label', type: 'String' },
    { name: 'validFor', type: 'String' },
    { name: 'value', type: 'String' },
  ],
  read: (entry: PicklistEntry, name) =>
    ({
      active: entry.entry.active,
      defaultValue: entry.entry.isDefault,
      label: entry.entry.label,
      validFor: entry.validFor,
      value: entry.entry.value,
    })[name],
  make: (members) =>
    new PicklistEntry({
      active: members.get('active') === true,
      isDefault: members.get('defaultValue') === true,
      label: String(members.get('label') ?? ''),
      value: String(members.get('value') ?? ''),
    }),
};

readGettersAsProperties(PicklistEntry);
register('Schema.PicklistEntry', { class: PicklistEntry, json: PICKLIST_ENTRY_JSON });
