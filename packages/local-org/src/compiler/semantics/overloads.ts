/** The choice among methods of one name by the static types of the arguments. */
import { conversionCost, isAssignable } from './conversions.ts';
import type { HirExpression } from './hir.ts';
import type { BoundMethod } from './members.ts';

/**
 * The method whose parameters are nearest to the arguments: one that is at least as near in every argument as each other
 * applicable one; where that leaves several, the smallest sum, then the one declared first. undefined when none applies.
 */
export function chooseOverload(
  candidates: readonly BoundMethod[],
  args: readonly HirExpression[],
): BoundMethod | undefined {
  const found = applicable(candidates, args);
  if (found.length <= 1) return found[0]?.method;
  const nearest = nearestOf(found);
  if (nearest.length > 0) return mostSpecific(nearest) ?? nearest[0].method;
  return found.reduce((one, other) => (sum(other) < sum(one) ? other : one)).method;
}

/** Whether nothing but the order of declaration decides between two methods. */
export function isAmbiguous(candidates: readonly BoundMethod[], args: readonly HirExpression[]): boolean {
  const found = applicable(candidates, args);
  if (found.length <= 1) return false;
  const nearest = nearestOf(found);
  if (nearest.length > 0) return nearest.length > 1 && mostSpecific(nearest) === undefined;
  const least = Math.min(...found.map(sum));
  return found.filter((one) => sum(one) === least).length > 1;
}

interface Applicable {
  readonly method: BoundMethod;
  /** of the conversion of each argument */
  readonly costs: readonly number[];
}

function applicable(candidates: readonly BoundMethod[], args: readonly HirExpression[]): Applicable[] {
  const found: Applicable[] = [];
  for (const method of candidates) {
    if (method.parameters.length !== args.length) continue;
    const costs = args.map((arg, i) => conversionCost(arg, method.parameters[i]));
    if (costs.every((cost) => cost !== undefined)) found.push({ method, costs });
  }
  return found;
}

const nearestOf = (found: readonly Applicable[]): Applicable[] =>
  found.filter((one) => found.every((other) => one.costs.every((cost, i) => cost <= other.costs[i])));

/** Of methods as near as each other, the one whose parameters all others take too. */
const mostSpecific = (nearest: readonly Applicable[]): BoundMethod | undefined =>
  nearest.find(({ method }) =>
    nearest.every((other) => method.parameters.every((type, i) => isAssignable(type, other.method.parameters[i]))),
  )?.method;

const sum = ({ costs }: Applicable): number => costs.reduce((total, cost) => total + cost, 0);
