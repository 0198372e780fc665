/** A Double that was converted to Object, so that it can be told from an Integer. Everywhere else a Double is a raw number. */
export class ApexDouble {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  equals(other: unknown): boolean {
    return other instanceof ApexDouble && Object.is(this.value, other.value);
  }

  hashKey(): string {
    return `double:${Object.is(this.value, -0) ? '-0' : this.value}`;
  }

  compare(other: ApexDouble): number {
    return this.value < other.value ? -1 : this.value > other.value ? 1 : 0;
  }
}

/** Text of a Double as Java's Double.toString gives it: `1.0`, `1.0E7`, `1.0E-4`, `NaN`, `Infinity`. */
export function doubleText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-3 && magnitude < 1e7) {
    const text = String(value);
    return text.includes('.') ? text : `${text}.0`;
  }
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}

/** Java's Double.hashCode: the two halves of the IEEE bits, xored. */
export function doubleHash(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getInt32(0) ^ view.getInt32(4);
}

const DOUBLE_PATTERN = /^[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?)$/;

/** The number a text means to Java's Double.parseDouble, or undefined. */
export function parseDouble(text: string): number | undefined {
  const trimmed = text.trim();
  if (!DOUBLE_PATTERN.test(trimmed)) return undefined;
  return Number(trimmed.replace(/[fFdD]$/, ''));
}
