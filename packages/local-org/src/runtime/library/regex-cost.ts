/** How many ways an expression may try before it gives up: a bound that is cheap to know, not a measure. */

interface Cost {
  /** repetitions without an end */
  readonly loops: number;
  /** log2 of the choices that are made outside of repetitions */
  readonly choices: number;
  /** parts that may be missing */
  readonly optional: number;
  /** a group that is repeated holds a repetition or a choice: the ways are exponential in the length of the text */
  readonly isExponential: boolean;
}

const costs = new WeakMap<RegExp, Cost>();

function knownCost(expression: RegExp): Cost {
  let cost = costs.get(expression);
  if (cost === undefined) costs.set(expression, (cost = costOf(expression.source)));
  return cost;
}

/**
 * Fifty-two optional parts in a row fail on the platform with any text (Salesforce Help, "Regex too complicated"); V8 works out
 * what they may begin with before it begins, and cannot be stopped there. Where the platform draws the line is not documented.
 */
const MOST_OPTIONAL = 32;

export const isHopeless = (expression: RegExp): boolean => knownCost(expression).optional > MOST_OPTIONAL;

/** log2 of the ways on a text of that length, from any place in it; infinite where they are exponential. */
export function log2OfWays(expression: RegExp, length: number): number {
  const cost = knownCost(expression);
  if (cost.isExponential) return length < SHORT ? 0 : Infinity;
  return (cost.loops + 1) * Math.log2(length + 1) + cost.choices;
}

/** On shorter texts even exponentially many ways are few. */
const SHORT = 20;

const QUANTIFIER = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/;

/** Of what stands one after the other; of alternatives, of which only one is taken, the dearest counts. */
interface Sum {
  loops: number;
  choices: number;
  optional: number;
}

interface Group {
  varies: boolean;
  alternatives: number;
  /** of the alternative at hand */
  now: Sum;
  /** of the alternatives before it */
  before: Sum;
}

const nothing = (): Sum => ({ loops: 0, choices: 0, optional: 0 });
const newGroup = (): Group => ({ varies: false, alternatives: 1, now: nothing(), before: nothing() });

function dearer(one: Sum, other: Sum): Sum {
  return {
    loops: Math.max(one.loops, other.loops),
    choices: Math.max(one.choices, other.choices),
    optional: Math.max(one.optional, other.optional),
  };
}

function sumOf({ now, before, alternatives }: Group): Sum {
  const sum = dearer(now, before);
  sum.choices += Math.log2(alternatives);
  return sum;
}

/** Of the source of a JavaScript expression, which knows neither possessive quantifiers nor comments. */
export function costOf(source: string): Cost {
  const groups: Group[] = [newGroup()];
  let classes = 0;
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    const group = groups[groups.length - 1];
    let repeated = false;
    if (char === '\\') at++;
    else if (char === '[') classes++;
    else if (char === ']') classes--;
    if (classes > 0) continue;
    if (char === '(') {
      groups.push(newGroup());
      // what kind of group it is
      if (source[at + 1] === '?') at++;
      continue;
    }
    if (char === '|') {
      group.alternatives++;
      group.varies = true;
      group.before = dearer(group.before, group.now);
      group.now = nothing();
      continue;
    }
    if (char === ')') {
      if (groups.length === 1) break;
      groups.pop();
      repeated = group.varies;
      const { loops, choices, optional } = sumOf(group);
      const { now } = groups[groups.length - 1];
      now.loops += loops;
      now.choices += choices;
      now.optional += optional;
    }
    const quantifier = QUANTIFIER.exec(source.slice(at + 1, at + 24));
    const outer = groups[groups.length - 1];
    if (quantifier === null) {
      outer.varies ||= repeated;
      continue;
    }
    at += quantifier[0].length;
    // lazy or greedy, the ways are the same
    if (source[at + 1] === '?') at++;
    const [most, fewest] = turnsOf(quantifier);
    if (repeated && most > 1) return { ...sumOf(groups[0]), isExponential: true };
    if (quantifier[0] === '?') outer.now.optional++;
    if (most === Infinity) outer.now.loops++;
    else outer.now.choices += Math.log2(most - fewest + 1);
    if (most !== fewest || repeated) outer.varies = true;
  }
  return { ...sumOf(groups[0]), isExponential: false };
}

function turnsOf([text, fewest, comma, most]: RegExpExecArray): readonly [most: number, fewest: number] {
  if (text === '?') return [1, 0];
  if (text === '*' || text === '+') return [Infinity, 0];
  if (comma === '') return [Number(fewest), Number(fewest)];
  return [most === '' ? Infinity : Number(most), Number(fewest)];
}
