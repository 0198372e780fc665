/**
 * Which types the platform declares, and the values of its enums, read from the stubs one file at a time: a run that loads
 * no compiler knows them too, also where no code implements them (interfaces and enums).
 */
import { readdirSync, readFileSync } from 'node:fs';

export interface PlatformDeclaration {
  /** `System.LoggingLevel` */
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  /** in order; empty for what is no enum */
  readonly enumValues: readonly string[];
}

const STUBS = new URL('../../stdlib/', import.meta.url);
const declarations = new Map<string, PlatformDeclaration>();
let names: ReadonlyMap<string, string> | undefined;

/** The type that a name means, in any case, with or without `System.`; undefined where the platform declares none so. */
export function findDeclaration(written: string): PlatformDeclaration | undefined {
  const folded = written.toLowerCase();
  names ??= declaredNames();
  const name = names.get(folded) ?? names.get(`system.${folded}`);
  return name === undefined ? undefined : declarationOf(name);
}

function declaredNames(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const namespace of readdirSync(STUBS, { withFileTypes: true })) {
    if (!namespace.isDirectory()) continue;
    for (const file of readdirSync(new URL(`${namespace.name}/`, STUBS))) {
      const name = `${namespace.name}.${file.replace(/\.apex$/, '')}`;
      found.set(name.toLowerCase(), name);
    }
  }
  return found;
}

function declarationOf(name: string): PlatformDeclaration {
  let declaration = declarations.get(name);
  if (declaration === undefined) {
    const text = readFileSync(new URL(`${name.replace('.', '/')}.apex`, STUBS), 'utf8');
    const kind = /^global\s+(?:\w+\s+)*?(class|interface|enum)\s/m.exec(text)?.[1] as PlatformDeclaration['kind'];
    declaration = { name, kind, enumValues: kind === 'enum' ? valuesIn(text) : [] };
    declarations.set(name, declaration);
  }
  return declaration;
}

function valuesIn(stub: string): string[] {
  const body = stub.slice(stub.indexOf('{') + 1, stub.lastIndexOf('}'));
  return body.split(',').map((name) => name.trim());
}
