/** Dynamic SOQL of the Database class. */
import type { SoqlResult } from '../ports.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import type { AccessLevel } from './access-level.ts';
import type { ApexMap } from '../library/map.ts';
import { newList } from './collections.ts';
import { openLocator, type QueryLocator } from './query-locator.ts';
import { accessFor, org } from './session.ts';
import { getField, getParent } from './sobject-access.ts';
import { SObject } from './sobject.ts';

/** lower-cased name or dotted path -> Apex value */
export type BindResolver = (name: string) => unknown;

export function query(text: string | null, resolve: BindResolver, level: AccessLevel | null): unknown {
  const { rows } = run(text, resolve, level);
  return newList(rows[0]?.type ?? queriedObject(text ?? ''), [...rows]);
}

export function countQuery(text: string | null, resolve: BindResolver, level: AccessLevel | null): number {
  return run(text, resolve, level).count;
}

export function queryLocator(text: string | null, resolve: BindResolver, level: AccessLevel | null): QueryLocator {
  return openLocator(text ?? '', () => run(text, resolve, level));
}

function run(text: string | null, resolve: BindResolver, level: AccessLevel | null): SoqlResult {
  if (text === null) throwNull();
  return org().data.queryDynamic(text, resolve, accessFor(level));
}

/** Binds given as a map; names ignore case, `:account.Name` follows the fields of a record. */
export function bindsOfMap(map: ApexMap | null): BindResolver {
  if (map === null) throwNull();
  const values = new Map<string, unknown>();
  for (const [name, value] of map.entries()) {
    const key = String(name).toLowerCase();
    if (values.has(key)) {
      throwApex('System.QueryException', `The bindMap consists of duplicate case-insensitive keys: ${String(name)}`);
    }
    values.set(key, value);
  }
  return (name) => {
    const [first, ...path] = name.split('.');
    if (!values.has(first.toLowerCase())) return undeclared(name);
    return path.reduce((value: unknown, step) => follow(value, step, name), values.get(first.toLowerCase()));
  };
}

function follow(value: unknown, step: string, name: string): unknown {
  if (!(value instanceof SObject)) return undeclared(name);
  const field = value.schema?.fields.get(step.toLowerCase());
  if (field) return getField(value, field.name);
  const lookup = [...(value.schema?.fields.values() ?? [])].find(
    (f) => f.relationshipName?.toLowerCase() === step.toLowerCase(),
  );
  return lookup?.relationshipName === undefined ? undeclared(name) : getParent(value, lookup.relationshipName);
}

/** The words for a bind that nothing gives a value. */
export function undeclared(name: string): never {
  throwApex('System.QueryException', `Variable does not exist: ${name}`);
}

/** The object after the outermost FROM, which names the element type of an empty result. */
function queriedObject(text: string): string {
  let depth = 0;
  for (const match of text.matchAll(/'(?:[^'\\]|\\.)*'|\(|\)|\bFROM\s+(\w+)/gi)) {
    if (match[0] === '(') depth += 1;
    else if (match[0] === ')') depth -= 1;
    else if (depth === 0 && match[1]) return org().schema.objects.get(match[1].toLowerCase())?.name ?? 'SObject';
  }
  return 'SObject';
}
