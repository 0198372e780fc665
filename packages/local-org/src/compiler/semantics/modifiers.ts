/**
 * Which modifiers a declaration may have. Apex Developer Guide, "Class Declaration Syntax", "Class Methods", "Access Modifiers",
 * "Using the static Keyword" and "Using the final Keyword"; the wording of the errors is that of Salesforce's own compiler.
 */
import type { Accessor, Member, Modifiers, PropertyDeclaration } from '../syntax/ast.ts';
import type { Report } from './resolve.ts';
import type { TypeSymbol, Visibility } from './types.ts';
import { classChain, isSystem } from './typing.ts';

const SCOPES: ReadonlySet<string> = new Set(['private', 'protected', 'public', 'global']);
const SHARING = ['with sharing', 'without sharing', 'inherited sharing'];

interface Kind {
  readonly plural: string;
  readonly allowed: ReadonlySet<string>;
}

const kind = (plural: string, ...allowed: string[]): Kind => ({ plural, allowed: new Set(allowed) });

const KINDS = {
  class: kind('classes', 'private', 'public', 'global', 'virtual', 'abstract', ...SHARING),
  interface: kind('interfaces', 'private', 'public', 'global', 'virtual', ...SHARING),
  enum: kind('enums', 'private', 'public', 'global'),
  method: kind('methods', ...SCOPES, 'static', 'virtual', 'abstract', 'override', 'testmethod', 'webservice'),
  interfaceMethod: kind('interface methods'),
  constructor: kind('constructors', ...SCOPES),
  field: kind('fields', ...SCOPES, 'static', 'final', 'transient', 'webservice'),
  property: kind(
    'properties',
    ...[...SCOPES, 'static', 'final', 'transient', 'webservice', 'virtual', 'abstract', 'override'],
  ),
  accessor: kind('properties', ...SCOPES),
} as const;

/** Reports the modifiers of a type of the project and of its members; those of its inner types are checked on their own. */
export function checkModifiers(symbol: TypeSymbol, report: Report): void {
  const { declaration } = symbol;
  const at = declaration.name.start;
  checkKeywords(declaration.modifiers, KINDS[declaration.kind], at, report);
  if (declaration.modifiers.keywords.includes('abstract') && declaration.modifiers.keywords.includes('virtual'))
    report(at, 'abstract classes are by default virtual');
  if (symbol.outer?.name.toLowerCase() === symbol.name.toLowerCase())
    report(at, `Type name already in use: ${symbol.name}`);
  checkExceptionName(symbol, report);
  if (declaration.kind === 'enum') return;
  for (const member of declaration.members as readonly Member[]) checkMember(symbol, member, report);
}

/** A class of a file of its own must be seen by others; tests need not. */
export function checkTopLevelScope(symbol: TypeSymbol, report: Report): void {
  const { name, modifiers } = symbol.declaration;
  if (symbol.isTest || modifiers.keywords.some((word) => word === 'public' || word === 'global')) return;
  report(name.start, 'Top-level type must have public or global visibility');
}

function checkMember(owner: TypeSymbol, member: Member, report: Report): void {
  switch (member.kind) {
    case 'method': {
      const of = owner.kind === 'interface' ? KINDS.interfaceMethod : KINDS.method;
      const { keywords } = member.modifiers;
      const at = member.name.start;
      checkKeywords(member.modifiers, of, at, report);
      if (keywords.includes('abstract') && keywords.includes('virtual'))
        report(at, 'abstract methods are by default virtual');
      checkPlace(owner, member.modifiers, of, at, report);
      break;
    }
    case 'constructor':
      checkKeywords(member.modifiers, KINDS.constructor, member.name.start, report);
      checkPlace(owner, member.modifiers, KINDS.constructor, member.name.start, report);
      break;
    case 'field': {
      const at = member.declarators[0]?.name.start ?? member.start;
      checkKeywords(member.modifiers, KINDS.field, at, report);
      checkPlace(owner, member.modifiers, KINDS.field, at, report);
      break;
    }
    case 'property':
      checkKeywords(member.modifiers, KINDS.property, member.name.start, report);
      checkPlace(owner, member.modifiers, KINDS.property, member.name.start, report);
      checkAccessors(member, report);
      break;
    case 'initializer':
      if (member.isStatic && owner.outer) report(member.start, 'Inner types are not allowed to have static blocks');
      break;
    default:
  }
}

function checkKeywords({ keywords }: Modifiers, of: Kind, at: number, report: Report): void {
  const repeated = keywords.find((word, i) => keywords.indexOf(word) !== i);
  if (repeated !== undefined) report(at, `Duplicate modifier: ${repeated}`);
  const scopes = new Set(keywords.filter((word) => SCOPES.has(word)));
  if (scopes.size > 1) report(at, 'Declarations can only have one scope');
  for (const word of new Set(keywords)) {
    if (!of.allowed.has(word)) report(at, `${word} is not allowed on ${of.plural}`);
  }
}

/** Only what is inside a global type can be global, only what is in a top-level type static. */
function checkPlace(owner: TypeSymbol, { keywords }: Modifiers, of: Kind, at: number, report: Report): void {
  if (owner.outer && keywords.includes('static') && of.allowed.has('static'))
    report(at, `static can only be used on ${of.plural} of a top level type`);
  const global = keywords.find((word) => word === 'global' || word === 'webservice');
  if (global !== undefined && owner.visibility !== 'global')
    report(at, `Defining type for ${global} ${of.plural} must be declared as global`);
}

const RANK: readonly Visibility[] = ['private', 'protected', 'public', 'global'];

function checkAccessors(member: PropertyDeclaration, report: Report): void {
  const { getter, setter, name } = member;
  if (!getter && !setter) report(name.start, `Property must have at least one accessor: ${name.name}`);
  const scopeOf = ({ keywords }: Modifiers): Visibility | undefined => RANK.find((scope) => keywords.includes(scope));
  const own = scopeOf(member.modifiers) ?? 'private';
  for (const accessor of [getter, setter] as (Accessor | undefined)[]) {
    if (!accessor) continue;
    checkKeywords(accessor.modifiers, KINDS.accessor, accessor.start, report);
    const scope = scopeOf(accessor.modifiers);
    if (scope !== undefined && RANK.indexOf(scope) > RANK.indexOf(own))
      report(accessor.start, `Cannot declare ${scope} accessor on ${own} property`);
  }
}

/** A class is an exception where its name says so, and only there. */
function checkExceptionName(symbol: TypeSymbol, report: Report): void {
  if (symbol.kind !== 'class') return;
  const { name, declaration, superclass } = symbol;
  const named = /exception$/i.test(name);
  const extending = superclass !== undefined && classChain(superclass.symbol).some(isException);
  if (extending && !named)
    report(declaration.name.start, `Classes extending Exception must have a name ending in 'Exception': ${name}`);
  // What it extends may be unknown, which has been reported.
  else if (named && !extending && declaration.kind === 'class' && (superclass || !declaration.superclass))
    report(declaration.name.start, `Exception class must extend another Exception class: ${name}`);
}

const isException = (symbol: TypeSymbol): boolean =>
  symbol.isPlatform && isSystem({ kind: 'class', symbol, args: [] }, 'Exception');
