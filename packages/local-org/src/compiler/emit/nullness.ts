/** Which expressions cannot be null by the way they are made: they need no null check. */
import type { ArithmeticKind, HirExpression, HirPlace } from '../semantics/hir.ts';
import { platformName } from './names.ts';

export function neverNull(e: HirExpression): boolean {
  switch (e.kind) {
    case 'constant':
      return e.literal !== 'null';
    case 'read':
      return e.place.kind === 'local' && e.place.variable.neverNull;
    case 'assign':
      return neverNull(e.value);
    case 'conditional':
      return neverNull(e.then) && neverNull(e.else);
    case 'coalesce':
      return neverNull(e.right);
    case 'convert':
    case 'cast':
      return neverNull(e.value);
    case 'callPlatformInstance':
      return ANSWERING.has(`${platformName(e.method.owner)}.${e.method.key}`);
    case 'this':
    case 'compoundAssign':
    case 'increment':
    case 'binary':
    case 'negate':
    case 'bitNot':
    case 'not':
    case 'instanceof':
    case 'enumValue':
    case 'new':
    case 'newPlatform':
    case 'newSObject':
    case 'newList':
    case 'newSet':
    case 'newMap':
    case 'classLiteral':
    case 'objectToken':
    case 'fieldToken':
    case 'objectDescribe':
    case 'fieldDescribe':
    case 'label':
    case 'soql':
    case 'sosl':
      return e.kind !== 'soql' || e.result !== 'optional';
    default:
      return false;
  }
}

/** Methods of the platform that stand in inner loops and never answer null. */
const ANSWERING = new Set([
  'System.List.size()',
  'System.List.isEmpty()',
  'System.Map.size()',
  'System.Map.isEmpty()',
  'System.Map.containsKey(Object)',
  'System.Set.size()',
  'System.Set.isEmpty()',
  'System.Set.contains(Object)',
  'System.String.length()',
]);

/** Reading it twice, or later, gives the same and has no effect: no temporary is needed. */
export function isStable(e: HirExpression): boolean {
  if (e.kind === 'this' || e.kind === 'constant') return true;
  if (e.kind === 'convert') return e.conversion === 'upcast' && isStable(e.value);
  return e.kind === 'read' && e.place.kind === 'local' && e.place.variable.isFinal;
}

/**
 * Evaluating it twice in a row gives the same, has no effect and calls no Apex: variables, fields, and arithmetic of numbers
 * with them. It may end in an exception.
 */
export function isCalm(e: HirExpression): boolean {
  switch (e.kind) {
    case 'constant':
    case 'this':
      return true;
    case 'read':
      return isCalmPlace(e.place);
    case 'convert':
      return (e.conversion === 'upcast' || e.conversion === 'intToDouble') && isCalm(e.value);
    case 'binary':
      return e.operation.kind === 'arithmetic' && isRaw(e.operation.numeric) && isCalm(e.left) && isCalm(e.right);
    default:
      return false;
  }
}

function isCalmPlace(place: HirPlace): boolean {
  switch (place.kind) {
    case 'local':
      return true;
    case 'field':
      return isCalm(place.target);
    case 'listElement':
      return isCalm(place.target) && isCalm(place.index);
    default:
      return false;
  }
}

/** Kinds that are JavaScript's own numbers. */
function isRaw(numeric: ArithmeticKind): boolean {
  return numeric === 'int' || numeric === 'double';
}

/** What is the same whenever it is evaluated. */
const FIXED: ReadonlySet<HirExpression['kind']> = new Set([
  'constant',
  'this',
  'enumValue',
  'classLiteral',
  'objectToken',
  'fieldToken',
  'label',
] as const);

/** Evaluating it can call Apex code. */
export function mayCallApex(e: HirExpression): boolean {
  if (FIXED.has(e.kind)) return false;
  switch (e.kind) {
    case 'read':
      return !(e.place.kind === 'local' || (e.place.kind === 'field' && !mayCallApex(e.place.target)));
    case 'convert':
    case 'cast':
      return mayCallApex(e.value);
    default:
      return true;
  }
}

/** Evaluating it can change something that later code sees: it calls or assigns. */
export function hasEffects(e: HirExpression): boolean {
  if (FIXED.has(e.kind)) return false;
  switch (e.kind) {
    case 'read':
      return placeHasEffects(e.place);
    case 'convert':
    case 'cast':
      return hasEffects(e.value);
    case 'not':
    case 'negate':
      return hasEffects(e.operand);
    case 'binary':
      return hasEffects(e.left) || hasEffects(e.right);
    case 'newSObject':
      return e.fields.some((field) => hasEffects(field.value));
    case 'newSet':
      return e.elements.some(hasEffects);
    default:
      return true;
  }
}

function placeHasEffects(place: HirPlace): boolean {
  switch (place.kind) {
    case 'local':
    case 'staticField':
      return false;
    case 'field':
    case 'sobjectField':
      return hasEffects(place.target);
    default:
      return true;
  }
}
