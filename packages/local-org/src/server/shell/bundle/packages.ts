/** The npm packages that the shell is made of: where they are, and in which versions. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** What goes into the bundle or decides how it is made. */
const PACKAGES = [
  '@lwc/rollup-plugin',
  '@lwc/engine-dom',
  '@lwc/synthetic-shadow',
  'lightning-base-components',
  '@salesforce-ux/design-system',
  'rollup',
  'typescript',
] as const;

/** The folder of an installed package. @throws an Error that names the package where it is not installed */
export function packageDirectory(name: string): string {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    throw new Error(`The page shell needs the npm package ${name}, which is not installed`);
  }
}

/** `name@version` for each package; a new version of one means another bundle. */
export function packageVersions(): string[] {
  return PACKAGES.map((name) => {
    const text = readFileSync(join(packageDirectory(name), 'package.json'), 'utf8');
    return `${name}@${(JSON.parse(text) as { version: string }).version}`;
  });
}
