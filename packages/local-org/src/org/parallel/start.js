/**
 * Where the thread of a worker starts: what Node keeps of compiled modules is asked for by each thread. JavaScript, so that no thread
 * loads what strips types. Messages wait until the worker listens.
 */
import { enableCompileCache } from 'node:module';

if (!process.argv.includes('--no-cache')) enableCompileCache();
await import('../modules.ts');
await import('./worker.ts');
