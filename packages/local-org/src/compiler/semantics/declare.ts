/** First pass: the symbols of types, then of their members. Bodies are not looked at. */
import type {
  ClassDeclaration,
  ConstructorDeclaration,
  FieldDeclaration,
  InterfaceDeclaration,
  Member,
  MethodDeclaration,
  Modifiers,
  PropertyDeclaration,
  TypeDeclaration,
  TypeRef,
} from '../syntax/ast.ts';
import type { SourceFile } from '../../diagnostics/diagnostic.ts';
import type { FieldSymbol, MethodSymbol, Type, TypeSymbol, Visibility } from './types.ts';
import { hasAnnotation, typeName, voidType } from './typing.ts';

export interface DeclareOptions {
  readonly file: SourceFile;
  /** set for the platform's signatures */
  readonly namespace?: string;
  readonly outer?: TypeSymbol;
  readonly apiVersion?: number | undefined;
  /** instead of the usual name in JavaScript */
  readonly jsName?: string;
  readonly report: (offset: number, message: string) => void;
}

/** Which symbol a declaration has become; the checker of bodies starts from the declaration. */
export type SymbolTable = Map<object, MethodSymbol | FieldSymbol | TypeSymbol>;

export function declareType(declaration: TypeDeclaration, options: DeclareOptions): TypeSymbol {
  const { file, namespace, outer } = options;
  const { keywords, annotations } = declaration.modifiers;
  const name = declaration.name.name;
  const has = (keyword: string): boolean => keywords.includes(keyword);
  const prefix = outer ? outer.qualifiedName : namespace === undefined || namespace === 'System' ? '' : namespace;
  const symbol: TypeSymbol = {
    kind: declaration.kind,
    name,
    qualifiedName: prefix ? `${prefix}.${name}` : name,
    namespace,
    isPlatform: namespace !== undefined,
    outer,
    file,
    declaration,
    typeParameters: declaration.kind === 'enum' ? [] : declaration.typeParameters,
    superclass: undefined,
    interfaces: [],
    fields: new Map(),
    methods: new Map(),
    constructors: [],
    innerTypes: new Map(),
    enumValues: declaration.kind === 'enum' ? declaration.values.map((value) => value.name) : [],
    visibility: visibilityOf(declaration.modifiers, namespace === undefined ? 'private' : 'global'),
    isAbstract: has('abstract') || declaration.kind === 'interface',
    isVirtual: has('virtual') || has('abstract') || declaration.kind === 'interface',
    isTest: hasAnnotation(annotations, 'istest') || (outer?.isTest ?? false),
    sharing: sharingOf(keywords),
    apiVersion: options.apiVersion,
    annotations,
    jsName: options.jsName ?? (outer ? `${outer.jsName}$${name}` : `c_${name}`),
  };
  if (declaration.kind !== 'enum') declareInnerTypes(symbol, declaration, options);
  return symbol;
}

function declareInnerTypes(
  symbol: TypeSymbol,
  declaration: ClassDeclaration | InterfaceDeclaration,
  options: DeclareOptions,
): void {
  const members: readonly Member[] = declaration.members;
  for (const member of members) {
    if (member.kind !== 'class' && member.kind !== 'interface' && member.kind !== 'enum') continue;
    if (symbol.outer && !symbol.isPlatform) {
      options.report(member.name.start, `Inner types are not allowed to have inner types: ${member.name.name}`);
      continue;
    }
    const key = member.name.name.toLowerCase();
    if (symbol.innerTypes.has(key)) {
      options.report(member.name.start, `Type name already in use: ${symbol.qualifiedName}.${member.name.name}`);
      continue;
    }
    symbol.innerTypes.set(key, declareType(member, { ...options, outer: symbol, jsName: undefined }));
  }
}

/** Turns a written type into a type, reporting what it does not find. */
export type ResolveIn = (ref: TypeRef, owner: TypeSymbol) => Type;

/** Second pass: fields, properties, methods and constructors of one type (not of its inner types). */
export function declareMembers(
  owner: TypeSymbol,
  resolve: ResolveIn,
  table: SymbolTable,
  report: (offset: number, message: string) => void,
): void {
  const { declaration } = owner;
  if (declaration.kind === 'enum') return;
  for (const member of declaration.members as readonly Member[]) {
    if (member.kind === 'field') declareFields(owner, member, resolve, table, report);
    else if (member.kind === 'property') declareProperty(owner, member, resolve, table, report);
    else if (member.kind === 'method' || member.kind === 'constructor') {
      declareMethod(owner, member, resolve, table, report);
    }
  }
}

function declareFields(
  owner: TypeSymbol,
  member: FieldDeclaration,
  resolve: ResolveIn,
  table: SymbolTable,
  report: (offset: number, message: string) => void,
): void {
  const type = resolve(member.type, owner);
  for (const declarator of member.declarators) {
    const field: FieldSymbol = {
      ...commonField(owner, member.modifiers),
      name: declarator.name.name,
      type,
      property: undefined,
      start: declarator.name.start,
    };
    addField(owner, field, report);
    table.set(declarator, field);
  }
}

function declareProperty(
  owner: TypeSymbol,
  member: PropertyDeclaration,
  resolve: ResolveIn,
  table: SymbolTable,
  report: (offset: number, message: string) => void,
): void {
  const common = commonField(owner, member.modifiers);
  // A property that can be overridden is dispatched through its accessors even when they are automatic.
  const dispatched = member.modifiers.keywords.some(
    (word) => word === 'virtual' || word === 'abstract' || word === 'override',
  );
  const { getter, setter } = member;
  const field: FieldSymbol = {
    ...common,
    name: member.name.name,
    type: resolve(member.type, owner),
    property: {
      hasGetter: getter !== undefined,
      hasSetter: setter !== undefined,
      getterVisibility: getter ? visibilityOf(getter.modifiers, common.visibility) : common.visibility,
      setterVisibility: setter ? visibilityOf(setter.modifiers, common.visibility) : common.visibility,
      getterBody: getter !== undefined && (getter.body !== undefined || dispatched) && !owner.isPlatform,
      setterBody: setter !== undefined && (setter.body !== undefined || dispatched) && !owner.isPlatform,
    },
    start: member.name.start,
  };
  addField(owner, field, report);
  table.set(member, field);
}

function commonField(
  owner: TypeSymbol,
  modifiers: Modifiers,
): Omit<FieldSymbol, 'name' | 'type' | 'property' | 'start'> {
  const { keywords, annotations } = modifiers;
  return {
    owner,
    isStatic: keywords.includes('static'),
    isFinal: keywords.includes('final'),
    isTransient: keywords.includes('transient'),
    visibility: visibilityOf(modifiers, owner.isPlatform ? 'global' : 'private'),
    annotations,
  };
}

function addField(owner: TypeSymbol, field: FieldSymbol, report: (offset: number, message: string) => void): void {
  const key = field.name.toLowerCase();
  if (owner.fields.has(key)) report(field.start, `Duplicate field: ${field.name}`);
  else owner.fields.set(key, field);
}

function declareMethod(
  owner: TypeSymbol,
  member: MethodDeclaration | ConstructorDeclaration,
  resolve: ResolveIn,
  table: SymbolTable,
  report: (offset: number, message: string) => void,
): void {
  const { keywords, annotations } = member.modifiers;
  const isConstructor = member.kind === 'constructor';
  const name = isConstructor ? 'new' : member.name.name;
  const parameters = member.parameters.map((parameter) => ({
    name: parameter.name.name,
    type: resolve(parameter.type, owner),
  }));
  const method: MethodSymbol = {
    name,
    owner,
    returnType: isConstructor || member.returnType === undefined ? voidType : resolve(member.returnType, owner),
    parameters,
    isStatic: keywords.includes('static') || keywords.includes('testmethod'),
    isAbstract: keywords.includes('abstract') || owner.kind === 'interface',
    isVirtual: keywords.includes('virtual') || keywords.includes('abstract') || owner.kind === 'interface',
    isOverride: keywords.includes('override'),
    isConstructor,
    visibility:
      owner.kind === 'interface'
        ? owner.visibility
        : visibilityOf(member.modifiers, owner.isPlatform ? 'global' : 'private'),
    annotations,
    key: owner.isPlatform
      ? `${name}(${member.parameters.map((parameter) => writtenName(parameter.type)).join(',')})`
      : `${name}(${parameters.map((parameter) => erasedName(parameter.type)).join(',')})`.toLowerCase(),
    start: member.name.start,
  };
  if (isConstructor && member.name.name.toLowerCase() !== owner.name.toLowerCase()) {
    report(member.name.start, `Invalid constructor name: ${member.name.name}`);
  }
  const group = isConstructor ? owner.constructors : methodGroup(owner, name);
  if (group.some((other) => sameSignature(other, method))) {
    const words = signatureText(method);
    // Signatures of the platform may repeat a method to show each return type that an implementation may choose.
    if (!owner.isPlatform) report(member.name.start, `Method already defined: ${name} SIGNATURE: ${words}`);
    table.set(member, method);
    return;
  }
  // List<Account> and List<Contact> are erased to one key: the later one is told apart by its arguments.
  if (!owner.isPlatform && group.some((other) => other.key === method.key)) {
    method.key = `${name}(${parameters.map((parameter) => typeName(parameter.type)).join(',')})`.toLowerCase();
  }
  group.push(method);
  table.set(member, method);
}

function methodGroup(owner: TypeSymbol, name: string): MethodSymbol[] {
  const key = name.toLowerCase();
  let group = owner.methods.get(key);
  if (!group) owner.methods.set(key, (group = []));
  return group;
}

function sameSignature(a: MethodSymbol, b: MethodSymbol): boolean {
  return (
    a.parameters.length === b.parameters.length &&
    a.parameters.every((parameter, i) => typeName(parameter.type) === typeName(b.parameters[i].type))
  );
}

const writtenName = (ref: TypeRef): string => ref.parts.map((part) => part.name).join('.');

const erasedName = (type: Type): string => (type.kind === 'class' ? type.symbol.qualifiedName : typeName(type));

/** `void Foo.bar(Integer, String)` */
export function signatureText(method: MethodSymbol): string {
  const parameters = method.parameters.map((parameter) => typeName(parameter.type)).join(', ');
  return `${typeName(method.returnType)} ${method.owner.qualifiedName}.${method.name}(${parameters})`;
}

export function visibilityOf(modifiers: Modifiers, otherwise: Visibility): Visibility {
  for (const keyword of modifiers.keywords) {
    if (keyword === 'private' || keyword === 'protected' || keyword === 'public' || keyword === 'global')
      return keyword;
    if (keyword === 'webservice') return 'global';
  }
  return otherwise;
}

function sharingOf(keywords: readonly string[]): TypeSymbol['sharing'] {
  for (const keyword of keywords) {
    if (keyword === 'with sharing') return 'with';
    if (keyword === 'without sharing') return 'without';
    if (keyword === 'inherited sharing') return 'inherited';
  }
  return undefined;
}

/** The type and everything inside it. */
export function* withInnerTypes(symbol: TypeSymbol): Generator<TypeSymbol> {
  yield symbol;
  for (const inner of symbol.innerTypes.values()) yield* withInnerTypes(inner);
}
