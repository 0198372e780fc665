/** Where the thread of a worker starts; messages wait until the worker listens. */
import '../modules.ts';

await import('./worker.ts');
