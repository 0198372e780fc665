/**
 * What values need to know of the running transaction. Values are the lowest layer and may import nothing of the runtime,
 * so the runtime fills these slots once when it loads (see runtime/library/install.ts).
 */
export interface Ambient {
  /** throws the Apex exception of that qualified name, `System.TypeException` */
  raise(typeName: string, message: string): never;
  /** IANA name of the running user's time zone */
  timeZone(): string;
  /** the running user's locale as Salesforce writes it: `en_US` */
  locale(): string;
  /** text of a value that this layer does not know: sObjects, class instances, tokens */
  textOfObject(value: object): string;
  /** `equals` of two values that are not identical, the first of which this layer does not know */
  equalObjects(left: object, right: unknown): boolean;
  /** `hashCode` of a value that this layer does not know; int32 */
  hashOfObject(value: object): number;
}

/** A failure of a value outside any runtime, as in a unit test of this layer. */
export class ValueError extends Error {
  readonly typeName: string;

  constructor(typeName: string, message: string) {
    super(message);
    this.name = typeName;
    this.typeName = typeName;
  }
}

const ambient: Ambient = {
  raise(typeName, message) {
    throw new ValueError(typeName, message);
  },
  timeZone: () => 'GMT',
  locale: () => 'en_US',
  textOfObject: (value) => Object.prototype.toString.call(value),
  equalObjects: (left, right) => left === right,
  hashOfObject: () => 0,
};

/** Fills slots; called by the runtime when it loads. */
export function fillAmbient(slots: Partial<Ambient>): void {
  Object.assign(ambient, slots);
}

/** Throws the Apex exception `typeName` (`System.MathException`). */
export function raise(typeName: string, message: string): never {
  return ambient.raise(typeName, message);
}

export function userTimeZone(): string {
  return ambient.timeZone();
}

export function userLocale(): string {
  return ambient.locale();
}

export function textOfObject(value: object): string {
  return ambient.textOfObject(value);
}

export function equalObjects(left: object, right: unknown): boolean {
  return ambient.equalObjects(left, right);
}

export function hashOfObject(value: object): number {
  return ambient.hashOfObject(value);
}

/** For arguments that may not be null: NullPointerException "Argument cannot be null." */
export function notNull<T>(value: T | null): T {
  if (value === null || value === undefined) return raise('System.NullPointerException', 'Argument cannot be null.');
  return value;
}
