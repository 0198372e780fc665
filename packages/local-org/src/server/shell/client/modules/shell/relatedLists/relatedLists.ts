import { LightningElement, api } from 'lwc';
import type { PageView } from '../../../../contract.ts';
import { describe } from '../../../lib/describe.ts';
import type { ObjectDescription } from '../../../lib/fields.ts';
import { errorMessage, request } from '../../../lib/http.ts';
import { bootstrap, objectInfo } from '../../../lib/session.ts';

interface List {
  readonly key: string;
  readonly object: string;
  readonly field: string;
}

/** Related lists of standard objects as layouts name them, where they do not name the child's field. */
const STANDARD_LISTS: Readonly<Record<string, string>> = {
  RelatedContactList: 'Contacts',
  RelatedOpportunityList: 'Opportunities',
  RelatedCaseList: 'Cases',
  RelatedContractList: 'Contracts',
  RelatedOrderList: 'Orders',
  RelatedAssetList: 'Assets',
};

/** The related lists of the record's layout, else those of children that an app has a tab for. */
export default class RelatedLists extends LightningElement {
  @api recordId!: string;
  @api objectApiName!: string;

  lists: readonly List[] = [];
  loading = true;
  error = '';

  override async connectedCallback(): Promise<void> {
    try {
      const [description, page] = await Promise.all([
        describe(this.objectApiName),
        request<PageView>('GET', `/local-org/page?object=${encodeURIComponent(this.objectApiName)}`),
      ]);
      const lists = page.layout ? fromLayout(description, page.layout.relatedLists) : withTabs(description);
      this.lists = lists.filter((list) => objectInfo(list.object));
    } catch (error) {
      this.error = errorMessage(error);
    }
    this.loading = false;
  }
}

function fromLayout(description: ObjectDescription, names: readonly string[]): List[] {
  return names.flatMap((name) => {
    const [object = '', field] = name.split('.');
    if (field) return [{ key: name, object, field }];
    const relationship = STANDARD_LISTS[name] ?? name;
    const child = description.childRelationships.find((candidate) => candidate.relationshipName === relationship);
    return child ? [{ key: name, object: child.childSObject, field: child.field }] : [];
  });
}

function withTabs(description: ObjectDescription): List[] {
  const shown = new Set(bootstrap.apps.flatMap((app) => app.tabs.map((tab) => tab.target)));
  return description.childRelationships
    .filter((child) => child.relationshipName && shown.has(child.childSObject))
    .map((child) => ({ key: `${child.childSObject}.${child.field}`, object: child.childSObject, field: child.field }));
}
