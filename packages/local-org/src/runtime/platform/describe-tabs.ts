/** Schema.describeTabs: the apps of the org and their tabs (Apex Reference Guide, Schema Namespace). */
import type { AppSchema } from '../../schema/model.ts';
import { register } from '../kernel/registry.ts';
import { readGettersAsProperties } from '../library/define.ts';
import { newList } from './collections.ts';
import { org } from './session.ts';

/** An app. */
export class DescribeTabSetResult {
  readonly app: AppSchema;
  readonly selected: boolean;

  constructor(app: AppSchema, selected: boolean) {
    this.app = app;
    this.selected = selected;
  }

  'getDescription()'(): string | null {
    return this.app.description ?? null;
  }
  'getLabel()'(): string {
    return this.app.label;
  }
  'getNamespace()'(): string | null {
    return null;
  }
  'getTabs()'(): unknown {
    return newList('Schema.DescribeTabResult', this.app.tabs.map(describeTab));
  }
  'isSelected()'(): boolean {
    return this.selected;
  }
}

export class DescribeTabResult {
  readonly label: string;
  /** undefined for tabs that show no object */
  readonly object: string | undefined;
  readonly custom: boolean;

  constructor(label: string, object: string | undefined, custom: boolean) {
    this.label = label;
    this.object = object;
    this.custom = custom;
  }

  'getLabel()'(): string {
    return this.label;
  }
  'getSobjectName()'(): string | null {
    return this.object ?? null;
  }
  'isCustom()'(): boolean {
    return this.custom;
  }
}

/** `standard-Account`, `Invoice__c`, `Home_Page` */
function describeTab(name: string): DescribeTabResult {
  const { objects, tabs } = org().schema;
  const standard = /^standard-(.*)$/.exec(name)?.[1];
  if (standard !== undefined) {
    const object = objects.get(standard.toLowerCase());
    return new DescribeTabResult(object?.labelPlural ?? standard, object?.name, false);
  }
  const tab = tabs.get(name.toLowerCase());
  const object = objects.get(tab?.target.toLowerCase() ?? name.toLowerCase());
  return new DescribeTabResult(object?.labelPlural ?? tab?.label ?? name, object?.name, true);
}

/** The first app is the one that the user has selected. */
function describeTabs(): unknown {
  const apps = [...org().schema.apps.values()];
  return newList(
    'Schema.DescribeTabSetResult',
    apps.map((app, index) => new DescribeTabSetResult(app, index === 0)),
  );
}

for (const result of [DescribeTabSetResult, DescribeTabResult]) readGettersAsProperties(result);
register('System.Schema', { statics: { 'describeTabs()': describeTabs } });
register('Schema.DescribeTabSetResult', { class: DescribeTabSetResult });
register('Schema.DescribeTabResult', { class: DescribeTabResult });
