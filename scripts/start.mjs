/** `npm start`: installs what is missing, then boots the local org with the package and the sample (see scripts/start/main.ts). */
import { ensureInstalled, node, root, run } from './bootstrap.mjs';
import { join } from 'node:path';

async function main() {
  await ensureInstalled();
  await run(node(), [
    '--disable-warning=ExperimentalWarning',
    join(root, 'scripts', 'start', 'main.ts'),
    ...process.argv.slice(2),
  ]);
}

main().catch((error) => {
  if (error.exitCode === undefined) process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode ?? 1;
});
