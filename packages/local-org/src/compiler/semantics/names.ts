/** What simple and dotted names mean: variables, fields, properties, types, namespaces, tokens, labels. */
import type { Expression, FieldAccess, Identifier, NameExpression } from '../syntax/ast.ts';
import type { Access, Body, Denotation } from './body.ts';
import type { HirExpression, HirPlace } from './hir.ts';
import { findField, findMethods, isVisible, type BoundField } from './members.ts';
import { innerType, lookupInNamespace, lookupType, type NamedType } from './resolve.ts';
import { objectMember, objectStaticMember, rowCause, sobjectMember } from './sobjects.ts';
import type { ClassType, FieldSymbol, Type, TypeSymbol } from './types.ts';
import { classType, isClassNamed, isError, isSubclass, selfType, typeName } from './typing.ts';

export const valueOf = (value: HirExpression): Denotation => ({ kind: 'value', value });

export const readPlace = (place: HirPlace, type: Type): HirExpression => ({
  kind: 'read',
  place,
  type,
  start: place.start,
});

// ---------------------------------------------------------------- simple names

/** Variables before fields, fields before types, as Apex looks them up. */
export function denoteName(body: Body, node: NameExpression, access: Access): Denotation {
  const variable = body.lookup(node.name);
  if (variable) {
    return valueOf(readPlace({ kind: 'local', variable, start: node.start }, variable.type));
  }
  const field = fieldInScope(body, node.name);
  if (field) return valueOf(fieldBySimpleName(body, field, node.start, access));
  const named = lookupType(node.name, body.owner, body.universe);
  if (node.name.toLowerCase() === 'label' && !(named?.kind === 'symbol' && !named.symbol.isPlatform)) {
    return { kind: 'labels' };
  }
  if (named) return denoteType(named);
  if (node.name.toLowerCase() === 'page') return { kind: 'pages' };
  const { universe } = body;
  if (universe.stdlib.namespaces.has(node.name.toLowerCase()) || universe.isOwnNamespace(node.name))
    return { kind: 'namespace', name: node.name };
  return valueOf(body.fail(node.start, `Variable does not exist: ${node.name}`));
}

const denoteType = (named: NamedType): Denotation => ({
  kind: 'type',
  type: named.kind === 'type' ? named.type : classType(named.symbol),
});

/** A field of the class or its superclasses; then a static one of the classes around it. */
function fieldInScope(body: Body, name: string): BoundField | undefined {
  for (let at = body.owner; at; at = at.outer) {
    const found = findField(selfType(at), name);
    if (found && (at === body.owner || found.symbol.isStatic)) return found;
  }
  return undefined;
}

function fieldBySimpleName(body: Body, field: BoundField, start: number, access: Access): HirExpression {
  const { symbol } = field;
  if (symbol.isStatic) return staticField(body, field, start, access);
  if (body.isStatic || !body.owner) {
    return body.fail(start, notStaticField(symbol));
  }
  const self: HirExpression = { kind: 'this', type: classType(body.owner), start };
  return instanceField(body, self, field, start, access);
}

const notStaticField = ({ name, owner }: FieldSymbol): string =>
  `Non static field cannot be referenced from a static context: ${name} from the type ${owner.qualifiedName}`;

/** What a simple name may mean as a value here, by lower-cased name: the binds that the text of a dynamic query can use. */
export function valuesInScope(body: Body, start: number): ReadonlyMap<string, HirExpression> {
  const values = new Map<string, HirExpression>();
  const read = (name: string): void => addValue(body, name, start, values);
  for (const { name } of body.localsInScope().values()) read(name);
  for (let at = body.owner; at; at = at.outer) {
    for (let from: TypeSymbol | undefined = at; from && !from.isPlatform; from = from.superclass?.symbol) {
      for (const symbol of from.fields.values()) {
        if (!values.has(symbol.name.toLowerCase()) && isReadable(body, symbol)) read(symbol.name);
      }
    }
  }
  return values;
}

/** What the code at a place holds: its variables, and the object that it is code of. */
export function heldInScope(body: Body, start: number): ReadonlyMap<string, HirExpression> {
  const values = new Map<string, HirExpression>();
  for (const { name } of body.localsInScope().values()) addValue(body, name, start, values);
  if (body.owner && !body.isStatic) values.set('this', { kind: 'this', type: classType(body.owner), start });
  return values;
}

function addValue(body: Body, name: string, start: number, values: Map<string, HirExpression>): void {
  const denoted = denoteName(body, { kind: 'name', name, start, end: start }, 'read');
  if (denoted.kind === 'value') values.set(name.toLowerCase(), denoted.value);
}

function isReadable(body: Body, symbol: FieldSymbol): boolean {
  if (fieldInScope(body, symbol.name)?.symbol !== symbol) return false;
  if (!symbol.isStatic && (body.isStatic || !body.owner)) return false;
  const { property, visibility } = symbol;
  if (property && !property.hasGetter && body.accessorOf !== symbol) return false;
  return [visibility, property?.getterVisibility ?? visibility].every((of) => isVisible(symbol, of, body.owner));
}

// ---------------------------------------------------------------- fields of classes

export function staticField(body: Body, field: BoundField, start: number, access: Access): HirExpression {
  const { symbol } = field;
  checkAccess(body, symbol, start, access);
  if (symbol.owner.isPlatform) {
    return platformRead(body, { kind: 'platformField', target: undefined, field: symbol, start }, field.type);
  }
  const property = usesAccessor(body, symbol);
  const place: HirPlace = property
    ? { kind: 'property', target: undefined, field: symbol, viaSuper: false, start }
    : { kind: 'staticField', field: symbol, start };
  return readPlace(place, field.type);
}

/** Trigger.new and its like are lists of the trigger's own object. */
function platformRead(body: Body, place: HirPlace & { kind: 'platformField' }, type: Type): HirExpression {
  const read = readPlace(place, type);
  if (place.field.owner.qualifiedName !== 'Trigger' || !body.triggerObject || type.kind !== 'class') return read;
  const { universe, triggerObject } = body;
  const narrowed =
    type.symbol.name === 'List'
      ? universe.listOf(triggerObject)
      : type.symbol.name === 'Map'
        ? universe.mapOf(type.args[0], triggerObject)
        : undefined;
  if (!narrowed) return read;
  return { kind: 'convert', conversion: 'upcast', value: read, type: narrowed, start: place.start };
}

export function instanceField(
  body: Body,
  target: HirExpression,
  field: BoundField,
  start: number,
  access: Access,
  viaSuper = false,
): HirExpression {
  const { symbol } = field;
  checkAccess(body, symbol, start, access);
  if (symbol.owner.isPlatform) return readPlace({ kind: 'platformField', target, field: symbol, start }, field.type);
  const place: HirPlace = usesAccessor(body, symbol)
    ? { kind: 'property', target, field: symbol, viaSuper, start }
    : { kind: 'field', target, field: symbol, start };
  return readPlace(place, field.type);
}

/** Whether a property goes through written accessors here; inside its own ones the name means the stored value. */
function usesAccessor(body: Body, symbol: FieldSymbol): boolean {
  const { property } = symbol;
  return property !== undefined && (property.getterBody || property.setterBody) && body.accessorOf !== symbol;
}

function checkAccess(body: Body, symbol: FieldSymbol, start: number, access: Access): void {
  const { property, owner } = symbol;
  const inside = body.accessorOf === symbol;
  if (!isVisible(symbol, symbol.visibility, body.owner)) {
    body.report(start, `Variable is not visible: ${owner.qualifiedName}.${symbol.name}`);
    return;
  }
  if (access !== 'write' && property && !inside) {
    if (!property.hasGetter) body.report(start, `Field is not readable: ${owner.qualifiedName}.${symbol.name}`);
    else if (!isVisible(symbol, property.getterVisibility, body.owner)) {
      body.report(start, `Variable is not visible: ${owner.qualifiedName}.${symbol.name}`);
    }
  }
  if (access === 'read') return;
  if (property && !inside) {
    if (!property.hasSetter && !(symbol.isFinal && mayInitialize(body, symbol))) {
      body.report(start, `Field is not writeable: ${owner.qualifiedName}.${symbol.name}`);
    } else if (property.hasSetter && !isVisible(symbol, property.setterVisibility, body.owner)) {
      body.report(start, `Variable is not visible: ${owner.qualifiedName}.${symbol.name}`);
    }
  }
  if (symbol.isFinal && !mayInitialize(body, symbol)) {
    body.report(
      start,
      `Final members can only be assigned in their declaration, init blocks, or constructors: ${symbol.name}`,
    );
  }
}

const mayInitialize = (body: Body, symbol: FieldSymbol): boolean =>
  body.owner !== undefined &&
  isSubclass(body.owner, symbol.owner) &&
  body.initializes === (symbol.isStatic ? 'static' : 'instance');

// ---------------------------------------------------------------- dotted names

export function denoteFieldAccess(body: Body, node: FieldAccess, access: Access): Denotation {
  const { target } = node;
  if (target.kind === 'super') {
    const parent = body.owner?.superclass;
    const field = parent && findField(parent, node.name.name);
    if (!field || !body.owner) return valueOf(missing(body, node));
    const self: HirExpression = { kind: 'this', type: parent, start: target.start };
    return valueOf(instanceField(body, self, field, node.name.start, access, true));
  }
  const left = isNameChain(target) ? body.checker.denote(body, target, 'read') : valueOf(body.value(target));
  switch (left.kind) {
    case 'value':
      return valueOf(
        onTarget(body, optionalRow(left.value, node.safe), node.safe, (value) =>
          valueMember(body, value, node, access),
        ),
      );
    case 'type':
      return typeMember(body, left.type, node, access);
    case 'namespace':
      return namespaceMember(body, left.name, node);
    case 'labels':
      // `Label.acme.Greeting`
      return body.universe.isOwnNamespace(node.name.name) ? left : valueOf(label(body, node));
    case 'pages':
      return valueOf(page(body, node));
    case 'fieldTokens':
      return valueOf(objectMember(body, left.object, node.name.name, node.name.start));
  }
}

const isNameChain = (node: Expression): boolean => node.kind === 'name' || node.kind === 'fieldAccess';

const missing = (body: Body, node: FieldAccess): HirExpression =>
  body.fail(node.name.start, `Variable does not exist: ${node.name.name}`);

/**
 * Applies a member to a target. When the target is part of a `?.` chain the member joins it, since a null ends the whole
 * chain; `safe` begins one.
 */
export function onTarget(
  body: Body,
  target: HirExpression,
  safe: boolean,
  member: (target: HirExpression) => HirExpression,
): HirExpression {
  if (isError(target.type)) return target;
  if (target.kind === 'safe') {
    const access = onTarget(body, target.access, safe, member);
    return { ...target, access, type: access.type };
  }
  if (!safe) return member(target);
  const temp = body.temporary(target.type);
  // Inside of the access the temporary cannot be null.
  temp.neverNull = true;
  const access = member(readPlace({ kind: 'local', variable: temp, start: target.start }, target.type));
  return { kind: 'safe', target, temp, access, type: access.type, start: target.start };
}

function valueMember(body: Body, value: HirExpression, node: FieldAccess, access: Access): HirExpression {
  const { name } = node;
  const { type } = value;
  const row = queriedRow(value);
  if (row) return sobjectMember(body, row, name.name, name.start, access);
  if (type.kind === 'sobject') return sobjectMember(body, value, name.name, name.start, access);
  if (type.kind !== 'class') {
    return body.fail(name.start, `Initial term of field expression must be a concrete SObject: ${typeName(type)}`);
  }
  const cause = rowCause(body, value, name.name, name.start);
  if (cause) return cause;
  const described = describedField(body, value, name.name);
  if (described) return described;
  const field = findField(type, name.name);
  if (!field) {
    const result = resultProperty(body, value, type, name);
    if (result) return result;
    if (type.symbol.isPlatform && type.symbol.fields.size === 0) {
      return body.fail(name.start, `Initial term of field expression must be a concrete SObject: ${typeName(type)}`);
    }
    return missing(body, node);
  }
  if (field.symbol.isStatic) {
    const { symbol } = field;
    const message = `Static field cannot be referenced from a non static context: ${symbol.name} from the type ${symbol.owner.qualifiedName}`;
    return body.fail(name.start, message);
  }
  return instanceField(body, value, field, name.start, access);
}

/** The results of DML are read as properties too: `result.success`, `error.message`. */
function resultProperty(
  body: Body,
  target: HirExpression,
  type: ClassType,
  name: Identifier,
): HirExpression | undefined {
  if (type.symbol.namespace !== 'Database') return undefined;
  for (const prefix of ['get', 'is']) {
    const method = findMethods(type, prefix + name.name, body.universe).find(
      ({ parameters }) => parameters.length === 0,
    );
    if (!method) continue;
    const { symbol, returnType } = method;
    return { kind: 'callPlatformInstance', method: symbol, target, arguments: [], type: returnType, start: name.start };
  }
  return undefined;
}

/** `[SELECT ...].Name` is a field of the only row. */
export function queriedRow(value: HirExpression): HirExpression | undefined {
  if (value.kind !== 'soql' || value.result !== 'list' || value.type.kind !== 'class') return undefined;
  return { ...value, result: 'single', type: value.type.args[0] };
}

/** `[SELECT ...]?.Name` is null where there is no row. */
export function optionalRow(value: HirExpression, safe: boolean): HirExpression {
  const row = safe ? queriedRow(value) : undefined;
  return row?.kind === 'soql' ? { ...row, result: 'optional' } : value;
}

/** `Schema.SObjectType.Account.fields.Name` and `...fieldSets.Name`, which no signature can list. */
function describedField(body: Body, value: HirExpression, name: string): HirExpression | undefined {
  if (value.kind !== 'read' || value.place.kind !== 'platformField') return undefined;
  const { target, field } = value.place;
  if (target?.kind !== 'objectDescribe') return undefined;
  const object = body.universe.sobject(target.object)?.object;
  if (!object) return undefined;
  const { universe } = body;
  const start = value.start;
  if (field.name.toLowerCase() === 'fields') {
    const found = universe.field(object, name);
    if (!found) return undefined;
    const type = universe.platform('Schema', 'DescribeFieldResult');
    return { kind: 'fieldDescribe', object: object.name, field: found.name, type, start };
  }
  if (field.name.toLowerCase() !== 'fieldsets' || !object.fieldSets.has(name.toLowerCase())) return undefined;
  const getMap = universe.platform('Schema', 'SObjectTypeFieldSets').symbol.methods.get('getmap')?.[0];
  const get = universe.system('Map').symbol.methods.get('get')?.[0];
  if (!getMap || !get) return undefined;
  const all: HirExpression = {
    kind: 'callPlatformInstance',
    method: getMap,
    target: value,
    arguments: [],
    type: getMap.returnType,
    start,
  };
  const key: HirExpression = {
    kind: 'constant',
    literal: 'string',
    text: name,
    type: universe.system('String'),
    start,
  };
  const type = universe.platform('Schema', 'FieldSet');
  return { kind: 'callPlatformInstance', method: get, target: all, arguments: [key], type, start };
}

// ---------------------------------------------------------------- members of types and namespaces

function typeMember(body: Body, type: Type, node: FieldAccess, access: Access): Denotation {
  const { name } = node;
  if (type.kind === 'sobject') return objectStaticMember(body, type, name.name, name.start);
  if (type.kind !== 'class') return valueOf(missing(body, node));
  const { symbol } = type;
  if (symbol.kind === 'enum') {
    const constant = symbol.enumValues.find((value) => value.toLowerCase() === name.name.toLowerCase());
    if (constant !== undefined) return valueOf(enumValue(symbol, constant, name.start));
  }
  const field = findField(type, name.name);
  if (field) {
    if (field.symbol.isStatic) return valueOf(staticField(body, field, name.start, access));
    if (outerInstance(body, symbol)) return valueOf(fieldBySimpleName(body, field, name.start, access));
    return valueOf(body.fail(name.start, notStaticField(field.symbol)));
  }
  const inner = innerType(symbol, name.name);
  if (inner) {
    if (!isVisible({ owner: inner, annotations: inner.annotations }, inner.visibility, body.owner)) {
      body.report(name.start, `Type is not visible: ${inner.qualifiedName}`);
    }
    return { kind: 'type', type: classType(inner) };
  }
  if (isClassNamed(type, 'Schema', 'SObjectType')) {
    const object = body.universe.sobject(name.name);
    if (object?.object) {
      const described = body.universe.platform('Schema', 'DescribeSObjectResult');
      return valueOf({ kind: 'objectDescribe', object: object.name, type: described, start: name.start });
    }
  }
  // `Database` is a class of System and a namespace of its own.
  if (node.target.kind === 'name' && symbol.isPlatform) return namespaceMember(body, node.target.name, node);
  return valueOf(missing(body, node));
}

/** `Base.field` inside an instance of a subclass. */
const outerInstance = (body: Body, symbol: TypeSymbol): boolean =>
  !body.isStatic && body.owner !== undefined && isSubclass(body.owner, symbol);

function namespaceMember(body: Body, namespace: string, node: FieldAccess): Denotation {
  const { name } = node;
  if (namespace.toLowerCase() === 'system' && name.name.toLowerCase() === 'label') return { kind: 'labels' };
  const named = lookupInNamespace(namespace, name.name, body.universe);
  return named ? denoteType(named) : valueOf(missing(body, node));
}

export function enumValue(symbol: TypeSymbol, name: string, start: number): HirExpression {
  return { kind: 'enumValue', symbol, name, type: classType(symbol), start };
}

function label(body: Body, node: FieldAccess): HirExpression {
  const { name } = node;
  const found = body.universe.schema.labels.get(name.name.toLowerCase());
  if (!found) return body.fail(name.start, `External string does not exist: ${name.name}`);
  return { kind: 'label', name: found.name, type: body.universe.system('String'), start: name.start };
}

/** `Page.Start` is a reference to the page's address, which is in lower case. */
function page(body: Body, node: FieldAccess): HirExpression {
  const { name } = node;
  const type = body.universe.system('PageReference');
  const constructor_ = type.symbol.constructors.find(({ key }) => key === 'new(String)');
  const found = body.universe.schema.setup.pages.get(name.name.toLowerCase());
  if (!found || !constructor_) return body.fail(name.start, `Page ${name.name} does not exist`);
  const text = `/apex/${found.name.toLowerCase()}`;
  const string = body.universe.system('String');
  const address: HirExpression = { kind: 'constant', literal: 'string', text, type: string, start: name.start };
  return { kind: 'newPlatform', constructor_, arguments: [address], type, start: name.start };
}
