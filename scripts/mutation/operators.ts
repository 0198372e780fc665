/**
 * Single changes to the package's Apex, each of which switches one guard off. All of them compile unless the rest of a method
 * needs what was taken out.
 */
import type { CompilationUnit } from '../../packages/local-org/src/compiler/syntax/ast.ts';

export type Operator =
  | 'refusal dropped'
  | 'exception dropped'
  | 'reason dropped'
  | 'guard never'
  | 'permission granted'
  | 'user mode dropped'
  | 'trigger event dropped'
  | 'condition never'
  | 'condition always';

/** Those that switch an invariant off; the others change any condition. */
export const INVARIANTS: ReadonlySet<Operator> = new Set<Operator>([
  'refusal dropped',
  'exception dropped',
  'reason dropped',
  'guard never',
  'permission granted',
  'user mode dropped',
  'trigger event dropped',
]);

export interface Mutation {
  readonly operator: Operator;
  /** `Class.method`, or the trigger's name */
  readonly member: string;
  /** offsets in the source */
  readonly start: number;
  readonly end: number;
  /** what stands there instead */
  readonly text: string;
  /** offset of the statement that changes: whoever runs it may notice */
  readonly statement: number;
}

interface Node {
  readonly kind?: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

interface Context {
  readonly member: string;
  readonly returnsText: boolean;
  readonly statement: number;
}

const REFUSES = /^(?:addError|refuse\w*)$/i;
const GIVES_A_REASON = /^(?:refusal|reason|why)/i;
const STATEMENTS = new Set([
  'local',
  'expression',
  'if',
  'return',
  'throw',
  'for',
  'forEach',
  'while',
  'dml',
  'switch',
]);

/** Every mutation that the unit offers, in the order of the text. */
export function mutationsOf(unit: CompilationUnit, source: string): Mutation[] {
  const found: Mutation[] = [];
  const visit = (value: unknown, context: Context): void => {
    if (Array.isArray(value)) for (const part of value) visit(part, context);
    else if (typeof value === 'object' && value !== null) {
      const node = value as Node;
      const inner = contextOf(node, context);
      for (const [operator, at, text] of mutationsAt(node, inner, source))
        found.push({ operator, start: at.start, end: at.end, text, member: inner.member, statement: inner.statement });
      Object.values(node).forEach((part) => visit(part, inner));
    }
  };
  if (unit.kind === 'triggerUnit') {
    const member = unit.trigger.name.name;
    found.push(...droppedEvents(source, member));
  } else visit(unit, { member: '', returnsText: false, statement: 0 });
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

export function applyMutation(source: string, { start, end, text }: Mutation): string {
  return source.slice(0, start) + text + source.slice(end);
}

function contextOf(node: Node, context: Context): Context {
  const name = (node.name as { name?: string } | undefined)?.name ?? '';
  switch (node.kind) {
    case 'class':
    case 'interface':
    case 'enum':
      return { ...context, member: context.member === '' ? name : `${context.member}.${name}` };
    case 'method':
    case 'constructor':
    case 'property': {
      const parts = (node.returnType as { parts?: { name: string }[] } | undefined)?.parts ?? [];
      const returnsText = parts.at(-1)?.name.toLowerCase() === 'string' && GIVES_A_REASON.test(name);
      return { ...context, member: `${context.member}.${name}`, returnsText };
    }
    default:
      return STATEMENTS.has(node.kind ?? '') ? { ...context, statement: node.start } : context;
  }
}

type Found = readonly [Operator, { readonly start: number; readonly end: number }, string];

function mutationsAt(node: Node, context: Context, source: string): Found[] {
  switch (node.kind) {
    case 'expression': {
      const name = calledName(node.expression as Node);
      return name !== undefined && REFUSES.test(name) ? [['refusal dropped', node, '{}']] : [];
    }
    case 'throw':
      return [['exception dropped', node, '{}']];
    case 'return': {
      const value = node.value as Node | undefined;
      return context.returnsText && value !== undefined && source.slice(value.start, value.end) !== 'null'
        ? [['reason dropped', value, 'null']]
        : [];
    }
    case 'if': {
      const condition = node.condition as Node;
      const text = source.slice(condition.start, condition.end);
      const guards = refuses(node.then);
      return [
        [guards ? 'guard never' : 'condition never', condition, `(${text}) && false`],
        ['condition always', condition, `(${text}) || true`],
      ];
    }
    case 'call':
      return calledName(node)?.toLowerCase() === 'checkpermission' ? [['permission granted', node, 'true']] : [];
    case 'soql':
      return inUserMode(node, source, /USER_MODE/i, 'SYSTEM_MODE');
    case 'dml':
      return node.access === 'user' ? inUserMode(node, source, /\bas\s+user\b/i, 'as system') : [];
    case 'fieldAccess':
      return /^AccessLevel\.USER_MODE$/i.test(source.slice(node.start, node.end))
        ? [['user mode dropped', node, 'AccessLevel.SYSTEM_MODE']]
        : [];
    default:
      return [];
  }
}

function inUserMode(node: Node, source: string, words: RegExp, instead: string): Found[] {
  const found = words.exec(source.slice(node.start, node.end));
  if (found === null) return [];
  const start = node.start + found.index;
  return [['user mode dropped', { start, end: start + found[0].length }, instead]];
}

function calledName(node: Node): string | undefined {
  return node.kind === 'call' ? (node.name as { name: string }).name : undefined;
}

/** Whether the branch refuses something, throws or gives a reason. */
function refuses(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(refuses);
  if (typeof value !== 'object' || value === null) return false;
  const node = value as Node;
  if (node.kind === 'throw') return true;
  const name = calledName(node);
  if (name !== undefined && (REFUSES.test(name) || GIVES_A_REASON.test(name))) return true;
  return Object.values(node).some(refuses);
}

/** One mutation for each event of a trigger that has more than one. */
function droppedEvents(source: string, member: string): Mutation[] {
  const list = /\(([^)]*)\)\s*\{/.exec(source);
  if (list === null) return [];
  const from = list.index + 1;
  const events = list[1].split(',');
  if (events.length < 2) return [];
  return events.map((event, index) => ({
    operator: 'trigger event dropped',
    member: `${member} ${event.trim()}`,
    start: from,
    end: from + list[1].length,
    text: events.filter((_, other) => other !== index).join(','),
    statement: source.indexOf('{') + 1 + /^\s*/.exec(source.slice(source.indexOf('{') + 1))![0].length,
  }));
}
