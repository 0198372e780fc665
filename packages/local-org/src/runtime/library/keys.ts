/**
 * Arguments typed Object that are looked for among typed keys: an Id of 15 characters, a number of another type. What the compiler
 * converts for `put` and `add` has to be converted here for `get`, `contains` and `remove`.
 */
import { Decimal } from '../../values/decimal.ts';
import { ApexDouble } from '../../values/double.ts';
import { tryNormalizeId } from '../../values/id.ts';
import type { RtType } from '../kernel/types.ts';

type Adapter = (key: unknown) => unknown;

const ADAPTERS: Readonly<Record<string, Adapter>> = {
  Id: (key) => (typeof key === 'string' ? (tryNormalizeId(key) ?? key) : key),
  Double: (key) =>
    key instanceof ApexDouble ? key.value : key instanceof Decimal ? key.doubleValue() : wideToDouble(key),
  Decimal: (key) =>
    typeof key === 'number'
      ? Decimal.ofInt(key)
      : typeof key === 'bigint'
        ? Decimal.ofLong(key)
        : key instanceof ApexDouble
          ? Decimal.ofDouble(key.value)
          : key,
  Long: (key) => (typeof key === 'number' ? BigInt(key) : key),
};

function wideToDouble(key: unknown): unknown {
  return typeof key === 'bigint' ? Number(key) : key;
}

/** undefined where keys of the type need no adapting */
export function keyAdapter(type: RtType): Adapter | undefined {
  return type.kind === 'primitive' ? ADAPTERS[type.name] : undefined;
}
