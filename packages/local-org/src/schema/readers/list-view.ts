/** `objects/X/listViews/Y.listView-meta.xml`. Source: Metadata API Developer Guide, "ListView". */
import type { ListViewSchema } from '../model.ts';
import { notFound, type MetadataReader, type ProjectDraft } from '../project-draft.ts';
import type { XmlElement } from '../xml.ts';
import { entryOf } from '../../util/table.ts';

export const listViewReader: MetadataReader = {
  kind: 'ListView',
  suffix: 'listView',
  phase: 'objects',
  elements: [
    'fullName',
    'booleanFilter',
    'columns',
    'division',
    'filterScope',
    'filters',
    'label',
    'language',
    'queue',
    'sharedTo',
  ],
  read(file, draft) {
    draft.objectDraft(file.object).listViews.push(file.root);
    const boolean = file.root.child('booleanFilter');
    if (boolean) draft.report(boolean, `${file.object}.${file.name}: filter logic in list views is not supported`);
  },
};

/**
 * List views name standard fields in their own way. One table for all objects: a name stands for the first of its
 * fields that the object has.
 */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  NAME: ['Name', 'Contact.Name'],
  FULL_NAME: ['Name'],
  'ACCOUNT.NAME': ['Name:Account', 'Account.Name'],
  'OPPORTUNITY.NAME': ['Name'],
  'CORE.USERS.ALIAS': ['Owner.Alias'],
  'CORE.USERS.FIRST_NAME': ['Owner.FirstName'],
  'CORE.USERS.LAST_NAME': ['Owner.LastName'],
  'CORE.USER_ROLE.NAME': ['Owner.UserRole.Name'],
  'OWNER.ALIAS': ['Owner.Alias'],
  OWNER_NAME: ['Owner.Name'],
  CREATEDBY_USER: ['CreatedBy.Name'],
  'CREATEDBY_USER.ALIAS': ['CreatedBy.Alias'],
  UPDATEDBY_USER: ['LastModifiedBy.Name'],
  'UPDATEDBY_USER.ALIAS': ['LastModifiedBy.Alias'],
  CREATED_DATE: ['CreatedDate'],
  LAST_UPDATE: ['LastModifiedDate'],
  LAST_ACTIVITY: ['LastActivityDate'],
  RECORDTYPE: ['RecordType.Name'],
  'ACCOUNT.SITE': ['Site', 'Account.Site'],
  'ACCOUNT.PHONE1': ['Phone'],
  'ACCOUNT.TYPE': ['Type'],
  'ACCOUNT.INDUSTRY': ['Industry'],
  'ACCOUNT.RATING': ['Rating'],
  'ACCOUNT.ACCOUNT_NUMBER': ['AccountNumber'],
  'ACCOUNT.EMPLOYEES': ['NumberOfEmployees'],
  'ACCOUNT.SALES': ['AnnualRevenue'],
  'ACCOUNT.ADDRESS1_STATE': ['BillingState'],
  'ACCOUNT.ADDRESS1_CITY': ['BillingCity'],
  'ACCOUNT.ADDRESS1_COUNTRY': ['BillingCountry'],
  'ACCOUNT.CREATED_DATE': ['CreatedDate'],
  'ACCOUNT.LAST_UPDATE': ['LastModifiedDate'],
  'CONTACT.TITLE': ['Title'],
  'CONTACT.PHONE1': ['Phone'],
  'CONTACT.EMAIL': ['Email'],
  'CONTACT.DEPARTMENT': ['Department'],
  'CONTACT.LEAD_SOURCE': ['LeadSource'],
  'CONTACT.CREATED_DATE': ['CreatedDate'],
  'CONTACT.LAST_UPDATE': ['LastModifiedDate'],
  'LEAD.COMPANY': ['Company'],
  'LEAD.STATE': ['State'],
  'LEAD.EMAIL': ['Email'],
  'LEAD.PHONE': ['Phone'],
  'LEAD.STATUS': ['Status'],
  'LEAD.TITLE': ['Title'],
  'LEAD.LEAD_SOURCE': ['LeadSource'],
  'LEAD.RATING': ['Rating'],
  'LEAD.INDUSTRY': ['Industry'],
  'LEAD.CREATED_DATE': ['CreatedDate'],
  'LEAD.UNREAD': ['IsUnreadByOwner'],
  'OPPORTUNITY.AMOUNT': ['Amount'],
  'OPPORTUNITY.CLOSE_DATE': ['CloseDate'],
  'OPPORTUNITY.STAGE_NAME': ['StageName'],
  'OPPORTUNITY.PROBABILITY': ['Probability'],
  'OPPORTUNITY.TYPE': ['Type'],
  'OPPORTUNITY.LEAD_SOURCE': ['LeadSource'],
  'OPPORTUNITY.NEXT_STEP': ['NextStep'],
  'OPPORTUNITY.CLOSED': ['IsClosed'],
  'OPPORTUNITY.WON': ['IsWon'],
  'OPPORTUNITY.PRIVATE': ['IsPrivate'],
  'OPPORTUNITY.CREATED_DATE': ['CreatedDate'],
  'CASES.CASE_NUMBER': ['CaseNumber'],
  'CASES.SUBJECT': ['Subject'],
  'CASES.STATUS': ['Status'],
  'CASES.PRIORITY': ['Priority'],
  'CASES.ORIGIN': ['Origin'],
  'CASES.TYPE': ['Type'],
  'CASES.REASON': ['Reason'],
  'CASES.CLOSED': ['IsClosed'],
  'CASES.ESCALATED': ['IsEscalated'],
  'CASES.CREATED_DATE': ['CreatedDate'],
  'CASES.CREATED_DATE_DATE_ONLY': ['CreatedDate'],
  'CASES.LAST_UPDATE': ['LastModifiedDate'],
};

/** A list view with API names of fields in place of column names. "My records" is a filter on the owner. */
export function listView(object: string, element: XmlElement, draft: ProjectDraft): ListViewSchema {
  const scope = element.value('filterScope');
  if (scope && scope !== 'Everything' && scope !== 'Mine') {
    draft.report(
      element.child('filterScope')!,
      `${object}.${element.value('fullName')}: the filter scope ${scope} is not supported`,
    );
  }
  return {
    name: element.value('fullName') ?? '',
    label: draft.required(element, 'label'),
    columns: element.children('columns').flatMap((column) => resolveColumn(object, column, draft) ?? []),
    filters: [
      ...(scope === 'Mine' ? [{ field: 'OwnerId', operation: 'equals', value: '$User.Id' }] : []),
      ...element.children('filters').flatMap((filter) => {
        const field = filter.child('field');
        const resolved = field && resolveColumn(object, field, draft);
        const operation = filter.value('operation') ?? 'equals';
        return resolved ? [{ field: resolved, operation, value: filter.value('value') ?? '' }] : [];
      }),
    ],
  };
}

function resolveColumn(object: string, column: XmlElement, draft: ProjectDraft): string | undefined {
  for (const candidate of entryOf(COLUMNS, column.text) ?? [column.text]) {
    const [field, only] = candidate.split(':') as [string, string | undefined];
    if (only && only !== object) continue;
    if (draft.hasField(object, field)) return field;
  }
  draft.report(column, notFound(column.name, 'CustomField', `${object}.${column.text}`));
  return undefined;
}
