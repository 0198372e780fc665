/**
 * The rows that rare objects have before anybody writes any: the org's schema as rows, default business hours, values of
 * standard picklists. Written when the object's table is made.
 * Source: Object Reference, "EntityDefinition", "FieldDefinition", "EntityParticle", "PicklistValueInfo", "RelationshipInfo".
 */
import type { FieldSchema, FieldType, ObjectSchema, OrgSchema } from '../schema/model.ts';
import type { Database } from '../storage/database.ts';
import { insertRow } from './dml/table.ts';
import type { SqlValue } from './sql.ts';

export interface FirstRowsContext {
  readonly schema: OrgSchema;
  readonly database: Database;
  newId(keyPrefix: string): string;
  readonly now: number;
}

type Row = Readonly<Record<string, SqlValue | boolean>>;

export function writeFirstRows(object: ObjectSchema, context: FirstRowsContext): void {
  const rows = ROWS[object.name]?.(context.schema);
  for (const row of rows ?? []) {
    const stamps = { CreatedDate: context.now, LastModifiedDate: context.now, SystemModstamp: context.now };
    const id = row.Id ?? context.newId(object.keyPrefix);
    const values = Object.entries({ ...stamps, ...row, Id: id }).filter(([name]) =>
      object.fields.has(name.toLowerCase()),
    );
    insertRow(
      context.database,
      object,
      values.map(([name]) => name),
      values.map(([, value]) => (typeof value === 'boolean' ? Number(value) : value)),
    );
  }
}

/** The rows of the schema refer to each other by DurableId, which is their Id here: `Account`, `Account.Name`. */
const ROWS: Readonly<Record<string, (schema: OrgSchema) => Iterable<Row>>> = {
  EntityDefinition: (schema) => objectsOf(schema).map(entityRow),
  FieldDefinition: (schema) => fieldsOf(schema).map(([object, field]) => fieldRow(object, field)),
  EntityParticle: (schema) => fieldsOf(schema).map(([object, field]) => particleRow(object, field)),
  PicklistValueInfo: (schema) =>
    fieldsOf(schema).flatMap(([object, field]) =>
      field.picklistValues.map(({ value, label, active, isDefault }) => ({
        Id: `${object.name}.${field.name}.${value}`,
        DurableId: `${object.name}.${field.name}.${value}`,
        Value: value,
        Label: label,
        IsActive: active,
        IsDefaultValue: isDefault,
        EntityParticleId: `${object.name}.${field.name}`,
      })),
    ),
  RelationshipInfo: (schema) =>
    objectsOf(schema).flatMap((object) =>
      schema.childRelationships(object.name).map((relation) => ({
        Id: `${relation.childObject}.${relation.field}`,
        DurableId: `${object.name}.${relation.relationshipName ?? relation.field}`,
        ChildSobjectId: relation.childObject,
        FieldId: `${relation.childObject}.${relation.field}`,
        IsCascadeDelete: relation.cascadeDelete,
        IsRestrictedDelete: relation.restrictedDelete,
        RelationshipName: relation.relationshipName ?? null,
      })),
    ),
  BusinessHours: () => [
    {
      Name: 'Default',
      IsActive: true,
      IsDefault: true,
      TimeZoneSidKey: 'UTC',
      ...Object.fromEntries(
        ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'].flatMap((day) => [
          [`${day}StartTime`, 0],
          [`${day}EndTime`, 0],
        ]),
      ),
    },
  ],
  TaskStatus: (schema) => picklistRows(schema, 'Task', 'Status', (value) => ({ IsClosed: value === 'Completed' })),
  TaskPriority: (schema) => picklistRows(schema, 'Task', 'Priority', (value) => ({ IsHighPriority: value === 'High' })),
  CustomNotificationType: (schema) =>
    [...schema.setup.notificationTypes.values()].map(({ name, label, desktop, mobile }) => ({
      DeveloperName: name,
      MasterLabel: label,
      CustomNotifTypeName: label,
      Language: 'en_US',
      Desktop: desktop,
      Mobile: mobile,
    })),
  ListView: (schema) =>
    objectsOf(schema).flatMap((object) =>
      object.listViews.map(({ name, label }) => ({
        Name: label,
        DeveloperName: name,
        SobjectType: object.name,
        IsSoqlCompatible: true,
      })),
    ),
};

const objectsOf = (schema: OrgSchema): ObjectSchema[] => [...schema.objects.values()];

const fieldsOf = (schema: OrgSchema): [ObjectSchema, FieldSchema][] =>
  objectsOf(schema).flatMap((object) =>
    [...object.fields.values()].map((field): [ObjectSchema, FieldSchema] => [object, field]),
  );

const developerName = (name: string): string => name.replace(/__\w+$/, '');

function entityRow(object: ObjectSchema): Row {
  const isRecord = object.kind === 'standard' || object.kind === 'custom';
  return {
    Id: object.name,
    DurableId: object.name,
    QualifiedApiName: object.name,
    DeveloperName: developerName(object.name),
    MasterLabel: object.label,
    Label: object.label,
    PluralLabel: object.labelPlural,
    KeyPrefix: object.keyPrefix,
    IsCustomizable: isRecord && !/(Share|History|Feed)$/.test(object.name),
    IsApexTriggerable: isRecord || object.kind === 'platformEvent',
    IsTriggerable: isRecord || object.kind === 'platformEvent',
    IsCustomSetting: object.kind === 'customSetting',
    IsQueryable: object.queryable,
    IsEverCreatable: object.createable,
    IsEverUpdatable: object.updateable,
    IsEverDeletable: object.deletable,
    IsLayoutable: isRecord,
    IsCompactLayoutable: isRecord,
    IsSearchable: isRecord,
    IsRetrieveable: object.queryable,
    IsReplicateable: isRecord,
    IsIdEnabled: true,
    InternalSharingModel: object.sharingModel,
    ExternalSharingModel: object.sharingModel,
    DeploymentStatus: object.custom ? 'Deployed' : null,
  };
}

function commonRow(object: ObjectSchema, field: FieldSchema): Row {
  return {
    Id: `${object.name}.${field.name}`,
    DurableId: `${object.name}.${field.name}`,
    QualifiedApiName: field.name,
    DeveloperName: developerName(field.name),
    MasterLabel: field.label,
    Label: field.label,
    Length: field.length,
    Precision: field.precision,
    Scale: field.scale,
    EntityDefinitionId: object.name,
    ReferenceTo: field.referenceTo.length === 0 ? null : JSON.stringify({ referenceTo: field.referenceTo }),
    RelationshipName: field.relationshipName ?? null,
    IsCalculated: field.formula !== undefined && field.custom,
    IsNameField: field.nameField,
    IsNillable: field.nillable,
    IsApiFilterable: !LONG.has(field.type),
    IsApiSortable: !LONG.has(field.type),
    IsApiGroupable: !LONG.has(field.type) && field.type !== 'datetime',
  };
}

const LONG: ReadonlySet<FieldType> = new Set([
  'longtextarea',
  'html',
  'base64',
  'address',
  'location',
  'multipicklist',
]);

const fieldRow = (object: ObjectSchema, field: FieldSchema): Row => ({
  ...commonRow(object, field),
  DataType: setupType(field),
  IsPolymorphicForeignKey: field.referenceTo.length > 1,
  IsHtmlFormatted: field.type === 'html',
  IsIndexed: field.type === 'id' || field.type === 'reference' || field.externalId || field.unique || field.nameField,
  IsListVisible: !LONG.has(field.type),
});

const particleRow = (object: ObjectSchema, field: FieldSchema): Row => ({
  ...commonRow(object, field),
  DataType: field.type,
  FieldDefinitionId: `${object.name}.${field.name}`,
  Digits: field.type === 'int' ? field.precision : 0,
  IsUnique: field.unique,
  IsCaseSensitive: field.caseSensitive,
  IsAutonumber: field.type === 'autonumber',
  IsCreatable: field.createable,
  IsUpdatable: field.updateable,
  IsIdLookup: field.type === 'id' || field.externalId,
  IsNamePointing: field.referenceTo.length > 1,
  IsDefaultedOnCreate: field.defaultValue !== undefined,
  InlineHelpText: field.inlineHelpText ?? null,
  DefaultValueFormula: field.defaultValue ?? null,
});

/** The type as Setup shows it: `Text(80)`, `Lookup(Account)`, `Number(16, 2)`. */
function setupType(field: FieldSchema): string {
  const type = SETUP_TYPES[field.type];
  if (field.type === 'reference') {
    return `${field.masterDetail ? 'Master-Detail' : 'Lookup'}(${field.referenceTo.join(',')})`;
  }
  if (/^(string|textarea|longtextarea|html)$/.test(field.type)) return `${type}(${field.length})`;
  if (/^(double|currency|percent)$/.test(field.type))
    return `${type}(${field.precision - field.scale}, ${field.scale})`;
  if (field.type === 'int') return `${type}(${field.precision}, 0)`;
  return type;
}

const SETUP_TYPES: Readonly<Record<FieldType, string>> = {
  id: 'Lookup()',
  string: 'Text',
  textarea: 'Text Area',
  longtextarea: 'Long Text Area',
  html: 'Rich Text Area',
  email: 'Email',
  phone: 'Phone',
  url: 'URL',
  encryptedstring: 'Text (Encrypted)',
  boolean: 'Checkbox',
  int: 'Number',
  double: 'Number',
  currency: 'Currency',
  percent: 'Percent',
  long: 'Number',
  date: 'Date',
  datetime: 'Date/Time',
  time: 'Time',
  picklist: 'Picklist',
  multipicklist: 'Picklist (Multi-Select)',
  combobox: 'Picklist',
  reference: 'Lookup',
  address: 'Address',
  location: 'Geolocation',
  base64: 'Base64',
  autonumber: 'Auto Number',
  changeeventheader: 'ComplexValue',
};

function picklistRows(schema: OrgSchema, object: string, field: string, more: (value: string) => Row): Row[] {
  const values = schema.objects.get(object.toLowerCase())!.fields.get(field.toLowerCase())!.picklistValues;
  return values.map(({ value, label, isDefault }, index) => ({
    ApiName: value,
    MasterLabel: label,
    SortOrder: index + 1,
    IsDefault: isDefault,
    ...more(value),
  }));
}
