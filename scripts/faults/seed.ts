/** Single faults seeded into real Apex: each takes a source that compiles and breaks one rule of the language. */
import type { CompilationUnit } from '../../packages/local-org/src/compiler/syntax/ast.ts';

export type FaultKind =
  | 'unknown type'
  | 'unknown field'
  | 'unknown method'
  | 'unknown variable'
  | 'wrong argument'
  | 'wrong number of arguments'
  | 'wrong assignment'
  | 'wrong return'
  | 'missing implementation'
  | 'unreachable statement'
  | 'duplicate variable'
  | 'duplicate method';

export interface Fault {
  readonly kind: FaultKind;
  /** offsets in the source; equal where text is only inserted */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Nothing takes a set of times by accident. */
const WRONG = 'new Set<Time>()';
/** Methods that take any value; those of maps and sets take any key, as the platform does at compile time. */
const TAKES_ANYTHING =
  /^(?:debug|valueOf|addError|put|add|contains\w*|remove|get|serialize\w*|assert\w*|are\w*|is\w*|format|equals)$/i;

interface Node {
  readonly kind?: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** Every single fault that the source of `unit` offers, in the order of the text. */
export function faultsOf(unit: CompilationUnit, source: string): Fault[] {
  const faults: Fault[] = [];
  const add = (kind: FaultKind, at: { start: number; end: number }, text: string): void => {
    faults.push({ kind, start: at.start, end: at.end, text });
  };
  const insert = (kind: FaultKind, offset: number, text: string): void =>
    add(kind, { start: offset, end: offset }, text);

  const visitors: Record<string, (node: Node) => void> = {
    local(node) {
      add('unknown type', node.type as Node, 'No_Such_Type');
      const [first] = node.declarators as { name: Node; initializer: Node | undefined }[];
      if (first?.initializer !== undefined) add('wrong assignment', first.initializer, WRONG);
      if (source[node.end - 1] === ';')
        insert('duplicate variable', node.end, ` ${source.slice(node.start, node.end)}`);
    },
    fieldAccess(node) {
      add('unknown field', node.name as Node, 'noSuchField');
    },
    call(node) {
      const name = node.name as Node & { name: string };
      const [first] = node.arguments as Node[];
      add('unknown method', name, 'noSuchMethod');
      if (first === undefined || TAKES_ANYTHING.test(name.name)) return;
      add('wrong argument', first, WRONG);
      insert('wrong number of arguments', first.start, '1, 2, 3, 4, 5, 6, ');
    },
    name(node) {
      add('unknown variable', node, 'noSuchVariable');
    },
    return(node) {
      if (node.value !== undefined) add('wrong return', node.value as Node, WRONG);
      insert('unreachable statement', node.end, ' Integer neverReached = 1;');
    },
    method(node) {
      if (node.body !== undefined) insert('duplicate method', node.end, ` ${source.slice(node.start, node.end)}`);
    },
    class(node) {
      if ((node.interfaces as Node[]).length === 0) return;
      for (const member of node.members as Node[]) {
        if (member.kind === 'method') add('missing implementation', member.name as Node, 'noLongerImplemented');
      }
    },
  };

  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      const node = value as Node;
      if (typeof node.kind === 'string') visitors[node.kind]?.(node);
      // what stands in a query is SOQL's, not Apex's
      if (node.kind !== 'soql' && node.kind !== 'sosl') Object.values(node).forEach(visit);
    }
  };
  visit(unit);
  return faults.sort((a, b) => a.start - b.start || a.end - b.end);
}

export function applyFault(source: string, fault: Fault): string {
  return source.slice(0, fault.start) + fault.text + source.slice(fault.end);
}
