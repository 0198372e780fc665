/** `local-org start`: serves the project's org until it is told to stop. */
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { OrgKind } from '../../data/seed.ts';
import { ensurePortFree } from '../../server/http.ts';
import { buildShell } from '../../server/shell/build.ts';
import { serve, type ServedOrg } from '../serve.ts';
import { openCompiled } from './compiled-before.ts';
import { administratorOf, defaultDatabase, projectDirectory } from './shared.ts';

export interface StartFlags {
  readonly port: number;
  readonly databaseFile: string | undefined;
  readonly reset: boolean;
  /** what the org is for */
  readonly kind?: OrgKind;
  /** where to leave word of how to reach the org; `.local-org/server.json` of the project unless told */
  readonly serverFile?: string;
  readonly json: boolean;
}

/** Boots the org and listens. Progress goes to `told`. */
export async function boot(flags: Omit<StartFlags, 'json'>, told: (line: string) => void): Promise<ServedOrg> {
  const directory = projectDirectory();
  const databaseFile = resolve(flags.databaseFile ?? defaultDatabase(directory));
  const home = join(directory, '.local-org');
  await ensurePortFree(flags.port);
  mkdirSync(dirname(databaseFile), { recursive: true });
  told('compiling the project');
  const org = await openCompiled({
    directory,
    databaseFile,
    reset: flags.reset,
    kind: flags.kind,
    log: (text) => process.env.LOCAL_ORG_DEBUG && process.stderr.write(`${text}\n`),
  });
  try {
    told('building the pages (the first time takes half a minute)');
    const shell = await buildShell(org.schema, join(home, 'shell'));
    return await serve(org, {
      port: flags.port,
      shellDirectory: shell.directory,
      serverFile: flags.serverFile ?? join(home, 'server.json'),
      adminId: administratorOf(org),
      log: (text) => process.stderr.write(`${text}\n`),
    });
  } catch (error) {
    org.close();
    throw error;
  }
}

export async function start(flags: StartFlags): Promise<number> {
  const served = await boot(flags, (line) => process.stderr.write(`${line} ...\n`));
  if (flags.json)
    process.stdout.write(`${JSON.stringify({ status: 0, result: { url: served.url, loginUrl: served.loginUrl } })}\n`);
  else process.stdout.write(`\n  ${served.loginUrl}\n\nCtrl+C stops the org; its state is kept.\n`);
  await new Promise<void>((done) => {
    process.once('SIGINT', done);
    process.once('SIGTERM', done);
  });
  await served.close();
  return 0;
}
