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
