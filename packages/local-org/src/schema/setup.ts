/** What a project's metadata sets up beside objects and code. Plain data; maps are keyed by lower-cased name. */

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

export interface SetupSchema {
  /** by the name of the trigger */
  readonly eventSubscribers: ReadonlyMap<string, EventSubscriberConfig>;
  /** by the object that leads are converted to */
  readonly leadConversion: ReadonlyMap<string, LeadFieldMapping>;
  readonly cachePartitions: ReadonlyMap<string, CachePartitionConfig>;
  readonly pages: ReadonlyMap<string, ApexPageConfig>;
  readonly staticResources: ReadonlyMap<string, StaticResourceConfig>;
  /** names of all flows, active or not */
  readonly flows: ReadonlyMap<string, string>;
  /** names of DataWeave scripts */
  readonly dataWeaveScripts: ReadonlyMap<string, string>;
}

/** Every map of `SetupSchema`, to be filled while a project is read. */
export type SetupDraft = {
  readonly [Key in keyof SetupSchema]: SetupSchema[Key] extends ReadonlyMap<infer Name, infer Value>
    ? Map<Name, Value>
    : never;
};

export const emptySetup = (): SetupDraft => ({
  eventSubscribers: new Map(),
  leadConversion: new Map(),
  cachePartitions: new Map(),
  pages: new Map(),
  staticResources: new Map(),
  flows: new Map(),
  dataWeaveScripts: new Map(),
});
