/**
 * Resolves this program's own modules: their imports name files in full, so that there is nothing to search for on the disk. A
 * thread that loads three hundred of them spends a seventh of its start on that otherwise.
 */
import { registerHooks } from 'node:module';

const SOURCE = new URL('../', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const own = specifier.startsWith('.') && specifier.endsWith('.ts') && context.parentURL?.startsWith(SOURCE);
    if (!own) return next(specifier, context);
    return { url: new URL(specifier, context.parentURL).href, format: 'module-typescript', shortCircuit: true };
  },
});
