/**
 * A process that works on an org and is killed in the middle: `killed-process.ts PROJECT DATABASE WORD`, Apex on standard input.
 * It kills itself, as a crash would, the moment that Apex logs the word.
 */
import { readFileSync } from 'node:fs';
import { SourceFile } from '../../src/diagnostics/diagnostic.ts';
import { runAnonymous } from '../../src/org/anonymous.ts';
import { openFileOrg } from './file-org.ts';

const [directory, databaseFile, word] = process.argv.slice(2);
const org = openFileOrg(directory, databaseFile, (text) => {
  if (text.endsWith(word)) process.kill(process.pid, 'SIGKILL');
});
runAnonymous(org, org.seeded.adminId, new SourceFile('Block', readFileSync(0, 'utf8')), () => {});
throw new Error('nothing killed the process');
