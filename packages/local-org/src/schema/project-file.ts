/** `sfdx-project.json`: where the sources are. Source: Salesforce DX Developer Guide, "Salesforce DX Project Configuration". */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { CompilationError } from '../diagnostics/diagnostic.ts';

export interface ProjectFile {
  readonly directory: string;
  /**
   * Absolute paths of the package directories. They are looked for only when asked: a project may list directories that a
   * checkout does not have, as long as others are read.
   * @throws {CompilationError} naming the place of a directory that is not there
   */
  packageDirectories(): readonly string[];
  /** `67.0` */
  readonly apiVersion: string;
  /** of the package that the project makes; '' where there is none */
  readonly namespace: string;
}

const DEFAULT_API_VERSION = '67.0';

/** @throws {CompilationError} naming the place when the file is missing or is not JSON of a project */
export function readProjectFile(directory: string): ProjectFile {
  const root = resolve(directory);
  const file = join(root, 'sfdx-project.json');
  if (!existsSync(file)) {
    throw problem(file, `${root} does not contain a valid Salesforce DX project: sfdx-project.json not found`);
  }
  const text = readFileSync(file, 'utf8');
  const content = parseJson(file, text);
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw problem(file, 'sfdx-project.json must hold a JSON object');
  }
  const { packageDirectories, sourceApiVersion, namespace } = content as Record<string, unknown>;
  if (!Array.isArray(packageDirectories) || packageDirectories.length === 0) {
    throw problem(file, 'sfdx-project.json must list at least one directory under "packageDirectories"');
  }
  return {
    directory: root,
    packageDirectories: () => packageDirectories.map((entry: unknown) => packageDirectory(root, file, text, entry)),
    apiVersion: apiVersion(file, text, sourceApiVersion),
    namespace: namespaceOf(file, text, namespace),
  };
}

function packageDirectory(root: string, file: string, text: string, entry: unknown): string {
  const path = typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>)['path'] : undefined;
  if (typeof path !== 'string') {
    throw problem(file, 'Each entry of "packageDirectories" needs a "path"', text.indexOf('packageDirectories'), text);
  }
  const at = text.indexOf(JSON.stringify(path));
  // The CLI takes Windows' separators on every system.
  const absolute = resolve(root, path.replaceAll('\\', '/'));
  if (relative(root, absolute).startsWith('..'))
    throw problem(file, `The package directory "${path}" is outside the project`, at, text);
  if (!statSync(absolute, { throwIfNoEntry: false })?.isDirectory()) {
    throw problem(file, `The package directory "${path}" does not exist`, at, text);
  }
  return absolute;
}

function apiVersion(file: string, text: string, value: unknown): string {
  if (value === undefined) return DEFAULT_API_VERSION;
  if (typeof value === 'string' && /^\d{2,3}\.0$/.test(value)) return value;
  throw problem(
    file,
    `"sourceApiVersion" must look like "${DEFAULT_API_VERSION}"`,
    text.indexOf('sourceApiVersion'),
    text,
  );
}

function namespaceOf(file: string, text: string, value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  if (typeof value === 'string' && /^[a-z](?:_?[a-z0-9]){0,14}$/i.test(value)) return value;
  throw problem(
    file,
    '"namespace" must be 1 to 15 letters, digits and single underscores, the first a letter',
    text.indexOf('"namespace"'),
    text,
  );
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw problem(
      file,
      `sfdx-project.json is not valid JSON: ${(error as SyntaxError).message}`,
      firstErrorOffset(text),
      text,
    );
  }
}

const JSON_SCALAR =
  /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Where a text stops being JSON; V8 names no position for most errors. */
function firstErrorOffset(text: string): number {
  let at = 0;
  const space = (): void => {
    while (' \t\r\n'.includes(text[at] ?? 'x')) at++;
  };
  const accept = (token: string): boolean => {
    space();
    if (text[at] !== token) return false;
    at++;
    return true;
  };
  const scalar = (): boolean => {
    space();
    JSON_SCALAR.lastIndex = at;
    const found = JSON_SCALAR.exec(text);
    at += found?.[0].length ?? 0;
    return found !== null;
  };
  const list = (close: string, item: () => boolean): boolean => {
    if (accept(close)) return true;
    do if (!item()) return false;
    while (accept(','));
    return accept(close);
  };
  const member = (): boolean => {
    space();
    return text[at] === '"' && scalar() && accept(':') && value();
  };
  const value = (): boolean => {
    if (accept('{')) return list('}', member);
    if (accept('[')) return list(']', value);
    return scalar();
  };
  if (value()) space();
  return at;
}

function problem(file: string, message: string, offset = 0, text = ''): CompilationError {
  const before = text.slice(0, Math.max(offset, 0)).split('\n');
  return new CompilationError([{ file, line: before.length, column: before.at(-1)!.length + 1, message }]);
}
