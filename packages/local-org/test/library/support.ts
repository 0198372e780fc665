/** Apex expressions and what they give, through the compiler. */
import { failure, run } from '../emit/support.ts';
import type { ApexList } from '../../src/runtime/library/list.ts';

/** The text of each expression, as `'' + expression` gives it; `setup` are statements before them. */
export function texts(expressions: readonly string[], setup = ''): string[] {
  const adds = expressions.map((expression) => `r.add('' + (${expression}));`).join('\n');
  const list = run('List<String>', `${setup}\nList<String> r = new List<String>();\n${adds}\nreturn r;`) as ApexList;
  return list.items as string[];
}

/** Expressions with the texts that they give: `{ "'abc'.left(2)": 'ab' }`. */
export function table(cases: Readonly<Record<string, string>>, setup = ''): [actual: object, expected: object] {
  const keys = Object.keys(cases);
  const actual = texts(keys, setup);
  return [Object.fromEntries(keys.map((key, index) => [key, actual[index]])), cases];
}

/** The exception that evaluating the expression ends with. */
export function fails(expression: string, setup = ''): string {
  return failure(`${setup}\nObject x = ${expression};`);
}
