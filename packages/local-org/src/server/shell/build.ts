/**
 * Makes the page shell: one script out of the shell's own components, the project's Lightning web components and the base
 * components, and the Design System's stylesheet. The result is kept under a name made of everything that went in, so
 * that a second start with the same inputs only looks it up.
 */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync, cpSync } from 'node:fs';
import { join, sep } from 'node:path';
import lwcPlugin from '@lwc/rollup-plugin';
import replacePlugin from '@rollup/plugin-replace';
import { rollup, type Plugin, type RollupLog } from 'rollup';
import type { OrgSchema } from '../../schema/model.ts';
import { iconsPlugin } from './bundle/icons-plugin.ts';
import { platformPlugin } from './bundle/platform-plugin.ts';
import { CLIENT_DIRECTORY, contentHash, filesBelow, projectFiles } from './bundle/sources.ts';
import { copyStylesheet } from './bundle/stylesheet.ts';
import { typescriptPlugin } from './bundle/typescript-plugin.ts';

// Both packages declare a CommonJS default export; Node gives the function itself.
const lwc = lwcPlugin as unknown as (options: object) => Plugin;
const replace = replacePlugin as unknown as (options: object) => Plugin;

export interface BuildOptions {
  /** told before a build starts, with nothing when the cache has the shell; a build takes 10 to 30 seconds */
  onBuild?(): void;
  /** told of the compiler's warnings about the project's own components: `file:line:column message` */
  onWarning?(warning: string): void;
}

/**
 * The folder with `app.js`, `styles/slds.css`, `styles/shell.css` and images.
 * @param cacheDirectory holds one folder a version of the shell; made if it is not there
 * @throws an Error with file, line and column where a component of the project does not compile
 */
export async function buildShell(
  schema: OrgSchema,
  cacheDirectory: string,
  options: BuildOptions = {},
): Promise<{ directory: string }> {
  const directory = join(cacheDirectory, contentHash(schema));
  if (existsSync(directory)) return { directory };
  options.onBuild?.();
  mkdirSync(cacheDirectory, { recursive: true });
  const temporary = mkdtempSync(join(cacheDirectory, 'building-'));
  try {
    await bundle(schema, temporary, options);
    copyStylesheet(temporary);
    cpSync(join(CLIENT_DIRECTORY, 'shell.css'), join(temporary, 'styles', 'shell.css'));
    publish(temporary, directory);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return { directory };
}

/** One rename: another process sees the whole shell or none. Who comes second uses what the first has made. */
function publish(temporary: string, directory: string): void {
  try {
    renameSync(temporary, directory);
  } catch (error) {
    if (!existsSync(directory)) throw error;
  }
}

async function bundle(schema: OrgSchema, directory: string, options: BuildOptions): Promise<void> {
  const sources = [...filesBelow(CLIENT_DIRECTORY), ...projectFiles(schema)];
  try {
    const build = await rollup({
      input: join(CLIENT_DIRECTORY, 'main.ts'),
      onwarn: (warning) => {
        const place = warningPlace(warning);
        const isOfProject = schema.lwc.some((component) => place?.startsWith(component.directory + sep));
        if (isOfProject) options.onWarning?.(`${place} ${warning.message}`);
      },
      plugins: [
        iconsPlugin(sources),
        platformPlugin(schema),
        typescriptPlugin(),
        lwc({
          rootDir: join(CLIENT_DIRECTORY, 'modules'),
          modules: [{ npm: 'lightning-base-components' }],
          enableDynamicComponents: true,
          // The base components' combo box asks for element internals, which synthetic shadow has on request only.
          enableSyntheticElementInternals: true,
        }),
        unresolved(),
        replace({
          preventAssignment: true,
          values: { 'import.meta.env.SSR': 'false', 'process.env.NODE_ENV': '"production"' },
        }),
      ],
    });
    const { output } = await build.generate({ format: 'es', inlineDynamicImports: true, generatedCode: 'es2015' });
    await build.close();
    for (const chunk of output) if (chunk.type === 'chunk') writeFileSync(join(directory, 'app.js'), chunk.code);
  } catch (error) {
    throw new Error(`The page shell could not be built: ${describeError(error)}`, { cause: error });
  }
}

/** Any import that nobody resolved is an error: a browser could not load it. */
function unresolved(): Plugin {
  return {
    name: 'local-org-unresolved',
    resolveId(source, importer, { custom }) {
      if (!importer || /^[./\0]/.test(source)) return null;
      // The platform's plugin asks in the shell's name for what a component of the project imports.
      const by = ((custom?.importer as string | undefined) ?? importer).split('?', 1)[0];
      return this.error(`The local org does not have the module ${source} (imported by ${by})`);
    },
  };
}

function warningPlace({ loc, id }: RollupLog): string | undefined {
  return loc?.file ? `${loc.file}:${loc.line}:${loc.column}` : id;
}

/** `file:line:column message`; Rollup puts its plugin and its own notation of the place into the message. */
function describeError(error: unknown): string {
  const { message, loc, id } = error as { message: string; loc?: { line: number; column: number }; id?: string };
  const file = id?.split('?', 1)[0];
  const place =
    file && loc ? `${file}:${loc.line}:${loc.column + 1} ` : file && !message.includes(file) ? `${file} ` : '';
  return place + message.replace(/^\[plugin [^\]]+\] /, '').replace(/^\S+ \(\d+:\d+\): /, '');
}
