/**
 * Elements of lists, inline where that is safe: each place in the code then has V8's type feedback of its own, while a function
 * that all lists of a program go through soon has seen too many kinds of arrays to be fast. What is out of the ordinary (null, an
 * index out of bounds) goes on to the function.
 */
import type { HirExpression } from '../semantics/hir.ts';
import { isPlatform } from './names.ts';
import { isCalm, neverNull } from './nullness.ts';
import type { ValueText } from './places.ts';
import type { Unit } from './unit.ts';

/** Longer texts are not written twice. */
const SHORT = 60;

/** An expression's text, and whether it does no harm to evaluate it twice, or before its neighbours. */
export interface Part {
  readonly text: string;
  readonly calm: boolean;
}

/** Of a list or an index, whose text may stand twice in what is emitted. */
export function partOf(unit: Unit, e: HirExpression, value: ValueText): Part {
  const text = value(unit, e);
  return { text, calm: isCalm(e) && text.length <= SHORT };
}

/** In range there is never `undefined`; a null element is looked at twice, which harms nobody. */
export function elementText(list: Part, index: Part): string {
  if (!list.calm || !index.calm) return `$elementAt(${list.text}, ${index.text})`;
  return `(${list.text}.items[${index.text}] ?? $elementAt(${list.text}, ${index.text}))`;
}

/** An expression that stores `value`, which stands behind list and index in the source, and answers it. */
export function setElementText(unit: Unit, list: Part, index: Part, indexNeverNull: boolean, value: Part): string {
  const [l, i, v] = [list.text, index.text, value.text];
  if (!list.calm || !index.calm || !indexNeverNull || !value.calm) return `$setElementAt(${l}, ${i}, ${v})`;
  // nothing that is calm can be told to have been evaluated before something else that is
  const kept = unit.temporary();
  return `(${kept} = ${v}, ${i} >= 0 && ${i} < ${l}.items.length ? ${l}.items[${i}] = ${kept} : $setElementAt(${l}, ${i}, ${kept}))`;
}

/** The call of a method of List that is inline; undefined for all others. */
export function listCall(
  unit: Unit,
  e: HirExpression & { readonly kind: 'callPlatformInstance' },
  value: ValueText,
): string | undefined {
  if (!isPlatform(e.target.type, 'System.List')) return undefined;
  const [first, second] = e.arguments;
  const part = (expression: HirExpression): Part => partOf(unit, expression, value);
  switch (e.method.key) {
    case 'size()':
      return `${value(unit, e.target)}.items.length`;
    case 'isEmpty()':
      return `(${value(unit, e.target)}.items.length === 0)`;
    case 'get(Integer)':
      return elementText(part(e.target), part(first));
    case 'set(Integer,T)':
      return setElementText(unit, part(e.target), part(first), neverNull(first), {
        text: value(unit, second),
        calm: isCalm(second),
      });
    case 'add(T)':
      // what the value's own evaluation does to the list comes before the list is asked
      return isCalm(first) ? `$growing(${value(unit, e.target)}).push(${value(unit, first)})` : undefined;
    default:
      return undefined;
  }
}
