/** A Chromium to test with: one that is installed, else the npm package @sparticuz/chromium, else Debian's. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
/** Brings its own binary; fetched only where no browser is installed, since it is large. */
const PACKAGED = '@sparticuz/chromium@153.0.0';

const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser(): Promise<Browser> {
  // Chromium has no sandbox for root, which is who runs in a container.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...QUIET] : QUIET;
  const failures: string[] = [];
  for (const find of [installed, packaged, debian]) {
    const executablePath = await find();
    if (executablePath === undefined) continue;
    try {
      return await chromium.launch({ executablePath, args });
    } catch (error) {
      failures.push(`${executablePath}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    }
  }
  throw new Error(`No browser to test with; set CHROME to the path of one.\n${failures.join('\n')}`);
}

function installed(): string | undefined {
  if (process.env.CHROME) return process.env.CHROME;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES].find((path) =>
    existsSync(path),
  );
}

async function packaged(): Promise<string | undefined> {
  process.stderr.write(`No browser is installed; fetching ${PACKAGED} ...\n`);
  try {
    execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', PACKAGED], { cwd: ROOT, stdio: 'ignore' });
    const module = (await import(PACKAGED.slice(0, PACKAGED.lastIndexOf('@')))) as {
      default: { executablePath(): Promise<string> };
    };
    return await module.default.executablePath();
  } catch {
    return undefined;
  }
}

function debian(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  process.stderr.write("Installing Debian's chromium ...\n");
  try {
    execFileSync('apt-get', ['update'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', 'chromium'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined;
}
