/** Methods of Decimal that stand in inner loops: operators of the runtime where nothing is left to check. */
import type { HirExpression } from '../semantics/hir.ts';
import { isPlatform } from './names.ts';
import type { ValueText } from './places.ts';
import type { Unit } from './unit.ts';

/** Decimals after the point may number from -33 to 33. */
const MOST = 33;

/** The call of a method whose scale is written as a number; undefined for all others. */
export function decimalCall(
  unit: Unit,
  { target, method, arguments: args }: HirExpression & { readonly kind: 'callPlatformInstance' },
  value: ValueText,
): string | undefined {
  if (!isPlatform(target.type, 'System.Decimal')) return undefined;
  const scale = args.at(-1);
  if (scale?.kind !== 'constant' || scale.literal !== 'integer' || Number(scale.text) > MOST) return undefined;
  switch (method.key) {
    case 'setScale(Integer)':
      return `$decimalRound(${value(unit, target)}, ${value(unit, scale)})`;
    case 'divide(Decimal,Integer)':
      return `$decimalQuotient(${value(unit, target)}, ${value(unit, args[0])}, ${value(unit, scale)})`;
    default:
      return undefined;
  }
}
