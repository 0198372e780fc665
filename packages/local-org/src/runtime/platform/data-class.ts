/** Platform classes that are little more than their properties: messages, metadata, events of handlers. */

/** The class of such a type: `f_subject` and the like, with their first values. */
export type DataClass = new () => Record<string, unknown>;

/** `defaults`: the properties in the stub's spelling, each with what makes its first value (null where it is undefined) */
export function dataClass(
  defaults: Readonly<Record<string, (() => unknown) | undefined>>,
  base?: DataClass,
): DataClass {
  const fields = Object.entries(defaults);
  const Base = base ?? (Object as unknown as DataClass);
  return class extends Base {
    constructor() {
      super();
      for (const [name, make] of fields) this[`f_${name}`] = make === undefined ? null : make();
    }
  };
}

/** `getSubject()` and `setSubject(String)` for a property; `prefix` is `is` for some flags. */
export function addAccessors(target: DataClass, property: string, type: string, prefix: 'get' | 'is' = 'get'): void {
  const name = property[0].toUpperCase() + property.slice(1);
  const key = `f_${property}`;
  const define = (method: string, value: (this: Record<string, unknown>, value: unknown) => unknown): void => {
    Object.defineProperty(target.prototype, method, { value, configurable: true, writable: true });
  };
  define(`${prefix}${name}()`, function () {
    return this[key];
  });
  define(`set${name}(${type})`, function (value) {
    this[key] = value;
  });
}
