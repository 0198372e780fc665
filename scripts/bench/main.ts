/** `npm run bench`: every figure that the project promises, of the engine and of the package. */
import { ENGINE_SUITES, runSuites } from '../../packages/local-org/bench/run.ts';

await runSuites({
  ...ENGINE_SUITES,
  isolation: async () => (await import('./isolation.ts')).isolation,
  audit: async () => (await import('./audit.ts')).audit,
  retention: async () => (await import('./retention.ts')).retention,
  validation: async () => (await import('./validation.ts')).validation,
});
