/** System.Security and System.SObjectAccessDecision (Apex Reference Guide). */
import type { FieldSchema } from '../../schema/model.ts';
import { current } from '../kernel/context.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import type { ApexEnum } from '../kernel/object.ts';
import { register } from '../kernel/registry.ts';
import { ApexList } from '../library/list.ts';
import { newList, newMap, newSet } from './collections.ts';
import { org } from './session.ts';
import { SObject } from './sobject.ts';

type AccessKind = 'CREATABLE' | 'READABLE' | 'UPDATABLE' | 'UPSERTABLE';

export class SObjectAccessDecision {
  readonly records: unknown;
  readonly modified: readonly number[];
  readonly removed: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(records: unknown, modified: readonly number[], removed: ReadonlyMap<string, ReadonlySet<string>>) {
    this.records = records;
    this.modified = modified;
    this.removed = removed;
  }

  'getModifiedIndexes()'(): unknown {
    return newSet('Integer', this.modified);
  }
  'getRecords()'(): unknown {
    return this.records;
  }
  'getRemovedFields()'(): unknown {
    return newMap(
      'String',
      'Set<String>',
      [...this.removed].map(([object, fields]) => [object, newSet('String', [...fields])]),
    );
  }
}

/** Collects what was taken away while records are copied without it. */
class Stripper {
  readonly kind: AccessKind;
  readonly removed = new Map<string, Set<string>>();

  constructor(kind: AccessKind) {
    this.kind = kind;
  }

  strip(record: SObject): { readonly copy: SObject; readonly changed: boolean } {
    const copy = new SObject(record.type, record.schema, new Map(), record.queried);
    let changed = false;
    for (const [name, value] of record.values) {
      const kept = this.keep(record, name, value);
      if (kept === undefined) changed = true;
      else {
        copy.values.set(name, kept.value);
        changed ||= kept.changed;
      }
    }
    return { copy, changed };
  }

  private keep(
    record: SObject,
    name: string,
    value: unknown,
  ): { readonly value: unknown; readonly changed: boolean } | undefined {
    if (value instanceof SObject) {
      if (!objectAllows(value.type, this.kind)) return this.remove(record.type, name);
      const { copy, changed } = this.strip(value);
      return { value: copy, changed };
    }
    if (value instanceof ApexList) {
      const [first] = value.items as SObject[];
      if (first !== undefined && !objectAllows(first.type, this.kind)) return this.remove(record.type, name);
      const rows = (value.items as SObject[]).map((row) => this.strip(row));
      return {
        value: newList(
          rows[0]?.copy.type ?? 'SObject',
          rows.map((row) => row.copy),
        ),
        changed: rows.some((row) => row.changed),
      };
    }
    const field = record.schema?.fields.get(name.toLowerCase());
    if (field && !fieldAllows(record.type, field, this.kind)) return this.remove(record.type, name);
    return { value, changed: false };
  }

  private remove(object: string, field: string): undefined {
    let fields = this.removed.get(object);
    if (!fields) this.removed.set(object, (fields = new Set()));
    fields.add(field);
    return undefined;
  }
}

function objectAllows(object: string, kind: AccessKind): boolean {
  const access = org().security.objectAccess(current().user.id, object);
  switch (kind) {
    case 'READABLE':
      return access.read;
    case 'CREATABLE':
      return access.create;
    case 'UPDATABLE':
      return access.edit;
    case 'UPSERTABLE':
      return access.create && access.edit;
  }
}

function fieldAllows(object: string, field: FieldSchema, kind: AccessKind): boolean {
  if (field.type === 'id') return true;
  const access = org().security.fieldAccess(current().user.id, object, field.name);
  switch (kind) {
    case 'READABLE':
      return access.read;
    case 'CREATABLE':
      return access.edit && field.createable;
    case 'UPDATABLE':
      return access.edit && field.updateable;
    case 'UPSERTABLE':
      return access.edit && field.createable && field.updateable;
  }
}

function stripInaccessible(
  type: ApexEnum | null,
  records: unknown,
  enforceObject: boolean | null = true,
): SObjectAccessDecision {
  if (type === null || records === null) throwNull();
  const kind = type.name as AccessKind;
  const rows = (records as ApexList).items as readonly SObject[];
  const denied = rows.find((row) => enforceObject !== false && !objectAllows(row.type, kind));
  if (denied) throwApex('System.NoAccessException', `No access to entity: ${denied.type}`);
  const stripper = new Stripper(kind);
  const stripped = rows.map((row) => stripper.strip(row));
  const modified = stripped.flatMap(({ changed }, index) => (changed ? [index] : []));
  return new SObjectAccessDecision(
    newList(
      rows[0]?.type ?? 'SObject',
      stripped.map(({ copy }) => copy),
    ),
    modified,
    stripper.removed,
  );
}

register('System.Security', {
  statics: {
    'stripInaccessible(System.AccessType,List)': stripInaccessible,
    'stripInaccessible(System.AccessType,List,Boolean)': stripInaccessible,
  },
});
register('System.SObjectAccessDecision', { class: SObjectAccessDecision });
