/** What the page needs to know before it can show anything: who is logged in, and which apps, tabs and objects there are. */
import type { AppSchema, ObjectSchema, OrgSchema } from '../../schema/model.ts';
import type { OrgService } from '../service.ts';
import type { AppView, Bootstrap, ObjectView, TabView, UserView } from './contract.ts';

export function bootstrap(org: OrgService, userId: string, canAdminister: boolean): Bootstrap {
  const objects = [...org.schema.objects.values()].filter(
    (object) => object.queryable && org.objectAccess(userId, object.name).read,
  );
  const readable = new Set(objects.map((object) => object.name));
  const apps = [...org.schema.apps.values()].map((app) => appView(org.schema, app, readable));
  return {
    organization: { id: org.organizationId, name: org.organizationName },
    apiVersion: org.schema.apiVersion,
    now: new Date(org.now()).toISOString(),
    me: userView(org, userId),
    canAdminister,
    users: canAdminister ? org.users().map(({ id }) => userView(org, id)) : [],
    apps: [...apps, allObjects(org.schema, readable)],
    objects: objects.map(objectView),
  };
}

function userView(org: OrgService, userId: string): UserView {
  const { id, username, name, profileName, timeZone, locale, language } = org.user(userId);
  return { id, username, name, profileName, timeZone, locale, language };
}

function objectView(object: ObjectSchema): ObjectView {
  const { name, label, labelPlural, keyPrefix, custom } = object;
  const nameField = [...object.fields.values()].find((field) => field.nameField)?.name ?? null;
  return { name, label, labelPlural, keyPrefix, custom, nameField };
}

/** Tabs of objects that the user cannot read are left out, as the platform hides them. */
function appView(schema: OrgSchema, app: AppSchema, readable: ReadonlySet<string>): AppView {
  const tabs = app.tabs.flatMap((name) => tabView(schema, name) ?? []);
  return {
    name: app.name,
    label: app.label,
    description: app.description ?? null,
    tabs: tabs.filter((tab) => tab.kind !== 'object' || readable.has(tab.target)),
  };
}

function tabView(schema: OrgSchema, name: string): TabView | undefined {
  const tab = schema.tabs.get(name.toLowerCase());
  if (tab) return { name: tab.name, label: tab.label, kind: tab.kind, target: tab.target };
  const object = name.startsWith('standard-')
    ? schema.objects.get(name.slice('standard-'.length).toLowerCase())
    : undefined;
  return object && { name, label: object.labelPlural, kind: 'object', target: object.name };
}

const CORE_OBJECTS = ['Account', 'Contact', 'Lead', 'Opportunity', 'Case'];

/** An app for what no app of the project shows: the core objects, the project's own, and every tab. */
function allObjects(schema: OrgSchema, readable: ReadonlySet<string>): AppView {
  const custom = [...schema.objects.values()].filter((object) => object.custom && object.kind === 'custom');
  const tabs: TabView[] = [...schema.tabs.values()].filter((tab) => tab.kind !== 'object');
  for (const name of [...CORE_OBJECTS, ...custom.map((object) => object.name)]) {
    const object = schema.objects.get(name.toLowerCase());
    if (!object || !readable.has(object.name)) continue;
    tabs.push({ name: `object-${object.name}`, label: object.labelPlural, kind: 'object', target: object.name });
  }
  return { name: 'All_Objects', label: 'All objects', description: 'Every object and tab of the org', tabs };
}
