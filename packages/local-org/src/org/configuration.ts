/** `config/local-org.json` of a project: what its local org is called, and who works in it. Optional. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SourceFile, CompilationError } from '../diagnostics/diagnostic.ts';
import { ORG_KINDS, type OrgKind, type SeedUser } from '../data/seed.ts';
import { RSA_KEY_SIZES, type CertificateSpec } from './certificates.ts';

export interface OrgConfiguration {
  readonly organizationName: string | undefined;
  readonly kind: OrgKind | undefined;
  readonly users: readonly SeedUser[];
  readonly certificates: readonly CertificateSpec[];
}

/** As the platform wants developer names (Tooling API, Certificate). */
const UNIQUE_NAME = /^[A-Za-z](_?[A-Za-z0-9])*$/;

/** @throws CompilationError that names the file and the member that is wrong */
export function readConfiguration(projectDirectory: string): OrgConfiguration {
  const path = join(projectDirectory, 'config', 'local-org.json');
  if (!existsSync(path)) return { organizationName: undefined, kind: undefined, users: [], certificates: [] };
  const file = new SourceFile(path, readFileSync(path, 'utf8'));
  const fail = (message: string): never => {
    throw new CompilationError([file.diagnostic(0, message)]);
  };
  let raw: unknown;
  try {
    raw = JSON.parse(file.text);
  } catch (error) {
    return fail(`not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { organizationName, kind, users, certificates } = raw as Record<string, unknown>;
  if (organizationName !== undefined && typeof organizationName !== 'string') fail('organizationName: expected a text');
  if (kind !== undefined && !(typeof kind === 'string' && Object.hasOwn(ORG_KINDS, kind)))
    fail(`kind: expected one of ${Object.keys(ORG_KINDS).join(', ')}`);
  if (users !== undefined && !Array.isArray(users)) fail('users: expected a list');
  if (certificates !== undefined && !Array.isArray(certificates)) fail('certificates: expected a list');
  return {
    organizationName: organizationName as string | undefined,
    kind: kind as OrgKind | undefined,
    users: ((users ?? []) as Record<string, unknown>[]).map((user, index) => {
      const text = (name: string, fallback?: string): string => {
        const value = user[name] ?? fallback;
        return typeof value === 'string' && value !== '' ? value : fail(`users[${index}].${name}: expected a text`);
      };
      const permissionSets = user.permissionSets ?? [];
      if (!Array.isArray(permissionSets) || permissionSets.some((name) => typeof name !== 'string'))
        fail(`users[${index}].permissionSets: expected a list of names`);
      const username = text('username');
      const lastName = text('lastName');
      return {
        username,
        lastName,
        firstName: text('firstName', 'User'),
        email: text('email', username),
        alias: text('alias', lastName.slice(0, 8).toLowerCase()),
        profile: text('profile'),
        permissionSets: permissionSets as string[],
        timeZone: text('timeZone', 'UTC'),
      };
    }),
    certificates: ((certificates ?? []) as Record<string, unknown>[]).map((given, index) => {
      const { name, algorithm = 'RSA', keySize = RSA_KEY_SIZES[0] } = given;
      if (typeof name !== 'string' || !UNIQUE_NAME.test(name))
        return fail(`certificates[${index}].name: expected a unique name of letters, digits and single underscores`);
      if (algorithm !== 'RSA' && algorithm !== 'EC')
        return fail(`certificates[${index}].algorithm: expected RSA or EC`);
      if (typeof keySize !== 'number' || !RSA_KEY_SIZES.includes(keySize))
        return fail(`certificates[${index}].keySize: expected ${RSA_KEY_SIZES.join(' or ')}`);
      return { name, algorithm, keySize };
    }),
  };
}
