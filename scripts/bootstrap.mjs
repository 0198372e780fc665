/**
 * What both `npm start` and `npm test` need before anything else: the dependencies. Uses only modules of Node 20, since it
 * runs before anything is installed, and does nothing where the install is already what the lock file asks for.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'node_modules', '.installed-lock');
const nodeBin = join(root, 'node_modules', 'node', 'bin');

/** The environment in which the installed Node and the installed tools come first. */
export function toolEnvironment() {
  return {
    ...process.env,
    PATH: [nodeBin, join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
    NODE_DISABLE_COLORS: process.env.NO_COLOR ? '1' : (process.env.NODE_DISABLE_COLORS ?? ''),
  };
}

/** Runs a command to its end; rejects with its exit code where it fails. Output goes to the terminal. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: toolEnvironment(), ...options });
    const forward = (signal) => child.kill(signal);
    process.once('SIGINT', forward);
    process.once('SIGTERM', forward);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      if (code === 0) resolve();
      else
        reject(
          Object.assign(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}`), {
            exitCode: code ?? 1,
          }),
        );
    });
  });
}

/**
 * Installs the dependencies where they are missing or where the lock file has changed since. `npm install` and not `npm ci`:
 * the latter refuses a lock file that lacks the optional binaries of other platforms, which registries do not always serve.
 */
export async function ensureInstalled() {
  if (existsSync(stamp) && existsSync(nodeBin) && readFileSync(stamp, 'utf8') === lockHash()) return;
  process.stderr.write('Installing dependencies (once; about a minute) ...\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await run(npm, ['install', '--no-audit', '--no-fund'], { env: process.env });
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stamp, lockHash());
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** The Node that everything after the install runs on. */
export function node() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const installed = join(nodeBin, name);
  if (!existsSync(installed)) {
    throw new Error(
      `The npm package "node" did not install its binary at ${installed}. Run "npm rebuild node" and try again.`,
    );
  }
  return installed;
}
