/**
 * Runs an expression on a text. One that may try exponentially many ways, on a text long enough for it, runs under a watch: where it
 * does not end, Apex gets the exception that the platform has for it.
 */
import { createContext, Script } from 'node:vm';
import { raise } from '../../values/ambient.ts';

/** Far more than any expression needs that ends at all. */
const PATIENCE_MS = 3000;
/** On shorter texts even exponentially many ways are few; the watch costs a thread. */
const SHORT = 20;

/** From here on a text is worth the watch whatever the expression: a simple one may try every way from every place. */
const LONG = 10_000;
/** For all that is done with one long text: the CPU time of a synchronous transaction. */
const LONG_PATIENCE_MS = 10_000;

const sandbox: { task?: () => unknown } = {};
const context = createContext(sandbox);
const script = new Script('task()');
const risks = new WeakMap<RegExp, boolean>();

/** @throws LimitException "Regex too complicated" */
export function execute(expression: RegExp, text: string): RegExpExecArray | null {
  if (text.length < SHORT || !mayRunAway(expression)) return expression.exec(text);
  return watched(() => expression.exec(text), PATIENCE_MS);
}

/** Runs what matches all of a text at once, without Apex in between. @throws LimitException "Regex too complicated" */
export function executeAll<T>(text: string, work: () => T): T {
  return text.length < LONG ? work() : watched(work, LONG_PATIENCE_MS);
}

function watched<T>(work: () => T, timeout: number): T {
  const outer = sandbox.task;
  sandbox.task = work;
  try {
    return script.runInContext(context, { timeout }) as T;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return raise('System.LimitException', 'Regex too complicated');
  } finally {
    sandbox.task = outer;
  }
}

function mayRunAway(expression: RegExp): boolean {
  let risk = risks.get(expression);
  if (risk === undefined) risks.set(expression, (risk = repeatsChoices(expression.source)));
  return risk;
}

/** Whether a group that is repeated holds a repetition or a choice, or many repetitions follow each other. */
export function repeatsChoices(source: string): boolean {
  const choices: boolean[] = [];
  let repetitions = 0;
  let classes = 0;
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    if (char === '\\') at++;
    else if (char === '[') classes++;
    else if (char === ']') classes--;
    else if (classes > 0) continue;
    else if (char === '(') choices.push(false);
    else if (char === ')') {
      const inside = choices.pop() ?? false;
      if (inside && /^(?:[*+]|\{\d+,?\d*\})/.test(source.slice(at + 1, at + 12))) return true;
      if (inside && choices.length > 0) choices[choices.length - 1] = true;
    } else if (char === '*' || char === '+' || char === '|' || char === '{') {
      if (char !== '|') repetitions++;
      if (choices.length > 0) choices[choices.length - 1] = true;
    }
  }
  return repetitions > 6;
}
