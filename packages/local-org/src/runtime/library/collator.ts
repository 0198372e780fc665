/** System.Collator: texts in the order of the user's locale (Apex Reference Guide, Collator Class). */
import { current } from '../kernel/context.ts';
import { register } from '../kernel/registry.ts';

class Collator {
  readonly #order: Intl.Collator;

  constructor(locale: string) {
    this.#order = new Intl.Collator(locale.replaceAll('_', '-'));
  }

  /** null comes first, as where a list sorts itself */
  'compare(String,String)'(source: string | null, target: string | null): number {
    if (source === null || target === null) return Number(source !== null) - Number(target !== null);
    return Math.sign(this.#order.compare(source, target));
  }

  /** as the comparator of a list */
  'compare(T,T)'(source: string | null, target: string | null): number {
    return this['compare(String,String)'](source, target);
  }
}

register('System.Collator', {
  class: Collator,
  interfaces: ['System.Comparator'],
  statics: { 'getInstance()': () => new Collator(current().user.locale) },
});
