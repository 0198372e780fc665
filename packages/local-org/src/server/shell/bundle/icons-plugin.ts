/**
 * The base components bring some 2,500 icons as one template each, which makes up most of a build. This plugin keeps only
 * those whose names occur in the sources.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rollup';
import { packageDirectory } from './packages.ts';
import { filesBelow } from './sources.ts';

const CATEGORIES = ['action', 'custom', 'doctype', 'standard', 'utility'] as const;
const ICON_NAME = /\b(action|custom|doctype|standard|utility):([a-z]\w*)/g;
const MODULE = /^lightning\/iconSvgTemplates(Action|Custom|Doctype|Standard|Utility)(Rtl)?$/;

/** @param sources the files of the shell and of the project's components */
export function iconsPlugin(sources: readonly string[]): Plugin {
  const baseComponents = join(packageDirectory('lightning-base-components'), 'src', 'lightning');
  let used: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  return {
    name: 'local-org-icons',
    resolveId: (source) => (MODULE.test(source) ? `\0icons:${source}` : null),
    load(id) {
      if (!id.startsWith('\0icons:')) return null;
      const [, category, rightToLeft] = MODULE.exec(id.slice('\0icons:'.length)) as unknown as [
        string,
        string,
        string?,
      ];
      if (rightToLeft) return 'export default {};';
      used ??= namesIn([...sources, ...baseComponentFiles(baseComponents)]);
      const name = category.toLowerCase();
      const templates = join(baseComponents, `iconSvgTemplates${category}`, 'buildTemplates', name);
      const icons = [...used.get(name)!].filter((icon) => existsSync(join(templates, `${icon}.html`))).sort();
      const imports = icons.map((icon) => `import ${icon}_ from ${JSON.stringify(join(templates, `${icon}.html`))};`);
      return [...imports, `export default { ${icons.map((icon) => `${name}_${icon}: ${icon}_`).join(', ')} };`].join(
        '\n',
      );
    },
  };
}

/** The base components name the icons of their own parts: chevrons, close buttons, error marks. */
function baseComponentFiles(directory: string): string[] {
  return filesBelow(directory).filter(
    (path) => /\.(js|html)$/.test(path) && !/iconSvgTemplates|iconColors|sldsUtils/.test(path),
  );
}

function namesIn(files: readonly string[]): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>(CATEGORIES.map((category) => [category, new Set()]));
  for (const file of files) {
    for (const [, category, name] of readFileSync(file, 'utf8').matchAll(ICON_NAME)) names.get(category)!.add(name);
  }
  return names;
}
