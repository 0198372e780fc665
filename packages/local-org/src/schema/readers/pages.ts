/**
 * Lightning pages, applications, tabs and layouts.
 * Source: Metadata API Developer Guide, "FlexiPage", "CustomApplication", "CustomTab", "Layout".
 */
import type { FlexiPageSchema, ObjectSchema } from '../model.ts';
import { notFound, type MetadataReader, type ProjectDraft } from '../project-draft.ts';
import type { XmlElement } from '../xml.ts';

export const flexiPageReader: MetadataReader = {
  kind: 'FlexiPage',
  suffix: 'flexipage',
  phase: 'components',
  elements: [
    'fullName',
    'description',
    'events',
    'flexiPageRegions',
    'masterLabel',
    'parentFlexiPage',
    'platformActionlist',
    'quickActionList',
    'sobjectType',
    'template',
    'type',
  ],
  read(file, draft) {
    const object = file.root.value('sobjectType');
    if (object && !draft.objects.has(object.toLowerCase())) {
      draft.report(file.root.child('sobjectType')!, notFound('sobjectType', 'CustomObject', object));
    }
    const page: FlexiPageSchema = {
      name: file.name,
      label: draft.required(file.root, 'masterLabel'),
      type: draft.required(file.root, 'type'),
      object,
      regions: file.root.children('flexiPageRegions').map((region) => ({
        name: draft.required(region, 'name'),
        components: [
          ...region.children('componentInstances'),
          ...region
            .children('itemInstances')
            .flatMap((item) => [...item.children('componentInstance'), ...item.children('fieldInstance')]),
        ].map((item) =>
          item.name === 'fieldInstance' ? fieldInstance(item, object, draft) : componentInstance(item, draft),
        ),
      })),
    };
    draft.add(draft.flexiPages, file.name, page, file);
    draft.afterwards(() => {
      for (const region of file.root.children('flexiPageRegions')) checkComponents(region, page, draft);
    });
  },
};

type Component = FlexiPageSchema['regions'][number]['components'][number];

/** A custom component is named `c:badge` in either spelling of the metadata (`c:badge`, `badge`). */
function componentInstance(item: XmlElement, draft: ProjectDraft): Component {
  const name = draft.required(item, 'componentName');
  return {
    name: name.includes(':') ? name : `c:${name}`,
    properties: new Map(
      item.children('componentInstanceProperties').map((property) => [
        property.value('name') ?? '',
        property.value('value') ??
          property
            .child('valueList')
            ?.children('valueListItems')
            .map((entry) => entry.value('value'))
            .join(',') ??
          '',
      ]),
    ),
  };
}

/** A single field on the page, as the pseudo-component `record:field` with the property `fieldItem`. */
function fieldInstance(item: XmlElement, object: string | undefined, draft: ProjectDraft): Component {
  const fieldItem = draft.required(item, 'fieldItem').replace(/^Record\./, '');
  if (object && !draft.hasField(object, fieldItem))
    draft.report(item, notFound('fieldItem', 'CustomField', `${object}.${fieldItem}`));
  return { name: 'record:field', properties: new Map([['fieldItem', fieldItem]]) };
}

/** Namespaces of the components that come with Lightning Experience. */
const STANDARD_NAMESPACES =
  /^(force|flexipage|lightning|lightning\w+|runtime_\w+|forceChatter|record|home|wave|sfa|support|one|forceCommunity)$/;

function checkComponents(region: XmlElement, page: FlexiPageSchema, draft: ProjectDraft): void {
  const instances = [
    ...region.children('componentInstances'),
    ...region.children('itemInstances').flatMap((item) => item.children('componentInstance')),
  ];
  for (const instance of instances) {
    const full = instance.value('componentName') ?? '';
    const [namespace, name] = full.includes(':') ? (full.split(':') as [string, string]) : ['c', full];
    const place = instance.child('componentName') ?? instance;
    if (namespace !== 'c') {
      if (!STANDARD_NAMESPACES.test(namespace))
        draft.report(place, `We couldn't retrieve or load the information on component: ${full}.`);
      continue;
    }
    const bundle = draft.lwc.find((candidate) => candidate.name === name);
    const target = `lightning__${page.type}`;
    if (!bundle) draft.report(place, `We couldn't retrieve or load the information on component: ${full}.`);
    else if (!bundle.isExposed || !bundle.targets.includes(target)) {
      draft.report(
        place,
        `The component ${full} isn't available for pages of type ${page.type}: it is not exposed to ${target}`,
      );
    }
  }
}

export const applicationReader: MetadataReader = {
  kind: 'CustomApplication',
  suffix: 'app',
  phase: 'components',
  elements: [
    'fullName',
    'actionOverrides',
    'brand',
    'consoleConfig',
    'defaultLandingTab',
    'description',
    'formFactors',
    'isNavAutoTempTabsDisabled',
    'isNavPersonalizationDisabled',
    'isNavTabPersistenceDisabled',
    'isOmniPinnedViewEnabled',
    'isServiceCloudConsole',
    'label',
    'logo',
    'navType',
    'preferences',
    'setupExperience',
    'subscriberTabs',
    'tabs',
    'uiType',
    'utilityBar',
    'workspaceConfig',
  ],
  read(file, draft) {
    const views = file.root
      .children('actionOverrides')
      .filter((item) => item.value('actionName') === 'View' && item.value('type') === 'Flexipage');
    const viewOverrides = new Map<string, string>();
    for (const view of views) {
      const key = draft.required(view, 'pageOrSobjectType').toLowerCase();
      // One page can be given for each form factor; the desktop's is shown.
      if (view.value('formFactor') === 'Large' || !viewOverrides.has(key))
        viewOverrides.set(key, draft.required(view, 'content'));
    }
    const tabs = file.root.values('tabs');
    const app = {
      name: file.name,
      label: draft.required(file.root, 'label'),
      description: file.root.value('description'),
      tabs,
      viewOverrides,
    };
    draft.add(draft.apps, file.name, app, file);
    draft.afterwards((schema) => {
      for (const tab of file.root.children('tabs')) {
        const known = tab.text.startsWith('standard-')
          ? isStandardTab(tab.text.slice(9), draft)
          : schema.tabs.has(tab.text.toLowerCase());
        if (!known) draft.report(tab, notFound('tabs', 'CustomTab', tab.text));
      }
      for (const view of views) {
        const page = view.value('content') ?? '';
        const object = view.value('pageOrSobjectType') ?? '';
        if (page && !schema.flexiPages.has(page.toLowerCase()))
          draft.report(view, notFound('content', 'FlexiPage', page));
        if (object && !draft.objects.has(object.toLowerCase()))
          draft.report(view, notFound('pageOrSobjectType', 'CustomObject', object));
      }
    });
  },
};

const STANDARD_TABS = ['home', 'chatter', 'report', 'dashboard', 'file', 'forecasting3', 'feed', 'calendar'];

function isStandardTab(name: string, draft: ProjectDraft): boolean {
  return draft.objects.has(name.toLowerCase()) || STANDARD_TABS.includes(name.toLowerCase());
}

export const tabReader: MetadataReader = {
  kind: 'CustomTab',
  suffix: 'tab',
  phase: 'components',
  elements: [
    'fullName',
    'customObject',
    'description',
    'flexiPage',
    'frameHeight',
    'hasSidebar',
    'icon',
    'label',
    'lwcComponent',
    'motif',
    'actionOverrides',
  ],
  read(file, draft) {
    const page = file.root.value('flexiPage');
    const component = file.root.value('lwcComponent');
    const object = draft.objects.get(file.name.toLowerCase());
    if (file.root.flag('customObject')) {
      if (!object) draft.report(file.root, notFound('customObject', 'CustomObject', file.name));
      const label = object?.labelPlural ?? file.name;
      draft.add(draft.tabs, file.name, { name: file.name, label, kind: 'object', target: file.name }, file);
      return;
    }
    const kind = page ? 'flexiPage' : 'lwc';
    const target = page ?? component;
    if (!target) {
      draft.report(
        file.root,
        `${file.name}: a tab needs customObject, flexiPage or lwcComponent; other kinds are not supported`,
      );
      return;
    }
    draft.add(
      draft.tabs,
      file.name,
      { name: file.name, label: draft.required(file.root, 'label'), kind, target },
      file,
    );
    draft.afterwards((schema) => {
      if (page && !schema.flexiPages.has(page.toLowerCase())) {
        draft.report(file.root.child('flexiPage')!, notFound('flexiPage', 'FlexiPage', page));
      }
      if (component && !schema.lwc.some((bundle) => bundle.name === component)) {
        draft.report(file.root.child('lwcComponent')!, notFound('lwcComponent', 'LightningComponentBundle', component));
      }
    });
  },
};

/** Layouts of custom metadata types show what queries of the types cannot ask for. */
function isOnLayoutsOnly(object: ObjectSchema, field: string): boolean {
  return object.kind === 'customMetadata' && ['IsProtected', 'CreatedById', 'LastModifiedById'].includes(field);
}

export const layoutReader: MetadataReader = {
  kind: 'Layout',
  suffix: 'layout',
  phase: 'components',
  elements: [
    'fullName',
    'customButtons',
    'customConsoleComponents',
    'emailDefault',
    'excludeButtons',
    'feedLayout',
    'headers',
    'layoutSections',
    'miniLayout',
    'multilineLayoutFields',
    'platformActionList',
    'quickActionList',
    'relatedContent',
    'relatedLists',
    'relatedObjects',
    'runAssignmentRulesDefault',
    'showEmailCheckbox',
    'showHighlightsPanel',
    'showInteractionLogPanel',
    'showKnowledgeComponent',
    'showRunAssignmentRulesCheckbox',
    'showSolutionSection',
    'showSubmitAndAttachButton',
    'summaryLayout',
  ],
  read(file, draft) {
    const dash = file.name.indexOf('-');
    const object = draft.objects.get(file.name.slice(0, dash).toLowerCase());
    if (dash < 0 || !object) {
      draft.report(file.root, notFound('layout', 'CustomObject', file.name.slice(0, Math.max(dash, 0))));
      return;
    }
    const sections = file.root.children('layoutSections').map((section) => ({
      label: section.value('label') ?? '',
      fields: section
        .children('layoutColumns')
        .flatMap((column) => column.children('layoutItems'))
        .flatMap((item) => {
          const field = item.value('field');
          if (field && !isOnLayoutsOnly(object, field) && !draft.hasField(object.name, field))
            draft.report(item, notFound('field', 'CustomField', `${object.name}.${field}`));
          return field ?? [];
        }),
    }));
    const relatedLists = file.root.children('relatedLists').map((list) => draft.required(list, 'relatedList'));
    for (const list of file.root.children('relatedLists')) {
      const [child = '', field] = (list.value('relatedList') ?? '').split('.');
      if (field && !draft.hasField(child, field))
        draft.report(list, notFound('relatedList', 'CustomField', `${child}.${field}`));
    }
    draft.add(
      draft.layouts,
      file.name,
      { object: object.name, name: file.name.slice(dash + 1), sections, relatedLists },
      file,
    );
  },
};
