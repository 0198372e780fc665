/**
 * The schema of an org: what a DX project's metadata and the catalogue of standard objects say, in one form.
 * Plain data, built once, shared by the compiler, describe, SOQL, DML and the user interface.
 */

import type { SourcePosition } from '../diagnostics/diagnostic.ts';
import type { SetupSchema } from './setup.ts';

export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'longtextarea'
  | 'html'
  | 'email'
  | 'phone'
  | 'url'
  | 'encryptedstring'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'long'
  | 'date'
  | 'datetime'
  | 'time'
  | 'picklist'
  | 'multipicklist'
  | 'combobox'
  | 'reference'
  | 'address'
  | 'location'
  | 'base64'
  | 'autonumber'
  /** of change events only */
  | 'changeeventheader';

export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly active: boolean;
  readonly isDefault: boolean;
  /** of a dependent picklist: the values of the controlling field with which it may be chosen */
  readonly validFor?: readonly string[];
}

export interface FieldSchema {
  /** API name in canonical case: `Name`, `Synthetic_Dataset__c` */
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** characters, for text kinds */
  readonly length: number;
  /** total digits and decimals, for number kinds */
  readonly precision: number;
  readonly scale: number;
  readonly nillable: boolean;
  readonly unique: boolean;
  readonly caseSensitive: boolean;
  readonly externalId: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly custom: boolean;
  readonly restrictedPicklist: boolean;
  readonly picklistValues: readonly PicklistValue[];
  /** the field that decides which values of a dependent picklist may be chosen */
  readonly controllingField?: string;
  readonly referenceTo: readonly string[];
  /** `Account` for `AccountId`, `Synthetic_Dataset__r` for `Synthetic_Dataset__c` */
  readonly relationshipName: string | undefined;
  /** name of the children seen from the parent: `Contacts`, without `__r` for standard, with it for custom */
  readonly childRelationshipName: string | undefined;
  /** what the parent's deletion does to this row */
  readonly deleteConstraint: 'cascade' | 'restrict' | 'setNull' | undefined;
  readonly masterDetail: boolean;
  /** of a master-detail: who reads the master may write the detail */
  readonly writeRequiresMasterRead?: boolean;
  /** formula text (default value or formula), undefined when there is none */
  readonly defaultValue: string | undefined;
  readonly formula: string | undefined;
  /** of a formula: blank numbers count as 0 */
  readonly blanksAsZero?: boolean;
  /** of a roll-up summary field: what it sums up */
  readonly summary?: RollupSummary;
  readonly lookupFilter?: LookupFilter;
  /** where the formula or default value stands, for messages; undefined in the catalogue */
  readonly formulaPlace?: SourcePosition;
  /** `A-{0000}` for auto numbers */
  readonly displayFormat: string | undefined;
  /** of an auto number: that of the first record, 1 where it is undefined */
  readonly startingNumber?: number;
  readonly inlineHelpText: string | undefined;
  /** of a metadata relationship to FieldDefinition: the field that names the object */
  readonly objectField?: string;
  /** whether its changes are kept in the object's history */
  readonly tracked?: boolean;
  readonly nameField: boolean;
  /** true for fields the platform fills: CreatedDate, SystemModstamp ... */
  readonly system: boolean;
}

/** `SUM(Item__c.Price__c)` over the details of a record. */
export interface RollupSummary {
  readonly operation: 'count' | 'sum' | 'min' | 'max';
  readonly childObject: string;
  /** the detail's field that names the record */
  readonly foreignKey: string;
  /** undefined for COUNT */
  readonly summarizedField: string | undefined;
  /** all of them must hold */
  readonly filters: readonly RollupFilter[];
}

/** Which records a reference may name; only required filters that are active are kept. */
export interface LookupFilter {
  readonly items: readonly LookupFilterItem[];
  /** `1 AND (2 OR 3)`; undefined where all items must hold */
  readonly logic: string | undefined;
  readonly message: string;
}

export interface LookupFilterItem {
  /** `Account.Type` of the record that is named, `$Source.Site` of the one that names it, `$User.Id` */
  readonly field: string;
  readonly operation: string;
  readonly value: string | undefined;
  /** compared with instead of `value` */
  readonly valueField: string | undefined;
}

export interface RollupFilter {
  readonly field: string;
  /** as the Metadata API names it: `equals`, `notEqual`, `lessThan`, `contains`, ... */
  readonly operation: string;
  readonly value: string;
}

export type SharingModel = 'Private' | 'Read' | 'ReadWrite' | 'ControlledByParent';

export type ObjectKind =
  'standard' | 'custom' | 'customSetting' | 'customMetadata' | 'platformEvent' | 'bigObject' | 'setup';

export interface RecordTypeSchema {
  readonly developerName: string;
  readonly label: string;
  readonly active: boolean;
}

export interface FieldSetSchema {
  readonly label: string;
  readonly description?: string;
  readonly fields: readonly string[];
}

export interface ValidationRule {
  readonly name: string;
  readonly active: boolean;
  readonly formula: string;
  readonly message: string;
  readonly errorField: string | undefined;
  /** where the formula stands, for messages */
  readonly place?: SourcePosition;
}

export interface ListViewSchema {
  readonly name: string;
  readonly label: string;
  readonly columns: readonly string[];
  readonly filters: readonly { readonly field: string; readonly operation: string; readonly value: string }[];
}

export interface ObjectSchema {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  /** three characters, fixed for standard objects, assigned in order of name for custom ones (a00, a01, ...) */
  readonly keyPrefix: string;
  readonly kind: ObjectKind;
  readonly custom: boolean;
  /** by lower-cased API name, in declaration order */
  readonly fields: ReadonlyMap<string, FieldSchema>;
  readonly recordTypes: readonly RecordTypeSchema[];
  readonly validationRules: readonly ValidationRule[];
  readonly fieldSets: ReadonlyMap<string, FieldSetSchema>;
  readonly listViews: readonly ListViewSchema[];
  /** org-wide default */
  readonly sharingModel: SharingModel;
  /** for portal and guest users; undefined where it is that of everybody */
  readonly externalSharingModel?: SharingModel;
  /** Apex sharing reasons: row causes of the share object */
  readonly sharingReasons?: readonly { readonly name: string; readonly label: string }[];
  readonly customSettingType: 'Hierarchy' | 'List' | undefined;
  readonly publishBehavior: 'PublishImmediately' | 'PublishAfterCommit' | undefined;
  /** of a big object: the fields of its index, which tell its rows apart */
  readonly indexFields?: readonly string[];
  /** the object with its field history; undefined where that is not kept */
  readonly history?: string;
  /** whether Chatter feeds are on for it */
  readonly feeds?: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly queryable: boolean;
  /** named by code more often than filled with data: storage makes its table on first use */
  readonly rare?: boolean;
  /** where it was declared, for messages; 'standard' for the catalogue */
  readonly source: string;
}

export interface ChildRelationship {
  readonly childObject: string;
  readonly field: string;
  readonly relationshipName: string | undefined;
  readonly cascadeDelete: boolean;
  readonly restrictedDelete: boolean;
}

/** A profile or permission set, reduced to what is granted. Names are canonical. */
export interface PermissionSetSchema {
  readonly name: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly isProfile: boolean;
  /** of a profile: the name of its licence; `Salesforce` where it is not said */
  readonly userLicense?: string;
  readonly objectPermissions: ReadonlyMap<string, ObjectPermission>;
  /** key `Object.Field` lower-cased */
  readonly fieldPermissions: ReadonlyMap<string, { readonly readable: boolean; readonly editable: boolean }>;
  readonly customPermissions: ReadonlySet<string>;
  readonly userPermissions: ReadonlySet<string>;
  readonly classAccesses: ReadonlySet<string>;
  readonly applications: ReadonlySet<string>;
  readonly tabs: ReadonlyMap<string, string>;
}

export interface ObjectPermission {
  readonly create: boolean;
  readonly read: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  readonly viewAll: boolean;
  readonly modifyAll: boolean;
}

/** A row of custom metadata read from `customMetadata/Type.Name.md-meta.xml`; field values by canonical name, typed as the field says. */
export interface CustomMetadataRecord {
  readonly type: string;
  readonly developerName: string;
  readonly label: string;
  readonly isProtected: boolean;
  readonly values: ReadonlyMap<string, string | number | boolean | null>;
}

export interface ApexSource {
  readonly kind: 'class' | 'trigger';
  readonly name: string;
  /** as its -meta.xml says it */
  readonly apiVersion: number;
  readonly path: string;
  readonly text: string;
}

export interface LwcBundle {
  readonly name: string;
  readonly directory: string;
  readonly isExposed: boolean;
  readonly targets: readonly string[];
  readonly masterLabel: string | undefined;
}

export interface FlexiPageSchema {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly object: string | undefined;
  readonly regions: readonly {
    readonly name: string;
    readonly components: readonly { readonly name: string; readonly properties: ReadonlyMap<string, string> }[];
  }[];
}

export interface AppSchema {
  readonly name: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly tabs: readonly string[];
  /** flexipage by `object` for the View action */
  readonly viewOverrides: ReadonlyMap<string, string>;
}

export interface TabSchema {
  readonly name: string;
  readonly label: string;
  readonly kind: 'object' | 'flexiPage' | 'lwc';
  readonly target: string;
}

export interface LayoutSchema {
  readonly object: string;
  readonly name: string;
  readonly sections: readonly { readonly label: string; readonly fields: readonly string[] }[];
  readonly relatedLists: readonly string[];
}

/** Everything read from one DX project, over the catalogue of standard objects. Maps are keyed by lower-cased name. */
export interface OrgSchema {
  readonly projectDirectory: string;
  readonly apiVersion: string;
  /** of the package that the project makes; '' where there is none */
  readonly namespace: string;
  readonly objects: ReadonlyMap<string, ObjectSchema>;
  readonly permissionSets: ReadonlyMap<string, PermissionSetSchema>;
  readonly customPermissions: ReadonlyMap<string, { readonly name: string; readonly label: string }>;
  readonly labels: ReadonlyMap<string, { readonly name: string; readonly value: string }>;
  readonly customMetadata: readonly CustomMetadataRecord[];
  readonly apex: readonly ApexSource[];
  readonly lwc: readonly LwcBundle[];
  readonly flexiPages: ReadonlyMap<string, FlexiPageSchema>;
  readonly apps: ReadonlyMap<string, AppSchema>;
  readonly tabs: ReadonlyMap<string, TabSchema>;
  readonly layouts: ReadonlyMap<string, LayoutSchema>;
  readonly setup: SetupSchema;
  /** children of an object (canonical or any case) */
  childRelationships(object: string): readonly ChildRelationship[];
}
