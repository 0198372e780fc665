/** Collections that platform types answer with. */
import { ApexList } from '../library/list.ts';
import { ApexMap } from '../library/map.ts';
import { ApexSet } from '../library/set.ts';
import { OBJECT, platformType, rtType, SOBJECT, sobjectType, type RtType } from '../kernel/types.ts';

const SIMPLE = new Map<string, RtType>([
  ['Object', OBJECT],
  ['SObject', SOBJECT],
]);

/** `String`, `Set<String>`, `Schema.SObjectField` or the canonical name of an object. */
function elementType(name: string): RtType {
  let type = SIMPLE.get(name);
  if (type) return type;
  if (name.includes('.')) type = platformType(name);
  else if (/^(String|Id|Integer|Boolean)$|</.test(name)) type = rtType(name);
  else return sobjectType(name);
  SIMPLE.set(name, type);
  return type;
}

/** `items` becomes the list's own. */
export function newList(element: string, items: unknown[]): ApexList {
  return new ApexList(elementType(element), items);
}

export function newSet(element: string, items: Iterable<unknown>): ApexSet {
  return new ApexSet(elementType(element), items);
}

export function newMap(key: string, value: string, entries: Iterable<readonly [unknown, unknown]>): ApexMap {
  return new ApexMap(elementType(key), elementType(value), entries);
}

/** A map that describe answers with: its keys are lower case, and it is asked in any case. */
export function newNameMap(value: string, entries: Iterable<readonly [string, unknown]>): ApexMap {
  return new NameMap(elementType('String'), elementType(value), entries);
}

class NameMap extends ApexMap {
  override 'get(Object)'(key: unknown): unknown {
    return super['get(Object)'](folded(key));
  }
  override 'containsKey(Object)'(key: unknown): boolean {
    return super['containsKey(Object)'](folded(key));
  }
  override 'remove(Object)'(key: unknown): unknown {
    return super['remove(Object)'](folded(key));
  }
  override 'put(K,V)'(key: unknown, value: unknown): unknown {
    return super['put(K,V)'](folded(key), value);
  }
  override 'clone()'(): ApexMap {
    return new NameMap(this.keyType, this.valueType, this.entries());
  }
}

function folded(key: unknown): unknown {
  return typeof key === 'string' ? key.toLowerCase() : key;
}
