/** The choice among methods of one name by the static types of the arguments. */
import { conversionCost } from './conversions.ts';
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
  const applicable: { method: BoundMethod; costs: readonly number[] }[] = [];
  for (const method of candidates) {
    if (method.parameters.length !== args.length) continue;
    const costs = args.map((arg, i) => conversionCost(arg, method.parameters[i]));
    if (costs.every((cost) => cost !== undefined)) applicable.push({ method, costs });
  }
  if (applicable.length <= 1) return applicable[0]?.method;
  const best = applicable.find((one) => applicable.every((other) => noFarther(one.costs, other.costs)));
  if (best) return best.method;
  const sum = (costs: readonly number[]): number => costs.reduce((total, cost) => total + cost, 0);
  return applicable.reduce((one, other) => (sum(other.costs) < sum(one.costs) ? other : one)).method;
}

const noFarther = (a: readonly number[], b: readonly number[]): boolean => a.every((cost, i) => cost <= b[i]);
