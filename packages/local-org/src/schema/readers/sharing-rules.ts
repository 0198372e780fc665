/** Sharing rules and Apex sharing reasons. Source: Metadata API Developer Guide, "SharingRules", "SharingReason". */
import { notFound, type MetadataFile, type MetadataReader, type ProjectDraft } from '../project-draft.ts';
import type { AccountOwnerAccess, SharingCriterion, SharingRuleSchema } from '../setup.ts';
import type { ObjectSchema } from '../model.ts';
import type { XmlElement } from '../xml.ts';
import { memberReference } from './groups.ts';

export const sharingReasonReader: MetadataReader = {
  kind: 'SharingReason',
  suffix: 'sharingReason',
  phase: 'objects',
  elements: ['fullName', 'label'],
  read(file, draft) {
    const name = file.root.value('fullName') ?? file.name;
    const reason = { name: /__c$/i.test(name) ? name : `${name}__c`, label: draft.required(file.root, 'label') };
    draft.objectDraft(file.object).sharingReasons.push(reason);
  },
};

export const sharingRulesReader: MetadataReader = {
  kind: 'SharingRules',
  suffix: 'sharingRules',
  phase: 'components',
  elements: ['fullName', 'sharingCriteriaRules', 'sharingGuestRules', 'sharingOwnerRules', 'sharingTerritoryRules'],
  read(file, draft) {
    const object = draft.objects.get(file.name.toLowerCase());
    if (object === undefined) {
      draft.report(file.root, notFound('sharingRules', 'CustomObject', file.name));
      return;
    }
    const rules = file.root.elements.flatMap((element) => rule(element, object, file, draft) ?? []);
    draft.add(draft.setup.sharingRules, object.name, rules, file);
  },
};

function rule(
  element: XmlElement,
  object: ObjectSchema,
  file: MetadataFile,
  draft: ProjectDraft,
): SharingRuleSchema | undefined {
  if (element.name === 'fullName') return undefined;
  if (element.name !== 'sharingCriteriaRules' && element.name !== 'sharingOwnerRules') {
    draft.report(element, `${file.name}: ${element.name} are not supported`);
    return undefined;
  }
  const access = draft.required(element, 'accessLevel');
  if (access !== 'Read' && access !== 'Edit') {
    draft.report(element, `'${access}' is not a valid access level of a sharing rule`);
    return undefined;
  }
  const to = element.child('sharedTo');
  const sharedTo = to === undefined ? undefined : memberReference(to, draft);
  const by = element.name === 'sharingOwnerRules' ? owners(element, draft) : criteria(element, object, draft);
  if (to === undefined) draft.required(element, 'sharedTo');
  if (sharedTo === undefined || by === undefined) return undefined;
  return {
    object: object.name,
    name: draft.required(element, 'fullName'),
    access,
    sharedTo,
    by,
    children: childAccess(element.child('accountSettings')),
  };
}

function owners(element: XmlElement, draft: ProjectDraft): SharingRuleSchema['by'] | undefined {
  const source = element.child('sharedFrom');
  if (source === undefined) draft.required(element, 'sharedFrom');
  const from = source === undefined ? undefined : memberReference(source, draft);
  return from === undefined ? undefined : { kind: 'owner', from };
}

function criteria(element: XmlElement, object: ObjectSchema, draft: ProjectDraft): SharingRuleSchema['by'] {
  const items = element.children('criteriaItems').flatMap((item): SharingCriterion[] => {
    const name = draft.required(item, 'field').replace(`${object.name}.`, '');
    const field = object.fields.get(name.toLowerCase()) ?? object.fields.get(`${name.toLowerCase()}id`);
    if (field === undefined) {
      draft.report(item, notFound('field', 'CustomField', `${object.name}.${name}`));
      return [];
    }
    return [{ field: field.name, operation: draft.required(item, 'operation'), value: item.value('value') ?? '' }];
  });
  return { kind: 'criteria', items, filter: element.value('booleanFilter') };
}

function childAccess(settings: XmlElement | undefined): ReadonlyMap<string, AccountOwnerAccess> {
  const levels = ['contact', 'opportunity', 'case'].flatMap((object): [string, AccountOwnerAccess][] => {
    const level = settings?.value(`${object}AccessLevel`);
    return level === 'Read' || level === 'Edit' ? [[object, level]] : [];
  });
  return new Map(levels);
}
