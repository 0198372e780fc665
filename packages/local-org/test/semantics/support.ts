/** Checks Apex given as text against the standard objects and a few custom ones. */
import assert from 'node:assert/strict';
import { SourceFile } from '../../src/diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { checkAnonymous } from '../../src/compiler/semantics/anonymous.ts';
import type { HirExpression, HirMethod, HirProgram, HirStatement } from '../../src/compiler/semantics/hir.ts';
import { checkProgram, type CheckedProgram } from '../../src/compiler/semantics/program.ts';
import { loadStdlib } from '../../src/compiler/semantics/stdlib.ts';
import { typeName } from '../../src/compiler/semantics/typing.ts';
import { parseApex, type ApexKind } from '../../src/compiler/syntax/parser.ts';
import { checkbox, fieldMap, idField, makeField, number, text } from '../../src/schema/fields.ts';
import type { ObjectSchema, OrgSchema } from '../../src/schema/model.ts';
import { createOrgSchema } from '../../src/schema/org-schema.ts';
import { standardObjects } from '../../src/schema/standard/catalogue.ts';

const account = standardObjects.get('account')!;

const customObject = (name: string, changes: Partial<ObjectSchema>): ObjectSchema => ({
  ...account,
  name,
  label: name,
  custom: true,
  kind: 'custom',
  source: name,
  ...changes,
});

const invoice = customObject('Invoice__c', {
  fields: fieldMap([
    idField(),
    text('Name', 80),
    number('Total__c', 18, 2, { custom: true }),
    text('Ref__c', 20, { custom: true, externalId: true }),
    makeField('Account__c', 'reference', {
      custom: true,
      referenceTo: ['Account'],
      relationshipName: 'Account__r',
      childRelationshipName: 'Invoices__r',
    }),
  ]),
});

const setting = customObject('Lane__c', {
  kind: 'customSetting',
  customSettingType: 'Hierarchy',
  fields: fieldMap([idField(), checkbox('Open__c', { custom: true })]),
});

const rule = customObject('Rule__mdt', {
  kind: 'customMetadata',
  fields: fieldMap([idField(), text('DeveloperName', 40), checkbox('Active__c', { custom: true })]),
});

export const schema: OrgSchema = createOrgSchema({
  projectDirectory: '.',
  apiVersion: '66.0',
  objects: new Map([
    ...standardObjects,
    ...[invoice, setting, rule].map((object) => [object.name.toLowerCase(), object] as const),
  ]),
  permissionSets: new Map(),
  customPermissions: new Map(),
  labels: new Map([['greeting', { name: 'Greeting', value: 'Hello' }]]),
  customMetadata: [],
  apex: [],
  lwc: [],
  flexiPages: new Map(),
  apps: new Map(),
  tabs: new Map(),
  layouts: new Map(),
});

function parse(path: string, source: string, kind: ApexKind) {
  const file = new SourceFile(path, source);
  const { unit, diagnostics } = parseApex(file, kind);
  assert.deepEqual(diagnostics, []);
  assert.ok(unit);
  return { file, unit };
}

export function check(...sources: string[]): CheckedProgram {
  const isTrigger = (source: string): boolean => source.startsWith('trigger ');
  return checkProgram(
    {
      classes: sources.filter((source) => !isTrigger(source)).map((source, i) => parse(`${i + 1}.cls`, source, 'type')),
      triggers: sources.filter(isTrigger).map((source, i) => parse(`${i + 1}.trigger`, source, 'trigger')),
    },
    schema,
    loadStdlib(),
  );
}

/** The messages alone. */
export const messages = (...sources: string[]): string[] => check(...sources).diagnostics.map(({ message }) => message);

/** `line:column message` of each diagnostic */
export const places = (...sources: string[]): string[] => check(...sources).diagnostics.map(placed);

const placed = ({ line, column, message }: Diagnostic): string => `${line}:${column} ${message}`;

/** The diagnostics of statements in a method `void run(Account a, String s, Integer i, Object o)`. */
export const inMethod = (statements: string, ...others: string[]): string[] =>
  messages(`public class Foo { void run(Account a, String s, Integer i, Object o) {\n${statements}\n} }`, ...others);

export function assertAccepted(statements: string, ...others: string[]): void {
  assert.deepEqual(inMethod(statements, ...others), []);
}

export function program(...sources: string[]): HirProgram {
  const checked = check(...sources);
  assert.deepEqual(checked.diagnostics, []);
  return checked.program;
}

export function methodOf(checked: HirProgram, type: string, name: string): HirMethod {
  const found = checked.types
    .find(({ symbol }) => symbol.qualifiedName === type)
    ?.methods.find(({ symbol }) => symbol.name === name);
  assert.ok(found, `${type}.${name}`);
  return found;
}

export const bodyOf = (method: HirMethod): readonly HirStatement[] => {
  assert.ok(method.body?.kind === 'block');
  return method.body.statements;
};

/** The checked value of an expression, in the scope of `inMethod`. */
export function expression(source: string, ...others: string[]): HirExpression {
  const text = `public class Foo { void run(Account a, String s, Integer i, Object o) { System.debug(${source}); } }`;
  const [statement] = bodyOf(methodOf(program(text, ...others), 'Foo', 'run'));
  assert.ok(statement.kind === 'expression' && statement.value.kind === 'callPlatformStatic');
  const [argument] = statement.value.arguments;
  return argument.kind === 'convert' ? argument.value : argument;
}

export const typeOf = (source: string, ...others: string[]): string => typeName(expression(source, ...others).type);

export function anonymous(source: string, ...classes: string[]) {
  const { types } = check(...classes);
  const { file, unit } = parse('anonymous', source, 'anonymous');
  return checkAnonymous(unit, file, schema, loadStdlib(), types);
}
