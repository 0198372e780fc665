/** Schema.DescribeFieldResult (Apex Reference Guide, Schema Namespace). */
import type { FieldSchema, FieldType, ObjectSchema } from '../../schema/model.ts';
import { PERSON_NAME } from '../../schema/derived.ts';
import { isDefaultedOnCreate } from '../../schema/fields.ts';
import { current } from '../kernel/context.ts';
import { register } from '../kernel/registry.ts';
import { readGettersAsProperties } from '../library/define.ts';
import { newList } from './collections.ts';
import { enumValue } from './enums.ts';
import { apexTypeOfField } from './field-types.ts';
import { PicklistEntry } from './picklist-entry.ts';
import { org } from './session.ts';
import { fieldToken, findObjectToken, objectToken, SObjectFieldToken } from './tokens.ts';

const DISPLAY_TYPES: Record<FieldType, string> = {
  id: 'ID',
  string: 'STRING',
  textarea: 'TEXTAREA',
  longtextarea: 'TEXTAREA',
  html: 'TEXTAREA',
  email: 'EMAIL',
  phone: 'PHONE',
  url: 'URL',
  encryptedstring: 'ENCRYPTEDSTRING',
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  double: 'DOUBLE',
  currency: 'CURRENCY',
  percent: 'PERCENT',
  long: 'LONG',
  date: 'DATE',
  datetime: 'DATETIME',
  time: 'TIME',
  picklist: 'PICKLIST',
  multipicklist: 'MULTIPICKLIST',
  combobox: 'COMBOBOX',
  reference: 'REFERENCE',
  address: 'ADDRESS',
  location: 'LOCATION',
  base64: 'BASE64',
  autonumber: 'STRING',
  changeeventheader: 'COMPLEXVALUE',
};

const SOAP_TYPES: Record<ReturnType<typeof apexTypeOfField>, string> = {
  Id: 'ID',
  String: 'STRING',
  Boolean: 'BOOLEAN',
  Integer: 'INTEGER',
  Long: 'LONG',
  Decimal: 'DOUBLE',
  Date: 'DATE',
  Datetime: 'DATETIME',
  Time: 'TIME',
  Blob: 'BASE64BINARY',
  'System.Address': 'ADDRESS',
  'System.Location': 'LOCATION',
  'EventBus.ChangeEventHeader': 'CHANGE_EVENT_HEADER',
};

const LONG_TEXT: ReadonlySet<FieldType> = new Set(['longtextarea', 'html', 'base64']);
const COMPOUND: ReadonlySet<FieldType> = new Set(['address', 'location']);
const NUMBERS: ReadonlySet<FieldType> = new Set(['double', 'currency', 'percent']);
/** Standard fields that upsert and lookups take for a key though they are no external id. */
const STANDARD_ID_LOOKUPS: ReadonlySet<string> = new Set([
  'Contact.Email',
  'Lead.Email',
  'User.Username',
  'User.Email',
]);

export function displayTypeOf(field: FieldSchema): unknown {
  return enumValue('Schema.DisplayType', DISPLAY_TYPES[field.type]);
}

export class DescribeFieldResult {
  readonly object: ObjectSchema;
  readonly field: FieldSchema;

  constructor(object: ObjectSchema, field: FieldSchema) {
    this.object = object;
    this.field = field;
  }

  private access(): { read: boolean; edit: boolean } {
    return org().security.fieldAccess(current().user.id, this.object.name, this.field.name);
  }

  private objectAccess() {
    return org().security.objectAccess(current().user.id, this.object.name);
  }

  'getByteLength()'(): number {
    return this.field.length * 3;
  }
  'getCalculatedFormula()'(): string | null {
    return this.field.formula ?? null;
  }
  'getCompoundFieldName()'(): string | null {
    return compoundOf(this.object, this.field)?.name ?? null;
  }
  /** The token of the field that decides which values of this dependent picklist may be chosen. */
  'getController()'(): unknown {
    const name = this.field.controllingField;
    return name === undefined ? null : fieldToken(this.object.name, name);
  }
  'getDefaultValue()'(): unknown {
    return literalDefault(this.field);
  }
  'getDefaultValueFormula()'(): string | null {
    return this.field.type === 'boolean' ? null : (this.field.defaultValue ?? null);
  }
  'getDigits()'(): number {
    return this.field.type === 'int' || this.field.type === 'long' ? this.field.precision : 0;
  }
  'getInlineHelpText()'(): string | null {
    return this.field.inlineHelpText ?? null;
  }
  'getLabel()'(): string {
    return this.field.label;
  }
  'getLength()'(): number {
    return this.field.length;
  }
  'getLocalName()'(): string {
    return this.field.name;
  }
  'getName()'(): string {
    return this.field.name;
  }

  'getPicklistValues()'(): unknown {
    return newList(
      'Schema.PicklistEntry',
      this.field.picklistValues.map((value) => new PicklistEntry(value, this.controllingValues())),
    );
  }

  /** What the bits of `validFor` stand for: the controlling picklist's values in order, or false and true. */
  private controllingValues(): readonly string[] {
    const controller = this.object.fields.get(this.field.controllingField?.toLowerCase() ?? '');
    return controller?.type === 'boolean'
      ? ['unchecked', 'checked']
      : (controller?.picklistValues.map(({ value }) => value) ?? []);
  }

  'getPrecision()'(): number {
    return NUMBERS.has(this.field.type) ? this.field.precision : 0;
  }

  /** Targets that this org's catalogue does not know are left out. */
  'getReferenceTo()'(): unknown {
    return newList(
      'Schema.SObjectType',
      this.field.referenceTo.map((name) => findObjectToken(name)).filter((token) => token !== undefined),
    );
  }

  /** Only indirect lookups of external objects name a target field. */
  'getReferenceTargetField()'(): string | null {
    return null;
  }

  'getRelationshipName()'(): string | null {
    return this.field.relationshipName ?? null;
  }

  'getRelationshipOrder()'(): number | null {
    if (!this.field.masterDetail) return null;
    return [...this.object.fields.values()].filter((field) => field.masterDetail).indexOf(this.field);
  }

  'getScale()'(): number {
    return NUMBERS.has(this.field.type) ? this.field.scale : 0;
  }
  'getSOAPType()'(): unknown {
    return enumValue('Schema.SOAPType', SOAP_TYPES[apexTypeOfField(this.field)]);
  }
  'getSObjectField()'(): unknown {
    return fieldToken(this.object.name, this.field.name);
  }
  'getSObjectType()'(): unknown {
    return objectToken(this.object.name);
  }
  'getType()'(): unknown {
    return displayTypeOf(this.field);
  }
  'isAccessible()'(): boolean {
    return this.objectAccess().read && this.access().read;
  }
  'isAiPredictionField()'(): boolean {
    return false;
  }
  'isAutoNumber()'(): boolean {
    return this.field.type === 'autonumber';
  }
  'isCalculated()'(): boolean {
    return this.field.summary !== undefined || (this.field.formula !== undefined && this.field.custom);
  }
  'isCascadeDelete()'(): boolean {
    return this.field.deleteConstraint === 'cascade';
  }
  'isCaseSensitive()'(): boolean {
    return this.field.caseSensitive;
  }
  'isCreateable()'(): boolean {
    return this.field.createable && this.objectAccess().create && this.access().edit;
  }
  'isCustom()'(): boolean {
    return this.field.custom;
  }

  'isDefaultedOnCreate()'(): boolean {
    return isDefaultedOnCreate(this.field);
  }

  'isDependentPicklist()'(): boolean {
    return this.field.controllingField !== undefined;
  }
  'isDeprecatedAndHidden()'(): boolean {
    return false;
  }
  'isEncrypted()'(): boolean {
    return this.field.type === 'encryptedstring';
  }
  'isExternalId()'(): boolean {
    return this.field.externalId;
  }
  'isFilterable()'(): boolean {
    return !LONG_TEXT.has(this.field.type);
  }

  'isGroupable()'(): boolean {
    const { type } = this.field;
    return (
      this['isFilterable()']() &&
      !COMPOUND.has(type) &&
      !NUMBERS.has(type) &&
      type !== 'datetime' &&
      type !== 'time' &&
      type !== 'multipicklist' &&
      type !== 'autonumber' &&
      this.field.formula === undefined
    );
  }

  'isHtmlFormatted()'(): boolean {
    return this.field.type === 'html' || /\b(HYPERLINK|IMAGE)\s*\(/i.test(this.field.formula ?? '');
  }

  'isIdLookup()'(): boolean {
    return (
      this.field.type === 'id' ||
      this.field.externalId ||
      (this.field.nameField && this.object.custom) ||
      STANDARD_ID_LOOKUPS.has(`${this.object.name}.${this.field.name}`)
    );
  }

  'isNameField()'(): boolean {
    return this.field.nameField;
  }
  'isNamePointing()'(): boolean {
    return this.field.referenceTo.length > 1;
  }
  'isNillable()'(): boolean {
    return this.field.nillable;
  }

  /** Whether field-level security can be set: required fields and those that the platform fills are always visible. */
  'isPermissionable()'(): boolean {
    return (
      (this.field.nillable || this.field.type === 'boolean') &&
      !this.field.system &&
      !this.field.masterDetail &&
      !this.field.nameField
    );
  }

  'isRestrictedDelete()'(): boolean {
    return this.field.deleteConstraint === 'restrict';
  }
  'isRestrictedPicklist()'(): boolean {
    return this.field.restrictedPicklist;
  }
  /** Whether the field may stand in the filter of a search index. */
  'isSearchPrefilterable()'(): boolean {
    return this.field.type === 'reference' || this.field.type === 'picklist';
  }
  'isSortable()'(): boolean {
    return this['isFilterable()']() && !COMPOUND.has(this.field.type) && this.field.type !== 'multipicklist';
  }
  'isUnique()'(): boolean {
    return this.field.unique;
  }
  'isUpdateable()'(): boolean {
    return this.field.updateable && this.objectAccess().edit && this.access().edit;
  }
  /** Whether who may only read the master may also write the detail. */
  'isWriteRequiresMasterRead()'(): boolean {
    return false;
  }

  toText(): string {
    return `Schema.DescribeFieldResult[getName=${this.field.name};]`;
  }
}

/** The default of a checkbox or picklist; other defaults are formulas, which getDefaultValueFormula gives. */
export function literalDefault(field: FieldSchema): unknown {
  if (field.type === 'boolean') return field.defaultValue?.toLowerCase() === 'true';
  return field.picklistValues.find((value) => value.isDefault)?.value ?? null;
}

/** The address, geolocation or name that the field is a part of. */
function compoundOf(object: ObjectSchema, field: FieldSchema): FieldSchema | undefined {
  const place =
    /^(.*?)(?:Street|City|State|StateCode|PostalCode|Country|CountryCode|Latitude|Longitude|GeocodeAccuracy)$/;
  const prefix = place.exec(field.name)?.[1];
  const address = prefix === undefined ? undefined : object.fields.get(`${prefix}address`.toLowerCase());
  if (address?.type === 'address') return address;
  const location = /^(.*)__(?:Latitude|Longitude)__s$/i.exec(field.name)?.[1];
  if (location !== undefined) return object.fields.get(`${location}__c`.toLowerCase());
  const isPerson = object.fields.get('name')?.formula === PERSON_NAME;
  return isPerson && PARTS_OF_NAME.has(field.name) ? object.fields.get('name') : undefined;
}

const PARTS_OF_NAME = new Set(['FirstName', 'LastName', 'MiddleName', 'Salutation', 'Suffix']);

const FIELD_TOKEN_METHODS = {
  'getDescribe()'(this: SObjectFieldToken) {
    return describeField(this);
  },
  'getDescribe(Schema.FieldDescribeOptions)'(this: SObjectFieldToken) {
    return describeField(this);
  },
};
Object.assign(SObjectFieldToken.prototype, FIELD_TOKEN_METHODS);

const described = new WeakMap<SObjectFieldToken, DescribeFieldResult>();

export function describeField(token: SObjectFieldToken): DescribeFieldResult {
  let result = described.get(token);
  if (!result) described.set(token, (result = new DescribeFieldResult(token.object, token.field)));
  return result;
}

readGettersAsProperties(DescribeFieldResult);
register('Schema.DescribeFieldResult', { class: DescribeFieldResult });
register('Schema.SObjectField', { class: SObjectFieldToken });
