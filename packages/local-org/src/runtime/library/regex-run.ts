/**
 * Runs an expression on a text. Salesforce lets an expression look at its text a million times (Apex Developer Guide, Pattern and
 * Matcher, "Note on regex limits"). JavaScript does not count that, so two things stand for it: whoever walks over a million
 * characters has looked as often at least; and an expression that may try very many ways runs under a watch.
 */
import { createContext, Script } from 'node:vm';
import { raise } from '../../values/ambient.ts';
import { isHopeless, log2OfWays } from './regex-cost.ts';

/** Far more than a million looks take. */
const PATIENCE_MS = 1500;
/** Beyond 2 ** this many steps, an expression is worth the watch, which costs a thread. */
const CHEAP = 26;
/** From here on a text is worth the watch whatever is done with all of it. */
const LONG = 10_000;
/** For all that is done with one long text: the CPU time of a synchronous transaction. */
const LONG_PATIENCE_MS = 10_000;
const MOST_LOOKS = 1_000_000;

/** Matches that are looked for in one go under the watch, so that a thread is not paid for each. */
const MOST_AHEAD = 256;

const sandbox: { task?: () => unknown } = {};
const context = createContext(sandbox);
const script = new Script('task()');

/** @throws LimitException "Regex too complicated" */
export function execute(expression: RegExp, text: string): RegExpExecArray | null {
  if (!isCostly(expression, text) || sandbox.task !== undefined) return expression.exec(text);
  return watched(() => expression.exec(text), PATIENCE_MS);
}

/** Runs what matches all of a text at once, without Apex in between. @throws LimitException "Regex too complicated" */
export function executeAll<T>(expression: RegExp, text: string, work: () => T): T {
  if (text.length >= LONG) return watched(work, LONG_PATIENCE_MS);
  return isCostly(expression, text) ? watched(work, PATIENCE_MS) : work();
}

/** The matches of an expression in a text, none overlapping. */
export class Matches {
  readonly #expression: RegExp;
  readonly #text: string;
  /** where the search for the match after the last one that was answered starts */
  at: number;
  /** the same, after those that have been found already */
  #searched: number;
  #looks = 0;
  #found: RegExpExecArray[] = [];
  #batch = 1;

  constructor(expression: RegExp, text: string, from: number) {
    this.#expression = expression;
    this.#text = text;
    this.at = this.#searched = from;
  }

  /** null at the end @throws LimitException "Regex too complicated" */
  next(): RegExpExecArray | null {
    if (this.#found.length === 0) this.#search();
    const match = this.#found.shift() ?? null;
    if (match !== null) this.at = endOf(match, this.#text);
    return match;
  }

  #search(): void {
    if (!isCostly(this.#expression, this.#text) || sandbox.task !== undefined) {
      this.#findOne();
      return;
    }
    watched(() => {
      for (let left = this.#batch; left > 0 && this.#findOne(); left--);
    }, PATIENCE_MS);
    this.#batch = Math.min(this.#batch * 2, MOST_AHEAD);
  }

  #findOne(): boolean {
    const from = this.#searched;
    if (from > this.#text.length) return false;
    // the expression is shared: its position is set before each use, since Apex may run in between
    this.#expression.lastIndex = from;
    const match = this.#expression.exec(this.#text);
    this.#searched = match === null ? this.#text.length + 1 : endOf(match, this.#text);
    this.#looks += (this.#searched - from) / (literalLength(this.#expression) ?? 1);
    if (this.#looks > MOST_LOOKS) tooComplicated();
    if (match !== null) this.#found.push(match);
    return match !== null;
  }
}

/** Where the search after a match starts: a match of nothing is not found twice. */
function endOf(match: RegExpExecArray, text: string): number {
  const end = match.index + match[0].length;
  if (match[0] !== '') return end;
  return end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
}

/** A literal text is looked for in steps as long as itself. */
function literalLength({ source }: RegExp): number | undefined {
  return /^[^\\^$|.?*+()[\]{}]+$/.test(source) ? source.length : undefined;
}

/** @throws LimitException "Regex too complicated" where it need not be tried */
function isCostly(expression: RegExp, text: string): boolean {
  if (isHopeless(expression)) return tooComplicated();
  return log2OfWays(expression, text.length) > CHEAP;
}

function watched<T>(work: () => T, timeout: number): T {
  const outer = sandbox.task;
  sandbox.task = work;
  try {
    return script.runInContext(context, { timeout }) as T;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return tooComplicated();
  } finally {
    sandbox.task = outer;
  }
}

function tooComplicated(): never {
  return raise('System.LimitException', 'Regex too complicated');
}
