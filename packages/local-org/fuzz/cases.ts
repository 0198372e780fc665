/**
 * One case of the fuzzer: damaged source goes through the parser, the checker and the emitter as far as it gets. Any text must
 * end in diagnostics or in a program; and what is emitted must be JavaScript that reaches no name of Node's own.
 */
import { Script } from 'node:vm';
import { parse } from 'acorn';
import { emitAnonymous, emitProgram } from '../src/compiler/emit/program.ts';
import { checkAnonymous } from '../src/compiler/semantics/anonymous.ts';
import { checkProgram } from '../src/compiler/semantics/program.ts';
import { loadStdlib } from '../src/compiler/semantics/stdlib.ts';
import { parseApex, parseSoql, parseSosl, parseTypeRef, type ApexKind } from '../src/compiler/syntax/parser.ts';
import { compileQuery, type PlanVariant } from '../src/data/soql/compile.ts';
import { parseFind } from '../src/data/sosl/find.ts';
import { CompilationError, SourceFile } from '../src/diagnostics/diagnostic.ts';
import { ApexException } from '../src/runtime/kernel/exception.ts';
import type { OrgSchema } from '../src/schema/model.ts';
import type { Corpus } from './corpus.ts';
import { mutate } from './mutate.ts';

export type Subject = 'class' | 'trigger' | 'anonymous' | 'query';

export const SUBJECTS: readonly Subject[] = ['class', 'trigger', 'anonymous', 'query'];

/** How a case ended: refused with a diagnostic, read but not compilable, or compiled to JavaScript. */
export type Outcome = 'refused' | 'read' | 'compiled';

/** Texts of `corpus`, with the damage of `seed`. */
export function sourceOf(corpus: Corpus, subject: Subject, seed: number): string {
  return mutate(corpus[subject], seed);
}

/** @throws whatever a part of the compiler lets through that is not a diagnostic */
export function runCase(text: string, subject: Subject, schema: OrgSchema): Outcome {
  if (subject === 'query') return queries(text, schema);
  const kind: ApexKind = subject === 'class' ? 'type' : subject;
  const file = new SourceFile('Fuzz.cls', text);
  const { unit, diagnostics } = parseApex(file, kind);
  for (const { line, column, message } of diagnostics) {
    if (!(line >= 1 && column >= 1 && message.length > 0)) throw new Error(`A diagnostic without a place: ${message}`);
  }
  if (unit === undefined || diagnostics.length > 0) {
    if (diagnostics.length === 0) throw new Error('Nothing was read and nothing was said');
    return 'refused';
  }
  if (kind === 'anonymous') {
    const { anonymous, diagnostics: found } = checkAnonymous(unit, file, schema, loadStdlib(), new Map());
    return found.length > 0 ? 'read' : emitted(emitAnonymous(anonymous).text);
  }
  const source = { file, unit };
  const sources = kind === 'type' ? { classes: [source], triggers: [] } : { classes: [], triggers: [source] };
  const checked = checkProgram(sources, schema, loadStdlib());
  if (checked.diagnostics.length > 0) return 'read';
  return emitted(emitProgram(checked.program, { coverage: true }).text);
}

function emitted(script: string): Outcome {
  new Script(script);
  refuseFreeNames(script);
  return 'compiled';
}

const PLAIN: PlanVariant = {
  bindsWithNull: new Set(),
  collections: new Set(),
  foldedBinds: new Set(),
  visible: undefined,
};

/** A text as a query, a search and the name of a type, each as far as it gets: up to SQL where it is a query. */
function queries(text: string, schema: OrgSchema): Outcome {
  const attempts: readonly (() => unknown)[] = [
    () => compileQuery(parseSoql(text), schema, PLAIN),
    () => {
      const { find } = parseSosl(text);
      return find.kind === 'text' ? parseFind(find.text) : find;
    },
    () => parseTypeRef(text),
  ];
  const outcomes = attempts.map((attempt): Outcome => {
    try {
      attempt();
      return 'compiled';
    } catch (error) {
      // the compiler's own word, or the exception that Apex gets
      if (error instanceof CompilationError) return 'refused';
      if (error instanceof ApexException) return 'read';
      throw error;
    }
  });
  return (
    outcomes.find((outcome) => outcome === 'compiled') ?? outcomes.find((outcome) => outcome === 'read') ?? 'refused'
  );
}

/** What an emitted bundle may name without declaring it. */
const ALLOWED = new Set(['undefined', 'Math', 'Number', 'BigInt', 'Map', 'String', 'NaN', 'Infinity']);

interface Node {
  readonly type: string;
  readonly name?: string;
  readonly [key: string]: unknown;
}

/** Names that the script uses and nowhere declares. Scopes are not told apart: emitted names are unique by their prefix. */
function refuseFreeNames(script: string): void {
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: Node, parent: Node | undefined, key: string): void => {
    if (node.type === 'Identifier' && node.name !== undefined) {
      const isProperty =
        ((parent?.type === 'MemberExpression' && key === 'property') ||
          ((parent?.type === 'Property' || parent?.type === 'MethodDefinition') && key === 'key')) &&
        parent.computed !== true;
      const declares =
        key === 'params' ||
        (key === 'id' && parent !== undefined) ||
        (key === 'param' && parent?.type === 'CatchClause');
      if (declares) declared.add(node.name);
      else if (!isProperty) used.add(node.name);
    }
    for (const [name, value] of Object.entries(node)) {
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (isNode(child)) visit(child, node, name);
      }
    }
  };
  visit(parse(script, { ecmaVersion: 'latest' }) as unknown as Node, undefined, '');
  for (const name of used) {
    if (!declared.has(name) && !ALLOWED.has(name)) throw new Error(`The emitted script reaches ${name}`);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}
