/** What a project's metadata sets up beside objects and code. Plain data; maps are keyed by lower-cased name. */

import type { ApprovalProcessConfig, FieldUpdateConfig } from './approval.ts';
import type { ChannelConfig, ChannelMemberConfig } from './channels.ts';
import type { PermissionSetSchema } from './model.ts';

/** A trigger of a platform event with other than the default user and batch size. */
export interface EventSubscriberConfig {
  readonly trigger: string;
  readonly batchSize: number;
  /** username; undefined for the automated user */
  readonly user: string | undefined;
}

/** A partition of the platform cache; capacities in megabytes. */
export interface CachePartitionConfig {
  readonly name: string;
  readonly isDefault: boolean;
  readonly org: number;
  readonly session: number;
}

/** A kind of notification that Apex sends and the bell shows. */
export interface NotificationTypeConfig {
  readonly name: string;
  readonly label: string;
  readonly desktop: boolean;
  readonly mobile: boolean;
}

export interface ApexPageConfig {
  readonly name: string;
  readonly label: string;
}

export interface StaticResourceConfig {
  readonly name: string;
  readonly contentType: string;
  /** absolute; a folder where the content is an unpacked archive */
  readonly path: string;
}

/** Field of the lead, field of the record that it is converted to. */
export type LeadFieldMapping = readonly (readonly [string, string])[];

/** What the owner of an account may do with records of its children that others own. */
export type AccountOwnerAccess = 'None' | 'Read' | 'Edit';

export interface RoleSchema {
  readonly name: string;
  readonly label: string;
  readonly description: string | undefined;
  /** name of the role above */
  readonly parent: string | undefined;
  readonly caseAccess: AccountOwnerAccess;
  readonly contactAccess: AccountOwnerAccess;
  readonly opportunityAccess: AccountOwnerAccess;
}

/** Users as sharing rules and queues name them. */
export interface MemberReference {
  readonly kind: 'user' | 'group' | 'role' | 'roleAndSubordinates' | 'allInternalUsers';
  /** username, or name of the group or role; '' for all internal users */
  readonly name: string;
}

export interface GroupSchema {
  readonly name: string;
  readonly label: string;
  readonly includesBosses: boolean;
}

export interface QueueSchema {
  readonly name: string;
  readonly label: string;
  readonly email: string | undefined;
  readonly sendsEmail: boolean;
  readonly objects: readonly string[];
  readonly members: readonly MemberReference[];
}

export interface SharingCriterion {
  /** canonical name */
  readonly field: string;
  readonly operation: string;
  readonly value: string;
}

export interface SharingRuleSchema {
  readonly object: string;
  readonly name: string;
  readonly access: 'Read' | 'Edit';
  readonly sharedTo: MemberReference;
  /** owners of the records, or what the records are like */
  readonly by:
    | { readonly kind: 'owner'; readonly from: MemberReference }
    | {
        readonly kind: 'criteria';
        readonly items: readonly SharingCriterion[];
        /** `1 AND (2 OR 3)`; undefined where all must hold */
        readonly filter: string | undefined;
      };
  /** of account rules: what they grant on the account's contacts, opportunities and cases, by lower-cased object */
  readonly children: ReadonlyMap<string, AccountOwnerAccess>;
}

export interface PermissionSetGroupSchema {
  readonly name: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly permissionSets: readonly string[];
  readonly mutingPermissionSets: readonly string[];
}

export interface SetupSchema {
  /** by `Object.Name` */
  readonly approvalProcesses: ReadonlyMap<string, ApprovalProcessConfig>;
  /** of workflows, by `Object.Name` */
  readonly fieldUpdates: ReadonlyMap<string, FieldUpdateConfig>;
  /** by the name of the trigger */
  readonly eventSubscribers: ReadonlyMap<string, EventSubscriberConfig>;
  /** custom channels of events */
  readonly channels: ReadonlyMap<string, ChannelConfig>;
  /** what is on the standard channel and on custom ones */
  readonly channelMembers: ReadonlyMap<string, ChannelMemberConfig>;
  /** by the object that leads are converted to */
  readonly leadConversion: ReadonlyMap<string, LeadFieldMapping>;
  readonly cachePartitions: ReadonlyMap<string, CachePartitionConfig>;
  readonly notificationTypes: ReadonlyMap<string, NotificationTypeConfig>;
  readonly pages: ReadonlyMap<string, ApexPageConfig>;
  readonly staticResources: ReadonlyMap<string, StaticResourceConfig>;
  /** names of all flows, active or not */
  readonly flows: ReadonlyMap<string, string>;
  /** names of DataWeave scripts */
  readonly dataWeaveScripts: ReadonlyMap<string, string>;
  readonly roles: ReadonlyMap<string, RoleSchema>;
  readonly groups: ReadonlyMap<string, GroupSchema>;
  readonly queues: ReadonlyMap<string, QueueSchema>;
  /** by object */
  readonly sharingRules: ReadonlyMap<string, readonly SharingRuleSchema[]>;
  readonly permissionSetGroups: ReadonlyMap<string, PermissionSetGroupSchema>;
  /** what each takes away from the groups that name it */
  readonly mutingPermissionSets: ReadonlyMap<string, PermissionSetSchema>;
}

/** Every map of `SetupSchema`, to be filled while a project is read. */
export type SetupDraft = {
  readonly [Key in keyof SetupSchema]: SetupSchema[Key] extends ReadonlyMap<infer Name, infer Value>
    ? Map<Name, Value>
    : never;
};

export const emptySetup = (): SetupDraft => ({
  approvalProcesses: new Map(),
  fieldUpdates: new Map(),
  eventSubscribers: new Map(),
  channels: new Map(),
  channelMembers: new Map(),
  leadConversion: new Map(),
  cachePartitions: new Map(),
  notificationTypes: new Map(),
  pages: new Map(),
  staticResources: new Map(),
  flows: new Map(),
  dataWeaveScripts: new Map(),
  roles: new Map(),
  groups: new Map(),
  queues: new Map(),
  sharingRules: new Map(),
  permissionSetGroups: new Map(),
  mutingPermissionSets: new Map(),
});
