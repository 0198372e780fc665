/** The files of the package directories, without those that `.forceignore` names. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The CLI never deploys these, whatever `.forceignore` says. */
const ALWAYS_IGNORED = ['**/*.dup', '**/.*', '**/package2-descriptor.json', '**/package2-manifest.json'];

interface IgnoreRule {
  readonly pattern: RegExp;
  readonly negated: boolean;
  readonly directoriesOnly: boolean;
}

/** Absolute paths of all files to deploy, sorted. */
export function sourceFiles(projectDirectory: string, packageDirectories: readonly string[]): string[] {
  const rules = ignoreRules(projectDirectory);
  const files: string[] = [];
  const visit = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (isIgnored(rules, relative(projectDirectory, path).split(sep).join('/'), entry.isDirectory())) continue;
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile()) files.push(path);
    }
  };
  for (const directory of packageDirectories) visit(directory);
  return [...new Set(files)].sort();
}

function ignoreRules(projectDirectory: string): IgnoreRule[] {
  const file = join(projectDirectory, '.forceignore');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split(/\r?\n/) : [];
  return [...ALWAYS_IGNORED, ...lines]
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'))
    .map(ignoreRule);
}

/** The pattern format of .gitignore: a pattern with a slash inside is anchored, `**` crosses folders, the last match wins. */
function ignoreRule(line: string): IgnoreRule {
  const negated = line.startsWith('!');
  let glob = negated ? line.slice(1) : line;
  const directoriesOnly = glob.endsWith('/');
  if (directoriesOnly) glob = glob.slice(0, -1);
  const anchored = glob.includes('/');
  glob = glob.replace(/^\//, '');
  const body = glob.replace(/\*\*\/|\/\*\*$|\*\*|\*|\?|\[[^\]]*\]|[.+^${}()|\\]/g, (token) => {
    if (token === '**/') return '(?:.*/)?';
    if (token === '/**') return '/.*';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    return token.startsWith('[') ? token.replace(/^\[!/, '[^') : `\\${token}`;
  });
  return { pattern: new RegExp(`^${anchored ? '' : '(?:.*/)?'}${body}$`), negated, directoriesOnly };
}

function isIgnored(rules: readonly IgnoreRule[], path: string, isDirectory: boolean): boolean {
  let ignored = false;
  for (const rule of rules) {
    if (rule.directoriesOnly && !isDirectory) continue;
    if (rule.pattern.test(path)) ignored = !rule.negated;
  }
  return ignored;
}
