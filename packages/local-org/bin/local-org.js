#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
/** JavaScript, so that nothing has to be stripped of types where Node has kept all modules. */
import { enableCompileCache } from 'node:module';

if (!process.argv.includes('--no-cache')) enableCompileCache();
await import('../src/org/cli.ts');
