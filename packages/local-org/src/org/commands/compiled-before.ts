/** Opens an org over a project that was compiled before, where its sources are what they were. Loads no compiler then. */
import { createOrgSchema } from '../../schema/org-schema.ts';
import { knowsMentioned } from '../../schema/standard/known.ts';
import { CompileCache } from '../cache/compile-cache.ts';
import { compiled } from '../compiled.ts';
import type { LocalOrg } from '../local-org.ts';
import { openOver, type OpenAt } from '../open.ts';
import { loadEmitted } from '../program.ts';
import { cacheOf, printWarnings } from './shared.ts';

export interface OpenCompiledOptions extends OpenAt {
  /** Apex outside of the project that will run in the org */
  readonly alsoMentioned?: string;
}

/** The database is touched only once the project has compiled. @throws CompilationError */
export async function openCompiled(options: OpenCompiledOptions): Promise<LocalOrg> {
  const { directory, alsoMentioned } = options;
  const project = await compiled(
    { directory, sourceDirectories: [], coverage: false },
    new CompileCache(cacheOf(directory)),
  );
  const image = project.image();
  const schema = createOrgSchema(image.schema);
  if (alsoMentioned !== undefined && !knowsMentioned(schema, alsoMentioned))
    return (await import('./project.ts')).openOrg({ ...options, alsoMentioned: [alsoMentioned] });
  const { emitted, bytecode, warnings } = image;
  printWarnings(warnings);
  return openOver({ schema, program: loadEmitted(emitted, bytecode) }, options);
}
