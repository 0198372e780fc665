/** Which expressions cannot be null by the way they are made: they need no null check. */
import type { HirExpression } from '../semantics/hir.ts';

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

/** Reading it twice, or later, gives the same and has no effect: no temporary is needed. */
export function isStable(e: HirExpression): boolean {
  if (e.kind === 'this' || e.kind === 'constant') return true;
  if (e.kind === 'convert') return e.conversion === 'upcast' && isStable(e.value);
  return e.kind === 'read' && e.place.kind === 'local' && e.place.variable.isFinal;
}

/** Evaluating it can call Apex code. */
export function mayCallApex(e: HirExpression): boolean {
  switch (e.kind) {
    case 'constant':
    case 'this':
    case 'enumValue':
    case 'classLiteral':
    case 'objectToken':
    case 'fieldToken':
    case 'label':
      return false;
    case 'read':
      return !(e.place.kind === 'local' || (e.place.kind === 'field' && !mayCallApex(e.place.target)));
    case 'convert':
    case 'cast':
      return mayCallApex(e.value);
    default:
      return true;
  }
}
