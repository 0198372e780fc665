import assert from 'node:assert/strict';
import { SourceFile, CompilationError } from '../../../src/diagnostics/diagnostic.ts';
import type {
  ClassDeclaration,
  CompilationUnit,
  Expression,
  Member,
  Statement,
  TypeRef,
} from '../../../src/compiler/syntax/ast.ts';
import { parseApex } from '../../../src/compiler/syntax/parser.ts';
import type { ApexKind } from '../../../src/compiler/syntax/parser.ts';

/** Parses a source that has to be right. */
export function unitOf(source: string, kind: ApexKind): CompilationUnit {
  const { unit, diagnostics } = parseApex(new SourceFile('Test.cls', source), kind);
  assert.deepEqual(diagnostics, []);
  assert.ok(unit !== undefined);
  return unit;
}

/** The findings in a source, as `line:column message`. */
export function errorsIn(source: string, kind: ApexKind = 'type'): string[] {
  const { diagnostics } = parseApex(new SourceFile('Test.cls', source), kind);
  return diagnostics.map((d) => `${d.line}:${d.column} ${d.message}`);
}

/** What `read` throws, as `line:column message`. */
export function thrownBy(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof CompilationError);
    return error.diagnostics.map((d) => `${d.line}:${d.column} ${d.message}`);
  }
  return [];
}

export function classOf(source: string, kind: ApexKind = 'type'): ClassDeclaration {
  const unit = unitOf(source, kind);
  assert.ok(unit.kind === 'typeUnit' && unit.type.kind === 'class');
  return unit.type;
}

/** The one member of a class with this body. */
export function memberOf(body: string): Member {
  const { members } = classOf(`class A { ${body} }`);
  assert.equal(members.length, 1);
  return members[0];
}

export function statementsOf(source: string): Statement[] {
  const unit = unitOf(`class A { void f() { ${source} } }`, 'type');
  assert.ok(unit.kind === 'typeUnit' && unit.type.kind === 'class');
  const method = unit.type.members[0];
  assert.ok(method?.kind === 'method' && method.body !== undefined);
  return [...method.body.statements];
}

export function statementOf<Kind extends Statement['kind']>(
  source: string,
  kind: Kind,
): Extract<Statement, { readonly kind: Kind }> {
  const statements = statementsOf(source);
  assert.equal(statements.length, 1);
  const statement = statements[0];
  assert.equal(statement.kind, kind);
  return statement as Extract<Statement, { readonly kind: Kind }>;
}

export function expressionOf(source: string): Expression {
  const value = statementOf(`return ${source};`, 'return').value;
  assert.ok(value !== undefined);
  return value;
}

/** Writes an expression with every operation in brackets, operator first, so that its shape can be read. */
export function shape(source: string): string {
  return show(expressionOf(source));
}

export function showType(type: TypeRef): string {
  return type.parts
    .map(({ name, args }) => (args.length === 0 ? name : `${name}<${args.map(showType).join(', ')}>`))
    .join('.');
}

export function show(node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return node.type === 'string' ? `'${node.text}'` : node.text;
    case 'name':
      return node.name;
    case 'this':
    case 'super':
      return node.kind;
    case 'fieldAccess':
      return `${show(node.target)}${node.safe ? '?.' : '.'}${node.name.name}`;
    case 'call': {
      const target = node.target === undefined ? '' : `${show(node.target)}${node.safe ? '?.' : '.'}`;
      return `${target}${node.name.name}(${node.arguments.map(show).join(', ')})`;
    }
    case 'index':
      return `${show(node.target)}[${show(node.index)}]`;
    case 'new': {
      const named = node.named.map(({ name, value }) => `${name.name}: ${show(value)}`);
      return `new ${showType(node.type)}(${[...node.arguments.map(show), ...named].join(', ')})`;
    }
    case 'newCollection': {
      const entries = node.entries.map(({ key, value }) => `${show(key)} => ${show(value)}`);
      return `new ${showType(node.type)}{${[...node.elements.map(show), ...entries].join(', ')}}`;
    }
    case 'newArray':
      return `new ${showType(node.type)}[${show(node.size)}]`;
    case 'cast':
      return `[cast ${showType(node.type)} ${show(node.value)}]`;
    case 'instanceof':
      return `[instanceof ${show(node.value)} ${showType(node.type)}]`;
    case 'unary':
      return `[${node.operator} ${show(node.operand)}]`;
    case 'postfix':
      return `[${show(node.operand)} ${node.operator}]`;
    case 'binary':
      return `[${node.operator} ${show(node.left)} ${show(node.right)}]`;
    case 'assign':
      return `[${node.operator} ${show(node.target)} ${show(node.value)}]`;
    case 'conditional':
      return `[? ${show(node.condition)} ${show(node.then)} ${show(node.else)}]`;
    case 'classLiteral':
      return `${showType(node.type)}.class`;
    case 'soql':
    case 'sosl':
      return `[${node.kind}]`;
  }
}
