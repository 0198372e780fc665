/**
 * The entry of the command line. Node keeps what it compiles of the modules loaded from here on, types stripped, for the next
 * process; that is why hardly anything is imported before.
 */
import { enableCompileCache } from 'node:module';
import './modules.ts';

const argv = process.argv.slice(2);
if (!argv.includes('--no-cache')) enableCompileCache();
const { main } = await import('./main.ts');
try {
  process.exitCode = await main(argv);
} catch (error) {
  const { report } = await import('./report.ts');
  process.exitCode = report(error);
}
