/** Opens an org over a loaded project, with the people that the project's configuration names. */
import { rmSync } from 'node:fs';
import type { TypeSymbol } from '../compiler/semantics/types.ts';
import type { OrgKind } from '../data/seed.ts';
import type { LoadedProgram } from '../runtime/kernel/program.ts';
import type { OrgSchema } from '../schema/model.ts';
import { readConfiguration } from './configuration.ts';
import { LocalOrg, type LocalOrgOptions } from './local-org.ts';
import { systemRandom } from './random.ts';

export interface Openable {
  readonly schema: OrgSchema;
  readonly program: LoadedProgram;
  readonly types?: ReadonlyMap<string, TypeSymbol>;
}

export interface OpenAt {
  /** the project's */
  readonly directory: string;
  /** in memory where none is given */
  readonly databaseFile?: string;
  /** forgets what the database file holds */
  readonly reset?: boolean;
  /** what the org is for; what the project's configuration says unless told */
  readonly kind?: OrgKind;
  readonly log?: (text: string) => void;
  /** as LocalOrgOptions have it */
  readonly observe?: LocalOrgOptions['observe'];
}

export function openOver(loaded: Openable, { directory, databaseFile, reset, kind, log, observe }: OpenAt): LocalOrg {
  const { organizationName, kind: configured, users, certificates } = readConfiguration(directory);
  if (reset && databaseFile !== undefined) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(databaseFile + suffix, { force: true });
  }
  const { schema, program, types } = loaded;
  return new LocalOrg({
    schema,
    program,
    types,
    users,
    certificates,
    organizationName,
    kind: kind ?? configured,
    databaseFile,
    random: systemRandom,
    log,
    observe,
  });
}
