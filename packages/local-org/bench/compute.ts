/**
 * Compiled Apex against the same work written by hand in JavaScript, in one process: how many times as long it takes. The goal
 * is under 3 for each.
 */
import { under, type Measurement } from './report.ts';
import { checkProgram } from '../src/compiler/semantics/program.ts';
import { loadStdlib } from '../src/compiler/semantics/stdlib.ts';
import { parseApex } from '../src/compiler/syntax/parser.ts';
import { emitProgram } from '../src/compiler/emit/program.ts';
import { CompilationError, SourceFile } from '../src/diagnostics/diagnostic.ts';
import { ExecutionContext, withContext } from '../src/runtime/kernel/context.ts';
import { ASYNCHRONOUS_LIMITS, LimitCounter } from '../src/runtime/kernel/limits.ts';
import { loadProgram } from '../src/runtime/kernel/program.ts';
import type { OrgPorts, UserInfo } from '../src/runtime/ports.ts';
import type { OrgSchema } from '../src/schema/model.ts';
import '../src/runtime/library/list.ts';
import '../src/runtime/library/map.ts';
import '../src/runtime/library/string.ts';

export interface Ratio {
  readonly name: string;
  readonly ratio: number;
}

const APEX = `public class Compute {
  public static Integer loop() {
    Integer sum = 0;
    for (Integer i = 0; i < 20000000; i++) {
      sum = sum * 31 + i;
      if (Math.mod(i, 3) == 0) { sum -= 7; }
    }
    return sum;
  }
  public static Integer text() {
    Integer total = 0;
    for (Integer round = 0; round < 40; round++) {
      String s = '';
      for (Integer i = 0; i < 20000; i++) { s += 'item ' + i + ';'; }
      total += s.length();
    }
    return total;
  }
  public static Integer lookups() {
    Map<String, Integer> byName = new Map<String, Integer>();
    List<String> names = new List<String>();
    for (Integer i = 0; i < 1000; i++) { names.add('name' + i); byName.put('name' + i, i); }
    Integer sum = 0;
    for (Integer round = 0; round < 3000; round++) {
      for (String name : names) { sum += byName.get(name); }
    }
    return sum;
  }
}`;

const byHand = {
  loop(): number {
    let sum = 0;
    for (let i = 0; i < 20_000_000; i++) {
      sum = (Math.imul(sum, 31) + i) | 0;
      if (i % 3 === 0) sum = (sum - 7) | 0;
    }
    return sum;
  },
  text(): number {
    let total = 0;
    for (let round = 0; round < 40; round++) {
      let s = '';
      for (let i = 0; i < 20_000; i++) s += `item ${i};`;
      total += s.length;
    }
    return total;
  },
  lookups(): number {
    const byName = new Map<string, number>();
    const names: string[] = [];
    for (let i = 0; i < 1000; i++) {
      names.push(`name${i}`);
      byName.set(`name${i}`, i);
    }
    let sum = 0;
    for (let round = 0; round < 3000; round++) {
      for (const name of names) sum = (sum + byName.get(name)!) | 0;
    }
    return sum;
  },
};

type Work = keyof typeof byHand;

/** Names as the table of the benchmark shows them. */
const TITLES: Readonly<Record<Work, string>> = {
  loop: 'Apex integer loop / JavaScript',
  text: 'Apex string building / JavaScript',
  lookups: 'Apex map lookups / JavaScript',
};

export function integerLoop(): Ratio {
  return measure('loop');
}

export function stringBuilding(): Ratio {
  return measure('text');
}

export function mapLookups(): Ratio {
  return measure('lookups');
}

const GOAL = 3;

/** The suite of `npm run bench`. */
export function compute(): Measurement[] {
  return [integerLoop, stringBuilding, mapLookups].map((measureWork) => {
    const { name, ratio } = measureWork();
    return under(name, ratio, 'x', GOAL);
  });
}

const ROUNDS = 5;

/** Best of several rounds each, taken in turn so that both see the same machine. @throws Error where the results differ */
function measure(work: Work): Ratio {
  const compiled = compiledApex();
  let apex = Infinity;
  let hand = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const [apexTime, apexResult] = time(() => compiled(work));
    const [handTime, handResult] = time(() => byHand[work]());
    if (apexResult !== handResult) throw new Error(`${work}: Apex gives ${apexResult}, JavaScript ${handResult}`);
    apex = Math.min(apex, apexTime);
    hand = Math.min(hand, handTime);
  }
  return { name: TITLES[work], ratio: apex / hand };
}

function time(work: () => number): [milliseconds: number, result: number] {
  const start = performance.now();
  const result = work();
  return [performance.now() - start, result];
}

function compiledApex(): (work: Work) => number {
  const file = new SourceFile('Compute.cls', APEX);
  const { unit, diagnostics } = parseApex(file, 'type');
  if (unit === undefined) throw new CompilationError(diagnostics);
  const schema = { objects: new Map(), labels: new Map() } as unknown as OrgSchema;
  const checked = checkProgram({ classes: [{ file, unit }], triggers: [] }, schema, loadStdlib());
  if (checked.diagnostics.length > 0) throw new CompilationError(checked.diagnostics);
  const program = loadProgram(emitProgram(checked.program, { coverage: false }));
  const methods = program.findClass('Compute')!.jsClass as unknown as Record<string, () => number>;
  // code that only computes asks for no org
  const context = new ExecutionContext({
    org: {} as OrgPorts,
    user: {} as UserInfo,
    program,
    limits: new LimitCounter(ASYNCHRONOUS_LIMITS),
  });
  return (work) => withContext(context, () => methods[`${work}()`]());
}
