/** Semantic analysis of an anonymous block over the types of a checked project. */
import type {
  CompilationUnit,
  LocalDeclaration,
  Member,
  MethodDeclaration,
  Statement,
  TypeDeclaration,
} from '../syntax/ast.ts';
import type { Diagnostic, SourceFile } from '../../diagnostics/diagnostic.ts';
import type { OrgSchema } from '../../schema/model.ts';
import { checkMethod } from './bodies.ts';
import { Body } from './body.ts';
import { declareMembers, declareType, type SymbolTable } from './declare.ts';
import { checker } from './expressions.ts';
import { sequence } from './flow.ts';
import type { HirAnonymous } from './hir.ts';
import { settleNeverNull } from './nullness.ts';
import { asStatic, checkTypes, declareRoot } from './passes.ts';
import { resolveType } from './resolve.ts';
import { statements } from './statements.ts';
import type { Stdlib } from './stdlib.ts';
import type { TypeSymbol } from './types.ts';
import { Universe } from './universe.ts';

export interface CheckedAnonymous {
  readonly anonymous: HirAnonymous;
  readonly diagnostics: readonly Diagnostic[];
}

export function checkAnonymous(
  unit: CompilationUnit,
  file: SourceFile,
  schema: OrgSchema,
  stdlib: Stdlib,
  types: ReadonlyMap<string, TypeSymbol>,
): CheckedAnonymous {
  if (unit.kind !== 'anonymousUnit') throw new Error(`${file.path} is not an anonymous block`);
  const universe = new Universe(schema, stdlib, new Map(types));
  const parts = sort(unit.members, universe, file);
  const roots = declareOwnTypes(parts.types, file, universe);
  const hirTypes = checkTypes(roots, universe);
  const table: SymbolTable = new Map();
  const owner = declareOwner(parts.methods, file, universe, table);
  const body = new Body({ universe, file, checker, owner, isStatic: true, returnType: undefined });
  sequence(parts.statements, (at) => body.report(at.start, 'Unreachable statement'));
  const checked = statements(body, parts.statements);
  const context = { symbol: owner, universe, table, enclosing: body };
  const methods = parts.methods.map((method) => checkMethod(context, method));
  settleNeverNull(body.locals, body.writes);
  return {
    anonymous: {
      apiVersion: Number(schema.apiVersion),
      types: hirTypes,
      methods,
      body: { kind: 'block', statements: checked, start: 0 },
      locals: body.locals,
      file,
    },
    diagnostics: universe.diagnostics,
  };
}

interface Parts {
  readonly statements: Statement[];
  readonly methods: MethodDeclaration[];
  readonly types: TypeDeclaration[];
}

function sort(members: readonly (Statement | Member)[], universe: Universe, file: SourceFile): Parts {
  const parts: Parts = { statements: [], methods: [], types: [] };
  for (const member of members) {
    switch (member.kind) {
      case 'method':
        parts.methods.push(asStatic(member));
        break;
      case 'class':
      case 'interface':
      case 'enum':
        parts.types.push(member);
        break;
      case 'field': {
        const { type, declarators, start, end, modifiers } = member;
        const isFinal = modifiers.keywords.includes('final');
        parts.statements.push({ kind: 'local', isFinal, type, declarators, start, end } satisfies LocalDeclaration);
        break;
      }
      case 'property':
      case 'constructor':
      case 'initializer':
        universe.report(file, member.start, `Not supported in an anonymous block: ${member.kind}`);
        break;
      default:
        parts.statements.push(member);
    }
  }
  return parts;
}

/** A type of the block hides one of the project with the same name. */
function declareOwnTypes(declarations: readonly TypeDeclaration[], file: SourceFile, universe: Universe): TypeSymbol[] {
  const own = new Set<string>();
  const roots: TypeSymbol[] = [];
  for (const declaration of declarations) {
    const key = declaration.name.name.toLowerCase();
    if (!own.has(key)) universe.projectTypes.delete(key);
    own.add(key);
    const root = declareRoot(declaration, file, universe, Number(universe.schema.apiVersion));
    if (root) roots.push(root);
  }
  return roots;
}

/** The class that the methods of the block belong to. */
function declareOwner(
  methods: readonly MethodDeclaration[],
  file: SourceFile,
  universe: Universe,
  table: SymbolTable,
): TypeSymbol {
  const at = { start: 0, end: 0 };
  const declaration: TypeDeclaration = {
    kind: 'class',
    name: { name: 'AnonymousBlock', ...at },
    modifiers: { keywords: ['public'], annotations: [], ...at },
    typeParameters: [],
    superclass: undefined,
    interfaces: [],
    members: methods,
    ...at,
  };
  const report = (offset: number, message: string): void => universe.report(file, offset, message);
  const owner = declareType(declaration, { file, report, apiVersion: Number(universe.schema.apiVersion) });
  declareMembers(owner, (ref, from) => resolveType(ref, from, universe, report), table, report);
  return owner;
}
