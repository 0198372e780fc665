/**
 * The modules that the Lightning platform makes up from an org: `@salesforce/label/c.X`, `@salesforce/schema/X`,
 * `@salesforce/user/Id` and the locale, stand-ins for services, and `c/*` for the project's own components.
 * What is not supported fails the build with its name and the importing file.
 */
import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Plugin } from 'rollup';
import type { OrgSchema } from '../../../schema/model.ts';
import { CLIENT_DIRECTORY } from './sources.ts';
import { entryOf } from '../../../util/table.ts';

const VIRTUAL = '\0platform:';
export const REGISTRY_MODULE = 'local-org/components';

/** Services of the platform that the shell supplies, by file below `client/platform`. */
const STAND_INS: Readonly<Record<string, string>> = {
  'lightning/uiRecordApi': 'lightning/uiRecordApi.ts',
  'lightning/platformShowToastEvent': 'lightning/platformShowToastEvent.ts',
  'lightning/navigation': 'lightning/navigation.ts',
  'force/navigation': 'lightning/navigation.ts',
  '@salesforce/apex': 'salesforce/apex.ts',
};

/** What depends on who is logged in: read from the session when the page starts. */
const SESSION_VALUES: Readonly<Record<string, string>> = {
  '@salesforce/user/Id': 'bootstrap.me.id',
  '@salesforce/user/isGuest': 'false',
  '@salesforce/i18n/timeZone': 'bootstrap.me.timeZone',
  '@salesforce/i18n/locale': "bootstrap.me.locale.replace('_', '-')",
  '@salesforce/i18n/lang': "bootstrap.me.language.replace('_', '-')",
};

export function platformPlugin(schema: OrgSchema): Plugin {
  return {
    name: 'local-org-platform',
    resolveId(source, importer) {
      const file = entryOf(STAND_INS, source);
      if (file) return join(CLIENT_DIRECTORY, 'platform', file);
      if (Object.hasOwn(SESSION_VALUES, source) || source === REGISTRY_MODULE) return VIRTUAL + source;
      if (/^@salesforce\/(label\/c\.|schema\/|apex\/)/.test(source)) return VIRTUAL + source;
      if (source.startsWith('c/'))
        return projectComponent(schema, source) ?? this.error(unknownModule(source, importer));
      const refused =
        /^@salesforce\/(apexContinuation|resourceUrl|contentAssetUrl|messageChannel|customPermission|userPermission|user|community)(\/|$)/;
      if (refused.test(source) || (source.startsWith('lightning/ui') && /^lightning\/ui[A-Z]\w*Api$/.test(source))) {
        this.error(`The local org does not support the module ${source} (imported by ${importer ?? 'the shell'})`);
      }
      // A project need not have any npm package, and one that it has must not bring a second framework: what its
      // components import is found as if the shell imported it.
      if (/^[./\0]/.test(source) || !isProjectFile(schema, importer)) return null;
      return this.resolve(source, join(CLIENT_DIRECTORY, 'main.ts'), { skipSelf: true, custom: { importer } });
    },
    load(id) {
      if (!id.startsWith(VIRTUAL)) return null;
      const source = id.slice(VIRTUAL.length);
      if (source === REGISTRY_MODULE) return registry(schema);
      const sessionValue = entryOf(SESSION_VALUES, source);
      if (sessionValue) {
        const session = JSON.stringify(join(CLIENT_DIRECTORY, 'lib', 'session.ts'));
        return `import { bootstrap } from ${session};\nexport default ${sessionValue};`;
      }
      if (source.startsWith('@salesforce/apex/')) {
        const method = apexMethod(schema, source.slice('@salesforce/apex/'.length));
        return typeof method === 'string' ? this.error(method) : method.source;
      }
      if (source.startsWith('@salesforce/label/')) {
        const name = source.slice('@salesforce/label/c.'.length);
        const label = schema.labels.get(name.toLowerCase());
        return label
          ? `export default ${JSON.stringify(label.value)};`
          : this.error(`There is no custom label ${name}`);
      }
      const reference = schemaReference(schema, source.slice('@salesforce/schema/'.length));
      return typeof reference === 'string' ? this.error(reference) : `export default ${JSON.stringify(reference)};`;
    },
  };
}

function isProjectFile(schema: OrgSchema, path: string | undefined): boolean {
  return path !== undefined && schema.lwc.some((bundle) => path.startsWith(bundle.directory + sep));
}

/**
 * The component's script, TypeScript before the JavaScript that may lie beside it. Its folder is named `lwc`, so the LWC
 * compiler has to be told its namespace: the element is `c-badge`.
 */
function projectComponent(schema: OrgSchema, source: string): string | undefined {
  const name = source.slice('c/'.length);
  const bundle = schema.lwc.find((candidate) => candidate.name === name);
  if (!bundle) return undefined;
  const paths = ['.ts', '.js'].map((extension) => join(bundle.directory, name + extension));
  const path = paths.find((candidate) => existsSync(candidate));
  return path && `${path}?specifier=${source}`;
}

function unknownModule(source: string, importer: string | undefined): string {
  return `There is no Lightning web component ${source} in the project (imported by ${importer ?? 'the shell'})`;
}

/** `{ 'c:badge': Badge }`: the exposed components, for pages that name them. */
function registry(schema: OrgSchema): string {
  const exposed = schema.lwc.filter((bundle) => bundle.isExposed);
  const imports = exposed.map((bundle, index) => `import c${index} from ${JSON.stringify(`c/${bundle.name}`)};`);
  const entries = exposed.map((bundle, index) => `${JSON.stringify(`c:${bundle.name}`)}: c${index}`);
  return `${imports.join('\n')}\nexport const components = { ${entries.join(', ')} };`;
}

/** The module of `@salesforce/apex/Class.method`, or a sentence that says what is unknown. The org itself knows the method. */
function apexMethod(schema: OrgSchema, path: string): string | { readonly source: string } {
  const [className, method, ...rest] = path.split('.');
  if (method === undefined || rest.length > 0) return `@salesforce/apex/${path} must name a class and a method`;
  const known = schema.apex.some(
    ({ kind, name }) => kind === 'class' && name.toLowerCase() === className.toLowerCase(),
  );
  if (!known) return `There is no Apex class ${className} (@salesforce/apex/${path})`;
  const from = JSON.stringify(join(CLIENT_DIRECTORY, 'platform', STAND_INS['@salesforce/apex']));
  const names = `${JSON.stringify(className)}, ${JSON.stringify(method)}`;
  return { source: `import { apexMethod } from ${from};\nexport default apexMethod(${names});` };
}

/** What `@salesforce/schema/Account.Owner.Name` stands for, or a sentence that says what is unknown. */
function schemaReference(schema: OrgSchema, path: string): object | string {
  const [objectName = '', ...names] = path.split('.');
  const root = schema.objects.get(objectName.toLowerCase());
  if (!root) return `There is no object ${objectName} (@salesforce/schema/${path})`;
  if (names.length === 0) return { objectApiName: root.name };
  let object: typeof root | undefined = root;
  for (const name of names.slice(0, -1)) {
    const field = [...(object?.fields.values() ?? [])].find(
      (f) => f.relationshipName?.toLowerCase() === name.toLowerCase(),
    );
    if (!field) return `There is no relationship ${name} (@salesforce/schema/${path})`;
    object = schema.objects.get(field.referenceTo[0]?.toLowerCase() ?? '');
  }
  const last = object?.fields.get(names.at(-1)!.toLowerCase());
  if (!last) return `There is no field ${names.at(-1)} (@salesforce/schema/${path})`;
  return { fieldApiName: [...names.slice(0, -1), last.name].join('.'), objectApiName: root.name };
}
