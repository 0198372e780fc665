/** Type. Source: Apex Reference Guide, Type Class. */
import { withoutNamespace } from '../../schema/own-names.ts';
import { notNull } from '../../values/ambient.ts';
import { stringHash } from '../../values/equality.ts';
import { current } from '../kernel/context.ts';
import { throwApex } from '../kernel/exception.ts';
import { hooks } from '../kernel/hooks.ts';
import { lookup, register } from '../kernel/registry.ts';
import { isSubtype, rtTypeOrUndefined } from '../kernel/types.ts';
import type { RtType } from '../kernel/types.ts';

export class ApexType {
  readonly type: RtType;

  constructor(type: RtType) {
    this.type = type;
  }

  hashKey(): string {
    return `type:${this.type.name}`;
  }

  equals(other: unknown): boolean {
    return other instanceof ApexType && other.type === this.type;
  }

  'equals(Object)'(other: unknown): boolean {
    return this.equals(other);
  }

  'getName()'(): string {
    return this.type.name;
  }

  'hashCode()'(): number {
    return stringHash(this.type.name);
  }

  'isAssignableFrom(System.Type)'(source: ApexType): boolean {
    return isSubtype(notNull(source).type, this.type);
  }

  /** @throws TypeException where the type has no constructor without parameters that is visible */
  'newInstance()'(): unknown {
    const { type } = this;
    if (type.kind === 'sobject' && type.name !== 'SObject') return hooks().newSObject(type.name, []);
    if (type.meta?.newInstance !== undefined) return type.meta.newInstance();
    const platform = type.platformName === undefined ? undefined : lookup(type.platformName)?.constructors?.['new()'];
    if (platform !== undefined) return type.args.length > 0 ? platform(type) : platform();
    return throwApex('System.TypeException', `Class must have a public no-argument constructor: ${type.name}`);
  }

  'toString()'(): string {
    return this.type.name;
  }
}

const objects = new WeakMap<RtType, ApexType>();

/** One Type object for each type. */
export function typeObject(type: RtType): ApexType {
  let object = objects.get(type);
  if (object === undefined) objects.set(type, (object = new ApexType(type)));
  return object;
}

/** "Up to eight levels overall" (Apex Developer Guide, Lists). */
const MOST_NESTED = 8;

function nestingOf(name: string): number {
  let depth = 0;
  let deepest = 0;
  let arrays = 0;
  for (const char of name) {
    if (char === '<') deepest = Math.max(deepest, ++depth);
    else if (char === '>') depth -= 1;
    else if (char === '[') arrays += 1;
  }
  return deepest + arrays;
}

/** null where no type has the name. */
function forName(name: string | null): ApexType | null {
  if (name === null || name.trim() === '' || nestingOf(name) > MOST_NESTED) return null;
  const type = rtTypeOrUndefined(withoutNamespace(name, current().org.schema.namespace) ?? name);
  return type === undefined ? null : typeObject(type);
}

register('System.Type', {
  class: ApexType,
  statics: {
    'forName(String)': forName,
    'forName(String,String)': (namespace: string | null, name: string | null) =>
      forName(namespace === null || namespace === '' || name === null ? name : `${namespace}.${name}`),
  },
});
