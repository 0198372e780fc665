/**
 * Kinds of metadata that a project may have and the local org does not need, each with the reason. They are not read.
 * A kind that is neither here nor in the registry is an error: it might change what Apex does.
 */
export const UNNEEDED_KINDS: Readonly<Record<string, string>> = {
  compactLayout: 'highlights panels are drawn from the name and the first fields of the layout',
  webLink: 'buttons and links are not drawn',
  businessProcess: 'picklist values are not narrowed by process',
  index: 'indexes of big objects',
  report: 'there are no reports',
  reportFolder: 'there are no reports',
  reportType: 'there are no reports',
  dashboard: 'there are no dashboards',
  dashboardFolder: 'there are no dashboards',
  document: 'documents are not served',
  documentFolder: 'documents are not served',
  resource: 'static resources are refused where a component imports one',
  asset: 'files of the library are refused where a component imports one',
  translation: 'the org has one language',
  objectTranslation: 'the org has one language',
  fieldTranslation: 'the org has one language',
  standardValueSetTranslation: 'the org has one language',
  globalValueSetTranslation: 'the org has one language',
  settings: "the org's settings are fixed",
  remoteSite: 'callouts are made by mocks only',
  cspTrustedSite: 'the content security policy is fixed',
  corsWhitelistOrigin: 'foreign origins are refused',
  brandingSet: 'the theme is fixed',
  lightningExperienceTheme: 'the theme is fixed',
  testSuite: 'tests are chosen on the command line',
  pathAssistant: 'paths are not drawn',
  quickAction: 'quick actions are not drawn',
  globalPicklist: 'superseded by global value sets',
  appMenu: 'the app launcher lists all applications',
  letter: 'letterheads are not drawn',
  contentasset: 'files of the library are refused where a component imports one',
  messageChannel: 'message channels are refused where a component imports one',
};

/** Folders whose files without -meta.xml belong to a component that has one. */
export const CONTENT_FOLDERS: ReadonlySet<string> = new Set([
  'lwc',
  'aura',
  'staticresources',
  'contentassets',
  'documents',
  'email',
  'experiences',
  'waveTemplates',
  'pages',
  'components',
]);
