/** Puts the decomposed parts of each object together, over the catalogue of standard objects. */
import { customFields, picklistValuesOf } from './readers/field.ts';
import { listView } from './readers/list-view.ts';
import { picklistIn } from './derived.ts';
import { fieldMap, lookup } from './fields.ts';
import type { FieldSchema, ListViewSchema, ObjectKind, ObjectSchema } from './model.ts';
import type { ObjectDraft, ProjectDraft } from './project-draft.ts';
import { KEY_PREFIX_SPACES, keyPrefixes, platformFields } from './platform-fields.ts';
import { ACTIVITY_PARENTS } from './standard/activities.ts';
import { ATTACHMENT_PARENTS } from './standard/content.ts';
import { ANY_RECORD_OBJECTS } from './standard/rare.ts';
import { customHistory, historyNameOf, standardHistories } from './standard/histories.ts';
import { customShareObject, standardShareObjects } from './standard/shares.ts';
import { resolveSummaries } from './summaries.ts';
import { STANDARD_VALUE_SETS } from './standard/value-sets.ts';
import { entryOf } from '../util/table.ts';

/** All objects of the org, by lower-cased name, over the standard ones. Sets `draft.objects` on the way: list views are resolved against it. */
export function buildObjects(
  draft: ProjectDraft,
  standardObjects: ReadonlyMap<string, ObjectSchema>,
): Map<string, ObjectSchema> {
  const objects = new Map(standardObjects);
  const listViews = new Map<string, ListViewSchema[]>();
  const drafts = [...draft.objectDrafts.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const prefixes = assignPrefixes(drafts.filter((part) => !standardObjects.has(part.name.toLowerCase())));

  for (const part of drafts) {
    const key = part.name.toLowerCase();
    const views: ListViewSchema[] = [];
    const standard = standardObjects.get(key);
    const object = standard ? extendStandard(standard, part, views, draft) : customObject(part, prefixes, views, draft);
    if (!object) continue;
    objects.set(key, object);
    listViews.set(key, views);
  }
  applyStandardValueSets(objects, draft);
  resolveSummaries(objects, draft);
  widenPolymorphicFields(objects, drafts);
  for (const companion of companions(objects, drafts)) objects.set(companion.name.toLowerCase(), companion);

  draft.objects = objects;
  for (const part of drafts) {
    const views = listViews.get(part.name.toLowerCase());
    views?.push(...part.listViews.map((element) => listView(part.name, element, draft)));
  }
  return objects;
}

/** The share and history objects that come with others. */
function companions(objects: ReadonlyMap<string, ObjectSchema>, drafts: readonly ObjectDraft[]): ObjectSchema[] {
  const tracked = new Set(drafts.filter((part) => part.metadata?.flag('enableHistory')).map((part) => part.name));
  const custom = [...objects.values()].filter((object) => object.kind === 'custom');
  return [
    ...custom.flatMap((object) => customShareObject(object) ?? []),
    ...custom.filter((object) => tracked.has(object.name)).map(customHistory),
    ...standardShareObjects(objects),
    ...standardHistories(objects),
  ];
}

function extendStandard(
  standard: ObjectSchema,
  part: ObjectDraft,
  listViews: ListViewSchema[],
  draft: ProjectDraft,
): ObjectSchema {
  const fields = new Map(standard.fields);
  if (part.recordTypes.length > 0 && !fields.has('recordtypeid')) fields.set('recordtypeid', recordTypeField());
  for (const [key, element] of part.fields) {
    const name = element.value('fullName') ?? key;
    if (/__c$/i.test(name)) {
      for (const field of customFields(standard.name, standard.kind, name, element, draft))
        fields.set(field.name.toLowerCase(), field);
      continue;
    }
    const known = fields.get(key);
    if (known) {
      const inlineHelpText = element.value('inlineHelpText') ?? known.inlineHelpText;
      fields.set(key, { ...known, inlineHelpText, ...(element.flag('trackHistory') ? { tracked: true } : {}) });
    } else draft.report(element, `no CustomField named ${standard.name}.${name} found`);
  }
  return {
    ...standard,
    fields,
    sharingModel: sharingModel(part, draft) ?? standard.sharingModel,
    externalSharingModel: sharingModel(part, draft, 'externalSharingModel'),
    sharingReasons: part.sharingReasons,
    ...(part.metadata?.flag('enableHistory') ? { history: historyNameOf(standard.name) } : {}),
    ...commonParts(part),
    listViews,
  };
}

function customObject(
  part: ObjectDraft,
  prefixes: ReadonlyMap<string, string>,
  listViews: ListViewSchema[],
  draft: ProjectDraft,
): ObjectSchema | undefined {
  const metadata = part.metadata;
  const kind = kindOf(part);
  if (!metadata || !kind) {
    reportUnusable(part, draft);
    return undefined;
  }
  const label = draft.required(metadata, 'label');
  const own = [...part.fields].flatMap(([key, element]) => {
    const name = element.value('fullName') ?? key;
    if (!/__c$/i.test(name)) draft.report(element, `Custom field ${name} on ${part.name} must end in __c`);
    return customFields(part.name, kind, name, element, draft);
  });
  const hasMaster = own.some((field) => field.masterDetail);
  const recordType = part.recordTypes.length > 0 ? [recordTypeField()] : [];
  const sharing = sharingModel(part, draft);
  if (hasMaster && sharing && sharing !== 'ControlledByParent') {
    draft.report(
      metadata.child('sharingModel')!,
      `${part.name}: the detail of a master-detail relationship has the sharing model ControlledByParent`,
    );
  }
  return {
    name: part.name,
    label,
    labelPlural: metadata.value('pluralLabel') ?? label,
    keyPrefix: prefixes.get(part.name) ?? '',
    kind,
    custom: true,
    fields: fieldMap([...platformFields(part.name, kind, metadata, hasMaster, recordType, draft), ...own]),
    ...commonParts(part),
    listViews,
    sharingModel: hasMaster ? 'ControlledByParent' : (sharing ?? 'ReadWrite'),
    externalSharingModel: hasMaster ? undefined : sharingModel(part, draft, 'externalSharingModel'),
    sharingReasons: part.sharingReasons,
    customSettingType: kind === 'customSetting' ? customSettingType(metadata, draft) : undefined,
    publishBehavior: kind === 'platformEvent' ? publishBehavior(metadata, draft) : undefined,
    feeds: metadata.flag('enableFeeds'),
    ...(kind === 'custom' && metadata.flag('enableHistory') ? { history: historyNameOf(part.name) } : {}),
    ...(kind === 'bigObject' ? { indexFields: indexFields(part, own, draft) } : {}),
    createable: kind !== 'customMetadata',
    updateable: kind !== 'customMetadata' && kind !== 'platformEvent' && kind !== 'bigObject',
    deletable: kind !== 'customMetadata' && kind !== 'platformEvent',
    queryable: kind !== 'platformEvent',
    source: metadata.source.path,
  };
}

function commonParts(part: ObjectDraft): Pick<ObjectSchema, 'recordTypes' | 'validationRules' | 'fieldSets'> {
  return {
    recordTypes: part.recordTypes,
    validationRules: part.validationRules.map(({ rule }) => rule),
    fieldSets: new Map(
      [...part.fieldSets].map(([key, element]) => [
        key,
        {
          label: element.value('label') ?? key,
          description: element.value('description'),
          fields: element.children('displayedFields').flatMap((item) => item.value('field') ?? []),
        },
      ]),
    ),
  };
}

function kindOf(part: ObjectDraft): ObjectKind | undefined {
  if (/__mdt$/i.test(part.name)) return 'customMetadata';
  if (/__e$/i.test(part.name)) return 'platformEvent';
  if (/__b$/i.test(part.name)) return 'bigObject';
  if (/__c$/i.test(part.name)) return part.metadata?.child('customSettingsType') ? 'customSetting' : 'custom';
  return undefined;
}

function reportUnusable(part: ObjectDraft, draft: ProjectDraft): void {
  const elements = [
    ...part.fields.values(),
    ...part.validationRules.map((rule) => rule.element),
    ...part.fieldSets.values(),
    ...part.listViews,
  ];
  const place = part.metadata ?? elements[0];
  if (!place) return;
  if (/__(x|kav)$/i.test(part.name)) draft.report(place, `${part.name}: objects of this kind are not supported`);
  else if (/__(c|mdt|e|b)$/i.test(part.name))
    draft.report(place, `no CustomObject named ${part.name} found: its object-meta.xml is missing`);
  else
    draft.report(
      place,
      `no CustomObject named ${part.name} found: the standard object is not in the local org's catalogue`,
    );
}

/** Custom objects and settings a00, custom metadata m00, platform events e00, big objects b00, in order of name. */
function assignPrefixes(drafts: readonly ObjectDraft[]): ReadonlyMap<string, string> {
  const names = (kinds: readonly (ObjectKind | undefined)[]) =>
    drafts.filter((part) => kinds.includes(kindOf(part))).map((part) => part.name);
  return new Map([
    ...keyPrefixes(KEY_PREFIX_SPACES.custom, names(['custom', 'customSetting'])),
    ...keyPrefixes(KEY_PREFIX_SPACES.customMetadata, names(['customMetadata'])),
    ...keyPrefixes(KEY_PREFIX_SPACES.platformEvent, names(['platformEvent'])),
    ...keyPrefixes(KEY_PREFIX_SPACES.bigObject, names(['bigObject'])),
  ]);
}

const MOST_INDEX_FIELDS = 5;
/** of all text fields of an index together */
const INDEX_CHARACTERS = 100;
const NOT_INDEXED = new Set(['longtextarea', 'html', 'url', 'boolean']);

/** Source: Big Objects Implementation Guide, "Define and Deploy Custom Big Objects"; Salesforce Help, "Considerations When Creating an Index". */
function indexFields(part: ObjectDraft, fields: readonly FieldSchema[], draft: ProjectDraft): string[] {
  const [index] = part.indexes;
  if (index === undefined) {
    draft.report(part.metadata!, `${part.name}: a big object needs an index`);
    return [];
  }
  const found = index.children('fields').flatMap((element): FieldSchema[] => {
    const name = draft.required(element, 'name', 'IndexField');
    const field = fields.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    if (field === undefined) {
      draft.report(element, `no CustomField named ${part.name}.${name} found`);
      return [];
    }
    const direction = draft.required(element, 'sortDirection', 'IndexField');
    if (direction !== '' && direction !== 'ASC' && direction !== 'DESC')
      draft.report(element.child('sortDirection')!, `'${direction}' is not a valid sortDirection`);
    if (NOT_INDEXED.has(field.type)) draft.report(element, `${part.name}.${field.name} cannot be part of an index`);
    else if (field.nillable)
      draft.report(element, `${part.name}.${field.name} must be required to be part of an index`);
    return [field];
  });
  if (found.length > MOST_INDEX_FIELDS)
    draft.report(index, `${part.name}: an index has at most ${MOST_INDEX_FIELDS} fields`);
  if (found.reduce((sum, field) => sum + field.length, 0) > INDEX_CHARACTERS)
    draft.report(
      index,
      `${part.name}: the text fields of an index have at most ${INDEX_CHARACTERS} characters together`,
    );
  return found.map((field) => field.name);
}

function recordTypeField(): FieldSchema {
  return lookup('RecordTypeId', 'RecordType', undefined, { label: 'Record Type ID', deleteConstraint: 'restrict' });
}

const SHARING_MODELS: Readonly<Record<string, ObjectSchema['sharingModel']>> = {
  Private: 'Private',
  Read: 'Read',
  ReadSelect: 'Read',
  ReadWrite: 'ReadWrite',
  ReadWriteTransfer: 'ReadWrite',
  FullAccess: 'ReadWrite',
  ControlledByParent: 'ControlledByParent',
};

function sharingModel(
  part: ObjectDraft,
  draft: ProjectDraft,
  name: 'sharingModel' | 'externalSharingModel' = 'sharingModel',
): ObjectSchema['sharingModel'] | undefined {
  const element = part.metadata?.child(name);
  if (!element) return undefined;
  const model = entryOf(SHARING_MODELS, element.text);
  if (!model) draft.report(element, `'${element.text}' is not a valid value for the enum 'SharingModel'`);
  return model;
}

function customSettingType(metadata: NonNullable<ObjectDraft['metadata']>, draft: ProjectDraft): 'Hierarchy' | 'List' {
  const value = metadata.value('customSettingsType');
  if (value !== 'Hierarchy' && value !== 'List') {
    draft.report(
      metadata.child('customSettingsType')!,
      `'${value}' is not a valid value for the enum 'CustomSettingsType'`,
    );
  }
  return value === 'List' ? 'List' : 'Hierarchy';
}

function publishBehavior(
  metadata: NonNullable<ObjectDraft['metadata']>,
  draft: ProjectDraft,
): ObjectSchema['publishBehavior'] {
  const value = metadata.value('publishBehavior') ?? 'PublishImmediately';
  if (value === 'PublishImmediately' || value === 'PublishAfterCommit') return value;
  draft.report(
    metadata.child('publishBehavior')!,
    `'${value}' is not a valid value for the enum 'PlatformEventPublishBehavior'`,
  );
  return 'PublishImmediately';
}

/** A StandardValueSet replaces the values of its fields, and what counts as closed and won. */
function applyStandardValueSets(objects: Map<string, ObjectSchema>, draft: ProjectDraft): void {
  for (const [name, element] of draft.standardValueSets) {
    const targets = entryOf(STANDARD_VALUE_SETS, name);
    if (!targets) {
      draft.report(element, `The standard value set ${name} is not supported`);
      continue;
    }
    const values = element.children('standardValue');
    const picklistValues = picklistValuesOf(values, draft);
    const flagged = (flag: string) =>
      values.filter((value) => value.flag(flag)).map((value) => value.value('fullName') ?? '');
    for (const target of targets) {
      const object = objects.get(target.object.toLowerCase())!;
      const fields = new Map(object.fields);
      fields.set(target.field.toLowerCase(), { ...fields.get(target.field.toLowerCase())!, picklistValues });
      for (const [derived, flag] of Object.entries(target.derived ?? {})) {
        const field = fields.get(derived.toLowerCase())!;
        fields.set(derived.toLowerCase(), { ...field, formula: picklistIn(target.field, flagged(flag)) });
      }
      objects.set(target.object.toLowerCase(), { ...object, fields });
    }
  }
}

/** Adds the project's objects to what activities, notes, attachments and files may hang on. */
function widenPolymorphicFields(objects: Map<string, ObjectSchema>, drafts: readonly ObjectDraft[]): void {
  const custom = [...objects.values()].filter((object) => object.kind === 'custom').map((object) => object.name);
  const active = new Set(drafts.filter((part) => part.metadata?.flag('enableActivities')).map((part) => part.name));
  const withActivities = custom.filter((name) => active.has(name));
  const widened: readonly (readonly [
    object: string,
    field: string,
    base: readonly string[],
    added: readonly string[],
  ])[] = [
    ['task', 'whatid', ACTIVITY_PARENTS, withActivities],
    ['event', 'whatid', ACTIVITY_PARENTS, withActivities],
    ['emailmessage', 'relatedtoid', ACTIVITY_PARENTS, withActivities],
    ['note', 'parentid', ATTACHMENT_PARENTS, custom],
    ['attachment', 'parentid', ATTACHMENT_PARENTS, custom],
    ['contentdocumentlink', 'linkedentityid', [...ATTACHMENT_PARENTS, 'Organization', 'User', 'Group'], custom],
    ['processinstance', 'targetobjectid', ANY_RECORD_OBJECTS, custom],
    ['contentversion', 'firstpublishlocationid', [...ATTACHMENT_PARENTS, 'Organization', 'User'], custom],
  ];
  for (const [objectKey, fieldKey, base, added] of widened) {
    const object = objects.get(objectKey)!;
    const fields = new Map(object.fields);
    fields.set(fieldKey, { ...fields.get(fieldKey)!, referenceTo: [...base, ...added] });
    objects.set(objectKey, { ...object, fields });
  }
}
