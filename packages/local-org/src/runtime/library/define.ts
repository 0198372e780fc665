/** Adds the methods that Apex sees to the JavaScript class of a value. */
import type { PlatformFunction } from '../kernel/registry.ts';

/** Keys as in the stub, `addDays(Integer)`; `this` is the receiver. */
export type KeyedMethods<T> = Readonly<Record<`${string}(${string})`, PlatformFunction>> & ThisType<T>;

/** Values belong to a lower layer and know nothing of Apex signatures; the library gives them theirs here. */
export function addMethods<T extends object>(target: { readonly prototype: T }, methods: KeyedMethods<T>): void {
  for (const [key, value] of Object.entries(methods)) {
    Object.defineProperty(target.prototype, key, { value, configurable: true, writable: true });
  }
}

/**
 * What a describe result has a getter for can be read as a property too: `describe.label` and `describe.getLabel()`,
 * `entry.active` and `entry.isActive()`. The stub says for which of them.
 */
export function readGettersAsProperties(target: { readonly prototype: object }): void {
  for (const key of Object.getOwnPropertyNames(target.prototype)) {
    const name = /^(?:get|is)([A-Z]\w*)\(\)$/.exec(key)?.[1];
    if (name === undefined) continue;
    Object.defineProperty(target.prototype, `f_${name[0].toLowerCase()}${name.slice(1)}`, {
      get(this: Record<string, PlatformFunction>) {
        return this[key]();
      },
    });
  }
}
