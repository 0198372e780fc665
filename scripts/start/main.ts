/**
 * Boots the local org over this repository's package, brings the sample in through the org's API as the people of
 * `config/local-org.json`, and serves until it is stopped. What is there already is left as it is.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { boot } from '../../packages/local-org/src/org/commands/start.ts';
import { portOf } from '../../packages/local-org/src/org/commands/shared.ts';
import { report } from '../../packages/local-org/src/org/report.ts';
import { LocalOrg } from '../load/local-org.ts';
import { prepare } from './prepare.ts';
import { ensureRealRecords } from './real-records.ts';
import { loadSample } from './sample.ts';
import { smoke } from './smoke.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const USAGE = `usage: npm start -- [--port N] [--db FILE] [--reset] [--smoke]

  --port N    the port on 127.0.0.1 (default 4725; 0 for any free one)
  --db FILE   where the org keeps its data (default .local-org/org.db)
  --reset     begin with an empty org
  --smoke     boot an org of its own, load, check what the README promises, and exit
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      db: { type: 'string' },
      reset: { type: 'boolean', default: false },
      smoke: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  process.chdir(root);
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const databaseFile = values.db ?? (values.smoke ? join('.local-org', 'smoke.db') : undefined);
  const served = await boot(
    {
      port: portOf(values.port ?? (values.smoke ? '0' : '4725')),
      databaseFile,
      reset: values.reset || values.smoke,
      ...(values.smoke ? { serverFile: join(root, '.local-org', 'smoke.json') } : {}),
    },
    (line) => tell(`${line} ...`),
  );
  const org = new LocalOrg({ url: served.url, sessionId: served.sessionId, apiVersion: served.apiVersion });
  try {
    const admin = org.admin();
    await prepare(org, root, databaseFile);
    const real = await ensureRealRecords(admin);
    const [dataset] = await admin.query<{ Status__c: string }>(
      "SELECT Status__c FROM Synthetic_Dataset__c WHERE Dataset_Key__c = 'sample-crm'",
    );
    if (dataset === undefined || ['Draft', 'Submitted', 'Approved'].includes(dataset.Status__c)) {
      tell('loading the sample dataset:');
      await loadSample(org, root, (line) => tell(`  ${line}`));
    }
    if (values.smoke) await smoke(org, real, tell);
  } catch (error) {
    await served.close();
    throw error;
  }
  if (values.smoke) {
    await served.close();
    return;
  }
  process.stdout.write(`\nThe org is up. Open\n\n  ${served.loginUrl}\n\nCtrl+C stops it; its data stays.\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await served.close();
}

main().catch((error: unknown) => (process.exitCode = report(error)));
