/** The pages of an object: the record page that the app gives it, its layout and its list views. */
import type { FlexiPageSchema, OrgSchema } from '../../schema/model.ts';
import { notFound } from '../errors.ts';
import type { FlexiPageView, PageView } from './contract.ts';

/** @param app the app in which the page is seen; another app's override counts where this one has none */
export function objectPage(schema: OrgSchema, objectName: string, app: string | null): PageView {
  const object = schema.objects.get(objectName.toLowerCase());
  if (!object) throw notFound(`There is no object ${objectName}`);
  const key = object.name.toLowerCase();
  const apps = [...schema.apps.values()].sort((a, b) => Number(b.name === app) - Number(a.name === app));
  const pageName = apps.map((candidate) => candidate.viewOverrides.get(key)).find((name) => name !== undefined);
  const page = pageName === undefined ? undefined : schema.flexiPages.get(pageName.toLowerCase());
  return {
    object: object.name,
    recordPage: page ? flexiPageView(page) : null,
    layout: [...schema.layouts.values()].find((layout) => layout.object === object.name) ?? null,
    listViews: object.listViews,
  };
}

export function flexiPage(schema: OrgSchema, name: string): FlexiPageView {
  const page = schema.flexiPages.get(name.toLowerCase());
  if (!page) throw notFound(`There is no page ${name}`);
  return flexiPageView(page);
}

function flexiPageView(page: FlexiPageSchema): FlexiPageView {
  return {
    name: page.name,
    label: page.label,
    regions: page.regions.map((region) => ({
      name: region.name,
      components: region.components.map(({ name, properties }) => ({
        name,
        properties: Object.fromEntries(properties),
      })),
    })),
  };
}
