/** One compilation in this process: `compile-once.ts PROJECT SOURCE_DIR ...`; the figures as JSON. */
import { emitProgram } from '../src/compiler/emit/program.ts';
import { compileProject } from '../src/org/compile.ts';

export interface Compilation {
  readonly lines: number;
  /** of processor time of this thread, which is wall time on a machine with nothing else to do */
  readonly milliseconds: number;
  /** with any, nothing was emitted */
  readonly errors: number;
}

const [directory, ...sourceDirectories] = process.argv.slice(2);
const started = process.threadCpuUsage();
const { schema, program, diagnostics } = compileProject(directory, sourceDirectories);
if (diagnostics.length === 0) emitProgram(program, { coverage: false });
const { user, system } = process.threadCpuUsage(started);
const milliseconds = (user + system) / 1000;
const lines = schema.apex.reduce((sum, { text }) => sum + text.split('\n').length, 0);
const found: Compilation = { lines, milliseconds, errors: diagnostics.length };
process.stdout.write(JSON.stringify(found));
