/** Record types of an object. Their Ids are those of the RecordType rows in the database. */
import type { ObjectSchema } from '../../schema/model.ts';
import { register } from '../kernel/registry.ts';
import { readGettersAsProperties } from '../library/define.ts';
import { org, platformAccess, uncounted } from './session.ts';

/** The master record type that every object has. */
const MASTER_ID = '012000000000000AAA';

export class RecordTypeInfo {
  readonly id: string;
  readonly developerName: string;
  readonly label: string;
  readonly active: boolean;
  readonly isDefault: boolean;

  constructor(id: string, developerName: string, label: string, active: boolean, isDefault: boolean) {
    this.id = id;
    this.developerName = developerName;
    this.label = label;
    this.active = active;
    this.isDefault = isDefault;
  }

  'getDeveloperName()'(): string {
    return this.developerName;
  }
  'getName()'(): string {
    return this.label;
  }
  'getRecordTypeId()'(): string {
    return this.id;
  }
  'isActive()'(): boolean {
    return this.active;
  }
  'isAvailable()'(): boolean {
    return this.active;
  }
  'isDefaultRecordTypeMapping()'(): boolean {
    return this.isDefault;
  }
  'isMaster()'(): boolean {
    return this.id === MASTER_ID;
  }
}

/** Declared record types in order, then the master; the first active one is the default. */
export function recordTypesOf(object: ObjectSchema): readonly RecordTypeInfo[] {
  const ids = object.recordTypes.length === 0 ? new Map<string, string>() : idsByDeveloperName(object.name);
  const standard = object.recordTypes.find((type) => type.active);
  const declared = object.recordTypes.flatMap((type) => {
    const id = ids.get(type.developerName);
    return id === undefined
      ? []
      : [new RecordTypeInfo(id, type.developerName, type.label, type.active, type === standard)];
  });
  return [...declared, new RecordTypeInfo(MASTER_ID, 'Master', 'Master', true, standard === undefined)];
}

function idsByDeveloperName(object: string): ReadonlyMap<string, string> {
  const { rows } = uncounted(() =>
    org().data.query(`SELECT Id, DeveloperName FROM RecordType WHERE SobjectType = '${object}'`, [], platformAccess()),
  );
  return new Map(rows.map((row) => [row.peek('DeveloperName') as string, row.peek('Id') as string]));
}

readGettersAsProperties(RecordTypeInfo);
register('Schema.RecordTypeInfo', { class: RecordTypeInfo });
