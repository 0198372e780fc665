/** Which statements can be reached and which end the method: what the checker reports, from the syntax alone. */
import type { Expression, Statement } from '../syntax/ast.ts';

/** How control can leave a statement. */
export interface Flow {
  /** it can go on to the next statement */
  readonly completes: boolean;
  /** a `break` inside leaves the loop around it */
  readonly breaks: boolean;
  /** it never ends: whether a statement may follow is not documented, so one may follow or be missing */
  readonly endless?: boolean;
}

const ON: Flow = { completes: true, breaks: false };
const STOP: Flow = { completes: false, breaks: false };
const FOREVER: Flow = { completes: false, breaks: false, endless: true };

/** Walks a statement; `unreachable` is called with the first statement that follows an end. */
export function flowOf(statement: Statement | undefined, unreachable: (at: Statement) => void): Flow {
  if (!statement) return ON;
  const visit = (inner: Statement | undefined): Flow => flowOf(inner, unreachable);
  switch (statement.kind) {
    case 'block':
      return sequence(statement.statements, unreachable);
    case 'if':
      return either([visit(statement.then), visit(statement.else)]);
    case 'while':
      return loop(visit(statement.body), isTrue(statement.condition));
    case 'doWhile': {
      const body = visit(statement.body);
      return loop(body, isTrue(statement.condition));
    }
    case 'for':
      return loop(visit(statement.body), statement.condition === undefined || isTrue(statement.condition));
    case 'forEach':
      visit(statement.body);
      return ON;
    case 'switch': {
      const branches = statement.cases.map((when) => visit(when.body));
      return either([...branches, statement.elseBody ? visit(statement.elseBody) : ON]);
    }
    case 'return':
    case 'throw':
    case 'continue':
      return STOP;
    case 'break':
      return { completes: false, breaks: true };
    case 'try': {
      const tried = either([visit(statement.body), ...statement.catches.map((one) => visit(one.body))]);
      const last = visit(statement.finallyBody);
      return last.completes ? tried : { completes: false, breaks: tried.breaks || last.breaks };
    }
    case 'runAs':
      return visit(statement.body);
    default:
      return ON;
  }
}

export function sequence(statements: readonly Statement[], unreachable: (at: Statement) => void): Flow {
  let breaks = false;
  for (const [i, statement] of statements.entries()) {
    const flow = flowOf(statement, unreachable);
    breaks ||= flow.breaks;
    if (flow.completes) continue;
    const next = statements[i + 1];
    if (next && !flow.endless) unreachable(next);
    return { completes: false, breaks, endless: flow.endless };
  }
  return { completes: true, breaks };
}

const either = (flows: readonly Flow[]): Flow => ({
  completes: flows.some((flow) => flow.completes),
  breaks: flows.some((flow) => flow.breaks),
  endless: flows.some((flow) => flow.endless),
});

const loop = (body: Flow, endless: boolean): Flow => (endless && !body.breaks ? FOREVER : ON);

const isTrue = (condition: Expression): boolean =>
  condition.kind === 'literal' && condition.type === 'boolean' && condition.text === 'true';
