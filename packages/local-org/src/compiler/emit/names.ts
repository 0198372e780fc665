/** Names in emitted JavaScript, and small questions about static types. Apex text reaches JavaScript only through here. */
import type { FieldSymbol, MethodSymbol, Type, TypeSymbol } from '../semantics/types.ts';

/** Printable ASCII without quotes, backslash and `<`: most texts, and every name. */
const PLAIN_TEXT = /^[ !#-;=-[\]-~]*$/;

/**
 * A JavaScript string literal that is safe in any script: `</` is escaped, and so is all beyond Latin-1, line separators among it.
 * One character beyond it makes V8 keep the whole script in twice the bytes.
 */
export function quote(text: string): string {
  if (PLAIN_TEXT.test(text)) return `"${text}"`;
  return JSON.stringify(text)
    .replace(/[^\0-\xff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('</', '<\\/');
}

const IDENTIFIER = /^[A-Za-z0-9_$]+$/;
const PREFIXED = /^(?:[cvtmq]_|m?_?t\$)/;

/** Lets only prefixed names of plain characters through, which can meet neither a keyword nor a global. */
export function identifier(name: string): string {
  if (!IDENTIFIER.test(name) || !PREFIXED.test(name)) throw new Error(`Not a name for emitted code: ${quote(name)}`);
  return name;
}

/** `f_Name`, as a property name. */
export function fieldKey(field: FieldSymbol): string {
  if (!IDENTIFIER.test(field.name)) throw new Error(`Not a name for emitted code: ${quote(field.name)}`);
  return hidesInherited(field) ? `f_${field.name}$${field.owner.jsName}` : `f_${field.name}`;
}

/** A private field of a superclass and one of the same name here are two. Platform superclasses have no fields of that kind. */
function hidesInherited(field: FieldSymbol): boolean {
  if (field.isStatic || field.owner.isPlatform) return false;
  const name = field.name.toLowerCase();
  for (let at = field.owner.superclass?.symbol; at !== undefined; at = at.superclass?.symbol) {
    const other = at.fields.get(name);
    if (other !== undefined && !other.isStatic) return true;
  }
  return false;
}

export function getterKey(field: FieldSymbol): string {
  return `get$${field.name.toLowerCase()}()`;
}

export function setterKey(field: FieldSymbol): string {
  return `set$${field.name.toLowerCase()}()`;
}

/** Constructors carry their class, so that `this(...)` and `super(...)` are not dispatched to a subclass. */
export function constructorKey(owner: TypeSymbol, key: string): string {
  return `${owner.qualifiedName}.${key.toLowerCase()}`;
}

/** The name under which the runtime registers a platform type: `System.String`, `Database.Batchable`. */
export function platformName(symbol: TypeSymbol): string {
  const namespace = symbol.namespace ?? 'System';
  return symbol.qualifiedName.startsWith(`${namespace}.`) && symbol.qualifiedName !== namespace
    ? symbol.qualifiedName
    : `${namespace}.${symbol.qualifiedName}`;
}

/** The name under which a loaded program knows a type. What a trigger declares may be called like a class. */
export function runtimeName(symbol: TypeSymbol): string {
  return symbol.jsName.startsWith('t_') ? `Trigger.${symbol.qualifiedName}` : symbol.qualifiedName;
}

/** `Class.Outer.Inner.method`, as stack traces show it. */
export function frameName(method: MethodSymbol): string {
  return `Class.${method.owner.qualifiedName}.${method.isConstructor ? '<init>' : method.name}`;
}

// ---------------------------------------------------------------- types

export function isPlatform(type: Type, name: string): boolean {
  return type.kind === 'class' && type.symbol.isPlatform && platformName(type.symbol) === name;
}

export function isText(type: Type): boolean {
  return isPlatform(type, 'System.String') || isPlatform(type, 'System.Id');
}

const PRIMITIVES = new Set(
  ['Blob', 'Boolean', 'Date', 'Datetime', 'Decimal', 'Double', 'Id', 'Integer', 'Long', 'String', 'Time'].map(
    (name) => `System.${name}`,
  ),
);

export function isPrimitive(type: Type): boolean {
  return type.kind === 'class' && type.symbol.isPlatform && PRIMITIVES.has(platformName(type.symbol));
}

/** Receivers that are JavaScript primitives, or may be one: their methods stand in a table. */
const TABLE_RECEIVERS = new Set([
  'System.String',
  'System.Id',
  'System.Integer',
  'System.Long',
  'System.Double',
  'System.Boolean',
  'System.Object',
]);

export function hasTableMethods(owner: TypeSymbol): boolean {
  return TABLE_RECEIVERS.has(platformName(owner));
}

/** Whether instances are JavaScript errors. */
export function isExceptionClass(symbol: TypeSymbol): boolean {
  for (let at: TypeSymbol | undefined = symbol; at !== undefined; at = at.superclass?.symbol) {
    if (at.isPlatform && platformName(at) === 'System.Exception') return true;
  }
  return false;
}
