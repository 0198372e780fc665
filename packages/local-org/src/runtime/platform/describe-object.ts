/** Schema.DescribeSObjectResult and what hangs on it (Apex Reference Guide, Schema Namespace). */
import { namesWith } from '../../schema/own-names.ts';
import type {
  ChildRelationship as ChildRelationshipSchema,
  FieldSchema,
  FieldSetSchema,
  ObjectSchema,
} from '../../schema/model.ts';
import { current } from '../kernel/context.ts';
import { throwApex } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { readGettersAsProperties } from '../library/define.ts';
import { newList, newMap, newNameMap } from './collections.ts';
import { displayTypeOf } from './describe-field.ts';
import { enumValue } from './enums.ts';
import type { RecordTypeInfo } from './record-types.ts';
import { recordTypesOf } from './record-types.ts';
import { org } from './session.ts';
import { createSObject } from './sobject-access.ts';
import { loadDefaults } from './sobject-defaults.ts';
import type { SObject } from './sobject.ts';
import { fieldToken, findObjectToken, objectToken, SObjectTypeToken } from './tokens.ts';

const MERGEABLE = new Set(['Account', 'Contact', 'Lead', 'Case', 'Individual']);

/** Standard objects with a feed in a new org. */
const FEEDS = new Set([
  'Account',
  'Asset',
  'Campaign',
  'Case',
  'Contact',
  'Contract',
  'Event',
  'Lead',
  'Opportunity',
  'Order',
  'Product2',
  'Task',
  'User',
]);

const isRecordObject = ({ kind }: ObjectSchema): boolean => kind === 'standard' || kind === 'custom';

export class DescribeSObjectResult {
  readonly object: ObjectSchema;

  constructor(object: ObjectSchema) {
    this.object = object;
  }

  get f_fields(): SObjectTypeFields {
    return new SObjectTypeFields(this.object);
  }
  get f_fieldSets(): SObjectTypeFieldSets {
    return new SObjectTypeFieldSets(this.object);
  }

  private access() {
    return org().security.objectAccess(current().user.id, this.object.name);
  }

  /** `Share` for AccountShare, `History` for Invoice__History; null for objects that stand for themselves. */
  'getAssociateEntityType()'(): string | null {
    return this.associate()?.kind ?? null;
  }
  'getAssociateParentEntity()'(): string | null {
    return this.associate()?.parent.name ?? null;
  }

  private associate(): { readonly kind: string; readonly parent: ObjectSchema } | undefined {
    const match = /^(.+?)(__)?(Share|History|Feed|ChangeEvent)$/.exec(this.object.name);
    if (match === null) return undefined;
    const { objects } = org().schema;
    const name = `${match[1].toLowerCase()}${match[2] === undefined ? '' : '__c'}`;
    const parent = objects.get(name) ?? objects.get(name.replace(/field$/, ''));
    return parent === undefined ? undefined : { kind: match[3], parent };
  }

  'getChildRelationships()'(): unknown {
    const relationships = org()
      .schema.childRelationships(this.object.name)
      .filter((r) => findObjectToken(r.childObject));
    return newList(
      'Schema.ChildRelationship',
      relationships.map((relationship) => new ChildRelationship(relationship)),
    );
  }

  'getDefaultImplementation()'(): string | null {
    return null;
  }
  'getHasSubtypes()'(): boolean {
    return false;
  }
  'getImplementedBy()'(): string | null {
    return null;
  }
  'getImplementsInterfaces()'(): string | null {
    return null;
  }
  'getIsInterface()'(): boolean {
    return false;
  }
  'getKeyPrefix()'(): string | null {
    return this.object.keyPrefix === '' ? null : this.object.keyPrefix;
  }
  'getLabel()'(): string {
    return this.object.label;
  }
  'getLabelPlural()'(): string {
    return this.object.labelPlural;
  }
  'getLocalName()'(): string {
    return this.object.name;
  }
  'getName()'(): string {
    return this.object.name;
  }
  'getRecordTypeInfos()'(): unknown {
    return newList('Schema.RecordTypeInfo', [...recordTypesOf(this.object)]);
  }

  'getRecordTypeInfosByDeveloperName()'(): unknown {
    return this.recordTypesBy('String', (info) => info.developerName);
  }

  'getRecordTypeInfosById()'(): unknown {
    return this.recordTypesBy('Id', (info) => info.id);
  }
  'getRecordTypeInfosByName()'(): unknown {
    return this.recordTypesBy('String', (info) => info.label);
  }
  /** Everything is described at once here, whatever was asked for. */
  'getSObjectDescribeOption()'(): unknown {
    return enumValue('Schema.SObjectDescribeOptions', 'FULL');
  }
  'getSObjectType()'(): SObjectTypeToken {
    return objectToken(this.object.name);
  }
  'isAccessible()'(): boolean {
    return this.access().read;
  }
  'isCreateable()'(): boolean {
    return this.object.createable && this.access().create;
  }
  'isCustom()'(): boolean {
    return this.object.custom;
  }
  'isCustomSetting()'(): boolean {
    return this.object.kind === 'customSetting';
  }
  'isDeletable()'(): boolean {
    return this.object.deletable && this.access().delete;
  }
  'isDeprecatedAndHidden()'(): boolean {
    return false;
  }
  'isFeedEnabled()'(): boolean {
    return this.object.feeds ?? FEEDS.has(this.object.name);
  }
  'isMergeable()'(): boolean {
    return MERGEABLE.has(this.object.name);
  }
  /** Whether the object has a list of most recently used records. */
  'isMruEnabled()'(): boolean {
    return this.object.fields.has('lastvieweddate');
  }
  'isQueryable()'(): boolean {
    return this.object.queryable;
  }
  'isSearchable()'(): boolean {
    return isRecordObject(this.object) && !/(Share|History|Feed)$/.test(this.object.name);
  }
  'isUndeletable()'(): boolean {
    return this.object.fields.has('isdeleted') && this.object.deletable && this.access().delete;
  }
  'isUpdateable()'(): boolean {
    return this.object.updateable && this.access().edit;
  }

  toText(): string {
    return `Schema.DescribeSObjectResult[getName=${this.object.name};]`;
  }

  private recordTypesBy(keyType: string, key: (info: RecordTypeInfo) => string): unknown {
    return newMap(
      keyType,
      'Schema.RecordTypeInfo',
      recordTypesOf(this.object).map((info) => [key(info), info]),
    );
  }
}

const described = new WeakMap<SObjectTypeToken, DescribeSObjectResult>();

export function describeObject(token: SObjectTypeToken): DescribeSObjectResult {
  let result = described.get(token);
  if (!result) described.set(token, (result = new DescribeSObjectResult(token.object)));
  return result;
}

/** `describe.fields`: tokens by lower-cased name. */
export class SObjectTypeFields {
  readonly object: ObjectSchema;

  constructor(object: ObjectSchema) {
    this.object = object;
  }

  'getMap()'(): unknown {
    const { name } = this.object;
    return newNameMap(
      'Schema.SObjectField',
      [...this.object.fields].map(([key, field]) => [key, fieldToken(name, field.name)]),
    );
  }
}

export class SObjectTypeFieldSets {
  readonly object: ObjectSchema;

  constructor(object: ObjectSchema) {
    this.object = object;
  }

  'getMap()'(): unknown {
    const sets = [...this.object.fieldSets].map(([name, fieldSet]) => new FieldSet(this.object, name, fieldSet));
    return newNameMap(
      'Schema.FieldSet',
      sets.map((set) => [set.name.toLowerCase(), set]),
    );
  }
}

export class FieldSet {
  readonly object: ObjectSchema;
  readonly name: string;
  readonly #schema: FieldSetSchema;

  constructor(object: ObjectSchema, name: string, schema: FieldSetSchema) {
    this.object = object;
    this.name = name;
    this.#schema = schema;
  }

  'getDescription()'(): string | null {
    return this.#schema.description ?? null;
  }
  'getFields()'(): unknown {
    return newList(
      'Schema.FieldSetMember',
      this.#schema.fields.map((path) => new FieldSetMember(this.object, path)),
    );
  }

  'getLabel()'(): string {
    return this.#schema.label;
  }
  'getName()'(): string {
    return this.name;
  }
  'getNameSpace()'(): string | null {
    return null;
  }
  'getSObjectType()'(): SObjectTypeToken {
    return objectToken(this.object.name);
  }
}

export class FieldSetMember {
  readonly path: string;
  readonly owner: ObjectSchema;
  readonly field: FieldSchema;

  constructor(object: ObjectSchema, path: string) {
    this.path = path;
    [this.owner, this.field] = followPath(object, path);
  }

  /** Never required by the field set itself: only by the field. */
  'getRequired()'(): boolean {
    return false;
  }
  'getDBRequired()'(): boolean {
    return !this.field.nillable && this.field.type !== 'boolean';
  }
  'getFieldPath()'(): string {
    return this.path;
  }
  'getLabel()'(): string {
    return this.field.label;
  }
  'getSObjectField()'(): unknown {
    return fieldToken(this.owner.name, this.field.name);
  }
  'getType()'(): unknown {
    return displayTypeOf(this.field);
  }
}

/** `Owner.Name` from Account: the User object and its Name. */
function followPath(object: ObjectSchema, path: string): [ObjectSchema, FieldSchema] {
  const names = path.split('.');
  let owner = object;
  for (const name of names.slice(0, -1)) {
    const lookup = [...owner.fields.values()].find(
      (field) => field.relationshipName?.toLowerCase() === name.toLowerCase(),
    );
    owner = lookup ? objectToken(lookup.referenceTo[0]).object : invalid(object, path);
  }
  return [owner, owner.fields.get(names.at(-1)!.toLowerCase()) ?? invalid(object, path)];
}

function invalid(object: ObjectSchema, path: string): never {
  throwApex('System.SObjectException', `Invalid field ${path} for ${object.name}`);
}

export class ChildRelationship {
  readonly relationship: ChildRelationshipSchema;

  constructor(relationship: ChildRelationshipSchema) {
    this.relationship = relationship;
  }

  'getChildSObject()'(): SObjectTypeToken {
    return objectToken(this.relationship.childObject);
  }
  'getField()'(): unknown {
    return fieldToken(this.relationship.childObject, this.relationship.field);
  }
  'getJunctionIdListNames()'(): unknown {
    return newList('String', []);
  }
  'getJunctionReferenceTo()'(): unknown {
    return newList('String', []);
  }
  'getRelationshipName()'(): string | null {
    return this.relationship.relationshipName ?? null;
  }
  'isCascadeDelete()'(): boolean {
    return this.relationship.cascadeDelete;
  }
  'isDeprecatedAndHidden()'(): boolean {
    return false;
  }
  'isRestrictedDelete()'(): boolean {
    return this.relationship.restrictedDelete;
  }
}

const TYPE_TOKEN_METHODS = {
  'getDescribe()'(this: SObjectTypeToken) {
    return describeObject(this);
  },
  'getDescribe(Schema.SObjectDescribeOptions)'(this: SObjectTypeToken) {
    return describeObject(this);
  },
  'newSObject()'(this: SObjectTypeToken) {
    return createSObject(this.object.name);
  },
  'newSObject(Id)'(this: SObjectTypeToken, id: string | null) {
    return createSObject(this.object.name, id === null ? [] : ['Id', id]);
  },
  'newSObject(Id,Boolean)'(this: SObjectTypeToken, recordTypeId: string | null, withDefaults: boolean | null): SObject {
    const record = createSObject(this.object.name, recordTypeId === null ? [] : ['RecordTypeId', recordTypeId]);
    if (withDefaults) loadDefaults(record);
    return record;
  },
};
Object.assign(SObjectTypeToken.prototype, TYPE_TOKEN_METHODS);

const SCHEMA_STATICS = {
  'getGlobalDescribe()'() {
    const { objects, namespace } = org().schema;
    const names = [...objects.values()].map((object) => object.name);
    return newNameMap(
      'Schema.SObjectType',
      names.flatMap((name) => namesWith(namespace, name).map((key) => [key.toLowerCase(), objectToken(name)])),
    );
  },
  'describeSObjects(List)': describeSObjects,
  'describeSObjects(List,Schema.SObjectDescribeOptions)': describeSObjects,
};

function describeSObjects(names: unknown): unknown {
  const results = (names as { items: (string | null)[] }).items.map((name) => {
    const token = name === null ? undefined : findObjectToken(name);
    return token
      ? describeObject(token)
      : throwApex('System.InvalidParameterValueException', `Invalid sobject provided: ${name}`);
  });
  return newList('Schema.DescribeSObjectResult', results);
}

for (const result of [DescribeSObjectResult, FieldSet, FieldSetMember, ChildRelationship])
  readGettersAsProperties(result);
register('System.Schema', { statics: SCHEMA_STATICS });
register('Schema.SObjectType', { class: SObjectTypeToken });
register('Schema.DescribeSObjectResult', { class: DescribeSObjectResult });
register('Schema.SObjectTypeFields', { class: SObjectTypeFields });
register('Schema.SObjectTypeFieldSets', { class: SObjectTypeFieldSets });
register('Schema.FieldSet', { class: FieldSet });
register('Schema.FieldSetMember', { class: FieldSetMember });
register('Schema.ChildRelationship', { class: ChildRelationship });
