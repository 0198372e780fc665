/** What the server tells the page: the shapes of `/local-org/bootstrap` and `/local-org/page`. Types only. */
import type { LayoutSchema, ListViewSchema, TabSchema } from '../../schema/model.ts';

export interface TabView {
  /** as in the address: `/lightning/n/NAME` */
  readonly name: string;
  readonly label: string;
  readonly kind: TabSchema['kind'];
  /** API name of the object, page or component */
  readonly target: string;
}

export interface AppView {
  readonly name: string;
  readonly label: string;
  readonly description: string | null;
  readonly tabs: readonly TabView[];
}

export interface ObjectView {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  readonly custom: boolean;
  /** the field that stands for the record: `Name`, `CaseNumber` */
  readonly nameField: string | null;
}

export interface UserView {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly profileName: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly language: string;
}

export interface Bootstrap {
  readonly organization: { readonly id: string; readonly name: string };
  readonly apiVersion: string;
  /** ISO 8601, UTC */
  readonly now: string;
  readonly me: UserView;
  /** whether this session may move the clock and become another user */
  readonly canAdminister: boolean;
  /** empty where this session may not become another user */
  readonly users: readonly UserView[];
  readonly apps: readonly AppView[];
  readonly objects: readonly ObjectView[];
}

export interface FlexiPageView {
  readonly name: string;
  readonly label: string;
  readonly regions: readonly {
    readonly name: string;
    readonly components: readonly { readonly name: string; readonly properties: Readonly<Record<string, string>> }[];
  }[];
}

export interface PageView {
  readonly object: string;
  /** null where no app or page of the project overrides the record's view */
  readonly recordPage: FlexiPageView | null;
  readonly layout: LayoutSchema | null;
  readonly listViews: readonly ListViewSchema[];
}
