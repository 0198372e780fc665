/** Compiles a project in this process and opens an org over it. */
import { loadProject } from '../load.ts';
import type { LocalOrg } from '../local-org.ts';
import { openOver, type OpenAt } from '../open.ts';
import { printWarnings } from './shared.ts';

export interface OpenOptions extends OpenAt {
  readonly sourceDirectories?: readonly string[];
  readonly coverage?: boolean;
  readonly alsoMentioned?: readonly string[];
}

/** The database is touched only once the project has compiled. @throws CompilationError */
export function openOrg(options: OpenOptions): LocalOrg {
  const { sourceDirectories, coverage = false, alsoMentioned } = options;
  const loaded = loadProject(options.directory, { coverage, sourceDirectories, alsoMentioned });
  printWarnings(loaded.warnings);
  return openOver(loaded, options);
}
