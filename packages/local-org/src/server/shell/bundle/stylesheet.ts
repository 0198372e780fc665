/** The Lightning Design System's stylesheet with the images that it names. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageDirectory } from './packages.ts';

const STYLESHEET = 'salesforce-lightning-design-system.min.css';

/** Writes `styles/slds.css`, and beside it what its `url(...)` refer to, at the same relative places. */
export function copyStylesheet(directory: string): void {
  const styles = join(packageDirectory('@salesforce-ux/design-system'), 'assets', 'styles');
  const css = readFileSync(join(styles, STYLESHEET), 'utf8');
  mkdirSync(join(directory, 'styles'), { recursive: true });
  writeFileSync(join(directory, 'styles', 'slds.css'), css);
  for (const [, path] of css.matchAll(/url\(["']?(\.\.\/[^"')?#]+)/g)) {
    const from = join(styles, path);
    const to = join(directory, 'styles', path);
    if (!existsSync(from)) continue;
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to);
  }
}
