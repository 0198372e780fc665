/** A worker of a test run: an org of its own, over the program that the main thread has compiled or found in the cache. */
import { parentPort } from 'node:worker_threads';
import { CompilationError } from '../../diagnostics/diagnostic.ts';
import { createOrgSchema } from '../../schema/org-schema.ts';
import { hitsOf } from '../coverage.ts';
import { decodeImage } from '../image.ts';
import { openOver } from '../open.ts';
import { loadEmitted } from '../program.ts';
import { runTestClass, selectTests } from '../test-runner.ts';
import { Board, executionOrder, type PlannedClass, type WorkerMessage, type WorkerTask } from './protocol.ts';

const port = parentPort!;
const say = (message: WorkerMessage): void => port.postMessage(message);

port.once('message', (task: WorkerTask) => {
  try {
    work(task);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const diagnostics = error instanceof CompilationError ? error.diagnostics : [];
    say({ kind: 'refused', error: error.name, message: error.message, diagnostics });
  }
});

function work(task: WorkerTask): void {
  const { schema, emitted, bytecode, warnings } = decodeImage(new Uint8Array(task.image));
  const program = loadEmitted(emitted, bytecode);
  const org = openOver({ schema: createOrgSchema(schema), program }, { directory: task.directory });
  const tests = selectTests(org, { names: task.names });
  const plan: PlannedClass[] = tests.map(({ meta, methods }) => ({
    className: meta.name,
    methods: methods.map((method) => method.name),
  }));
  const { username } = org.user(org.seeded.adminId);
  say({ kind: 'ready', plan, warnings, organizationId: org.ports.organizationId, username });
  say({ kind: 'begun', at: performance.timeOrigin + performance.now() });
  const board = new Board(task.board);
  const order = executionOrder(plan, task.runTimes);
  for (let next = board.take(); next < order.length; next = board.take()) {
    const classIndex = order[next];
    runTestClass(org, tests[classIndex], {
      starting: (method) => board.starting(task.slot, classIndex, method),
      told: (result) => say({ kind: 'result', classIndex, result }),
    });
    board.idle(task.slot);
    say({ kind: 'classDone', classIndex });
  }
  say({ kind: 'finished', coverage: hitsOf(program) });
  org.close();
}
