import { LightningElement, api } from 'lwc';
import { components as projectComponents } from 'local-org/components';
import type { FlexiPageView } from '../../../../contract.ts';
import DetailPanel from '../detailPanel/detailPanel.ts';
import Highlights from '../highlights/highlights.ts';
import Notice from '../notice/notice.ts';
import RelatedList from '../relatedList/relatedList.ts';
import RelatedLists from '../relatedLists/relatedLists.ts';

/** The standard components that the shell has, by the names that pages give them. */
const STANDARD_COMPONENTS: Readonly<Record<string, typeof LightningElement>> = {
  'force:highlightsPanel': Highlights,
  'force:detailPanel': DetailPanel,
  'force:relatedListContainer': RelatedLists,
  'force:relatedListSingleContainer': RelatedList,
};

interface Part {
  readonly key: string;
  readonly name: string;
  readonly implementation: typeof LightningElement;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The regions of a Lightning page: a header above, columns below. */
export default class Regions extends LightningElement {
  @api page!: Pick<FlexiPageView, 'regions'>;
  /** both undefined on a page that shows no record */
  @api recordId?: string;
  @api objectApiName?: string;

  get header(): Part[] {
    return this.parts((name) => /header/i.test(name));
  }

  get main(): Part[] {
    return this.parts((name) => !/header|sidebar|right/i.test(name));
  }

  get side(): Part[] {
    return this.parts((name) => /sidebar|right/i.test(name));
  }

  get columnsClass(): string {
    return this.side.length > 0 ? 'shell-page-columns' : 'shell-page-columns shell-page-columns_one';
  }

  private parts(belongs: (region: string) => boolean): Part[] {
    return this.page.regions
      .filter((region) => belongs(region.name))
      .flatMap((region) =>
        region.components.map((component, index) => this.part(component, `${region.name}-${index}`)),
      );
  }

  private part({ name, properties }: FlexiPageView['regions'][number]['components'][number], place: string): Part {
    const key = `${place}-${name}-${this.recordId ?? ''}`;
    const implementation = STANDARD_COMPONENTS[name] ?? projectComponents[name];
    if (implementation) {
      const record = this.recordId ? { recordId: this.recordId, objectApiName: this.objectApiName } : {};
      return { key, name, implementation, properties: { ...typed(properties), ...record } };
    }
    const heading = `The component ${name} is not supported in the local org`;
    return { key, name, implementation: Notice, properties: { variant: 'warning', heading } };
  }
}

/** Metadata writes every property as text. */
function typed(properties: Readonly<Record<string, string>>): Record<string, unknown> {
  const entries = Object.entries(properties).map(([name, value]) => [
    name,
    value === 'true' ? true : value === 'false' ? false : /^-?\d+$/.test(value) ? Number(value) : value,
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}
