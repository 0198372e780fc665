/** Places: what can be read and assigned. A place that is both is evaluated once. */
import type { HirExpression, HirPlace } from '../semantics/hir.ts';
import { accessorSlot } from './asking.ts';
import { fieldKey, getterKey, identifier, platformName, quote, setterKey } from './names.ts';
import { elementText, partOf, setElementText, type Part } from './lists.ts';
import { isStable, neverNull } from './nullness.ts';
import type { Unit } from './unit.ts';

/** How the emitter of expressions is called from here. */
export type ValueText = (unit: Unit, e: HirExpression) => string;

/** A place whose parts have been evaluated: `prepare` first, then `read` and `write(value)` as often as wanted. */
export interface PreparedPlace {
  /** expressions to evaluate first, in order; empty where none are needed */
  readonly prepare: readonly string[];
  readonly read: string;
  /** an expression that stores `value`; its own value is not defined. `calm`: the value may as well be evaluated first */
  write(value: string, calm?: boolean): string;
  /** true where `write` answers the value that it stored */
  readonly writeAnswers: boolean;
}

export function readPlace(unit: Unit, place: HirPlace, value: ValueText): string {
  return access(unit, place, (e) => partOf(unit, e, value)).read;
}

/** For a plain assignment: the parts are evaluated once, in place, before the value. */
export function assignPlace(unit: Unit, place: HirPlace, value: ValueText): PreparedPlace {
  return access(unit, place, (e) => partOf(unit, e, value));
}

/** For a compound assignment. */
export function preparePlace(unit: Unit, place: HirPlace, value: ValueText): PreparedPlace {
  const prepare: string[] = [];
  const keep = (e: HirExpression): Part => {
    const text = value(unit, e);
    if (isStable(e)) return { text, calm: true };
    const name = unit.temporary();
    prepare.push(`${name} = ${text}`);
    return { text: name, calm: true };
  };
  return { ...access(unit, place, keep), prepare };
}

function access(unit: Unit, place: HirPlace, part: (e: HirExpression) => Part): PreparedPlace {
  const target = (e: HirExpression): string => part(e).text;
  const plain = (text: string): PreparedPlace => ({
    prepare: [],
    read: text,
    write: (value) => `${text} = ${value}`,
    writeAnswers: true,
  });
  switch (place.kind) {
    case 'local':
      return plain(identifier(place.variable.jsName));
    case 'field':
      return plain(`${target(place.target)}.${fieldKey(place.field)}`);
    case 'staticField':
      return plain(`${unit.staticsOf(place.field.owner)}.${fieldKey(place.field)}`);
    case 'property':
      return property(unit, place, target);
    case 'sobjectField':
      return sobjectField(place, target(place.target));
    case 'listElement': {
      const list = part(place.target);
      const at = part(place.index);
      return {
        prepare: [],
        read: elementText(list, at),
        write: (text, calm = false) => setElementText(unit, list, at, neverNull(place.index), { text, calm }),
        writeAnswers: true,
      };
    }
    case 'platformField':
      if (place.target !== undefined) return plain(`${target(place.target)}.${fieldKey(place.field)}`);
      return platformStatic(unit, place.field.owner, place.field.name);
  }
}

function property(
  unit: Unit,
  place: HirPlace & { kind: 'property' },
  target: (e: HirExpression) => string,
): PreparedPlace {
  const { field } = place;
  const holder = place.target === undefined ? unit.staticsOf(field.owner) : target(place.target);
  const dispatched = place.viaSuper ? 'super' : place.target === undefined ? unit.classOf(field.owner) : holder;
  const stored = `${holder}.${fieldKey(field)}`;
  const hasGetter = field.property?.getterBody === true;
  const hasSetter = field.property?.setterBody === true;
  if (hasGetter || hasSetter) unit.callsApex();
  const sharing = (kind: 'get' | 'set'): readonly string[] => unit.sharingArgument(accessorSlot(field, kind));
  return {
    prepare: [],
    get read() {
      return hasGetter ? `${dispatched}[${quote(getterKey(field))}](${sharing('get').join()})` : stored;
    },
    write: (value) =>
      hasSetter
        ? `${dispatched}[${quote(setterKey(field))}](${[value, ...sharing('set')].join(', ')})`
        : `${stored} = ${value}`,
    writeAnswers: !hasSetter,
  };
}

function sobjectField(place: HirPlace & { kind: 'sobjectField' }, record: string): PreparedPlace {
  const name = quote(place.field);
  const through = place.relationship !== 'children' && isParent(place.target);
  if (place.relationship === 'none') {
    return {
      prepare: [],
      read: through ? `$.getFieldOfParent(${record}, ${name})` : `$getField(${record}, ${name})`,
      write: (value) => `$setField(${record}, ${name}, ${value})`,
      writeAnswers: true,
    };
  }
  const suffix = place.relationship === 'parent' ? 'Parent' : 'Children';
  return {
    prepare: [],
    read: `$.get${suffix}${through ? 'OfParent' : ''}(${record}, ${name})`,
    write: (value) => `$.set${suffix}(${record}, ${name}, ${value})`,
    writeAnswers: true,
  };
}

/** `contact.Account`, `this.contact`: what is read of it is null where it is null, other than of a variable. */
const isParent = (e: HirExpression): boolean =>
  e.kind === 'read' &&
  (e.place.kind === 'field' || (e.place.kind === 'sobjectField' && e.place.relationship === 'parent'));

function platformStatic(unit: Unit, owner: Parameters<typeof platformName>[0], name: string): PreparedPlace {
  const type = quote(platformName(owner));
  return {
    prepare: [],
    get read() {
      return `${unit.hoist(`$p.getter(${type}, ${quote(name)})`)}()`;
    },
    write: (value) => `${unit.hoist(`$p.setter(${type}, ${quote(name)})`)}(${value})`,
    writeAnswers: false,
  };
}
