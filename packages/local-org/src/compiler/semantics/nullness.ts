/**
 * Which local variables can never be null, so that the emitted code need not look. An optimistic fix point: all are taken
 * for never null until some assignment may bring a null, which may take others along.
 */
import type { LocalWrite } from './body.ts';
import type { HirExpression } from './hir.ts';
import type { LocalSymbol, MethodSymbol, Type } from './types.ts';
import { systemName } from './typing.ts';

export function settleNeverNull(locals: readonly LocalSymbol[], writes: readonly LocalWrite[]): void {
  const written = new Set<LocalSymbol>();
  const own = new Set(locals);
  for (const { variable, value } of writes) {
    written.add(variable);
    // A variable of an enclosing block may be read by methods that run at any time.
    if (!own.has(variable)) variable.neverNull = false;
    else if (value) variable.neverNull = true;
  }
  for (const { variable, value } of writes) if (!value || !own.has(variable)) variable.neverNull = false;
  for (let changed = true; changed;) {
    changed = false;
    for (const { variable, value } of writes) {
      if (variable.neverNull && value && mayBeNull(value)) {
        variable.neverNull = false;
        changed = true;
      }
    }
  }
}

export function mayBeNull(value: HirExpression): boolean {
  switch (value.kind) {
    case 'constant':
      return value.literal === 'null';
    case 'read':
      return value.place.kind !== 'local' || !value.place.variable.neverNull;
    case 'assign':
    case 'convert':
    case 'cast':
      return mayBeNull(value.value);
    case 'conditional':
      return mayBeNull(value.then) || mayBeNull(value.else);
    case 'coalesce':
      return mayBeNull(value.right);
    case 'callPlatformStatic':
    case 'callPlatformInstance':
      return !NEVER_NULL_METHODS.has(methodName(value.method)) || !isCertain(value.method.returnType);
    case 'safe':
    case 'callStatic':
    case 'callInstance':
    case 'callSuper':
    case 'constructorCall':
    case 'callObjectStatic':
      return true;
    default:
      return false;
  }
}

const methodName = (method: MethodSymbol): string => `${method.owner.qualifiedName}.${method.name.toLowerCase()}`;

/** The result is one of these itself, not an element of a collection that happens to hold them. */
function isCertain(type: Type): boolean {
  const name = systemName(type);
  return (
    name === 'Integer' ||
    name === 'Boolean' ||
    name === 'Long' ||
    name === 'List' ||
    name === 'Set' ||
    name === 'String'
  );
}

/** Platform methods that give a value or throw. */
const NEVER_NULL_METHODS: ReadonlySet<string> = new Set(
  Object.entries({
    List: ['size', 'isEmpty', 'contains', 'indexOf', 'hashCode', 'equals'],
    Set: [
      'size',
      'isEmpty',
      'contains',
      'containsAll',
      'add',
      'addAll',
      'remove',
      'removeAll',
      'retainAll',
      'hashCode',
    ],
    Map: ['size', 'isEmpty', 'containsKey', 'keySet', 'values', 'hashCode'],
    String: [
      'length',
      'indexOf',
      'lastIndexOf',
      'contains',
      'startsWith',
      'endsWith',
      'equals',
      'equalsIgnoreCase',
      'isBlank',
      'isNotBlank',
      'isEmpty',
      'isNotEmpty',
      'charAt',
      'codePointAt',
      'compareTo',
      'hashCode',
      'isNumeric',
      'countMatches',
      'toLowerCase',
      'toUpperCase',
      'trim',
      'substring',
      'replace',
      'replaceAll',
      'split',
      'join',
      'getChars',
    ],
    Math: ['abs', 'max', 'min', 'mod', 'round', 'roundToLong', 'signum'],
    Integer: ['valueOf', 'format'],
    Long: ['valueOf', 'intValue'],
    Decimal: ['intValue', 'longValue', 'scale', 'precision'],
    Date: ['day', 'month', 'year', 'daysBetween', 'monthsBetween', 'daysInMonth'],
    Datetime: ['day', 'month', 'year', 'hour', 'minute', 'second', 'millisecond', 'getTime'],
    Matcher: ['find', 'matches', 'start', 'end', 'groupCount', 'lookingAt'],
    System: ['currentTimeMillis'],
  }).flatMap(([type, names]) => names.map((name) => `${type}.${name.toLowerCase()}`)),
);
