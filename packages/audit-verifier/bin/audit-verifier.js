#!/usr/bin/env node
/** JavaScript, so that an older Node says what it lacks. */
if (process.features.typescript) await import('../src/cli.ts');
else {
  process.stderr.write(`audit-verifier needs Node 22.18 or newer; this is ${process.version}\n`);
  process.exitCode = 2;
}
