/**
 * Names of a package that has a namespace. The org names the package's own components without it, as their source does, and
 * takes every name with it as well: `acme__Invoice__c`, `acme.Billing`.
 * Source: Apex Developer Guide, "Namespace Prefix" and "Namespace, Class, and Variable Name Precedence".
 */
import type { ObjectSchema } from './model.ts';

/** By lower-cased name; asked with the prefix for what it has without. */
export class OwnNames<Value> extends Map<string, Value> {
  readonly #prefix: string;

  constructor(entries: Iterable<readonly [string, Value]>, namespace: string) {
    super();
    this.#prefix = `${namespace.toLowerCase()}__`;
    for (const [key, value] of entries) this.set(key, value);
  }

  override get(key: string): Value | undefined {
    return super.get(key) ?? (key.startsWith(this.#prefix) ? super.get(key.slice(this.#prefix.length)) : undefined);
  }

  override has(key: string): boolean {
    return super.has(key) || (key.startsWith(this.#prefix) && super.has(key.slice(this.#prefix.length)));
  }
}

/** The objects and their fields, under their names with and without the namespace. */
export function ownObjects(
  objects: ReadonlyMap<string, ObjectSchema>,
  namespace: string,
): ReadonlyMap<string, ObjectSchema> {
  if (namespace === '' || objects instanceof OwnNames) return objects;
  const named = Array.from(
    objects,
    ([key, object]) => [key, { ...object, fields: new OwnNames(object.fields, namespace) }] as const,
  );
  return new OwnNames(named, namespace);
}

/** The same as plain maps. */
export function plainObjects(objects: ReadonlyMap<string, ObjectSchema>): ReadonlyMap<string, ObjectSchema> {
  if (!(objects instanceof OwnNames)) return objects;
  return new Map(
    Array.from(objects as Iterable<[string, ObjectSchema]>, ([key, object]) => [
      key,
      { ...object, fields: new Map(object.fields) },
    ]),
  );
}

/** `Billing` for `acme.Billing`; undefined where the name does not begin with the namespace. */
export function withoutNamespace(name: string, namespace: string): string | undefined {
  const length = namespace.length;
  if (length === 0 || name[length] !== '.') return undefined;
  return name.slice(0, length).toLowerCase() === namespace.toLowerCase() ? name.slice(length + 1) : undefined;
}

/** All names that a component has: its own and, for a custom one of a package with a namespace, the one with the prefix. */
export function namesWith(namespace: string, name: string): readonly string[] {
  return namespace !== '' && /__[a-z]+$/i.test(name) ? [name, `${namespace}__${name}`] : [name];
}
