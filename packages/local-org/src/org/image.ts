/**
 * A compiled project as plain data: what a run needs of it, and nothing that only the compiler needs. It goes to the workers
 * of a test run and into the compile cache as one block of bytes.
 */
import { deserialize, serialize } from 'node:v8';
import type { EmittedProgram } from '../compiler/emit/program.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { OrgSchema } from '../schema/model.ts';

export interface ProgramImage {
  readonly schema: Omit<OrgSchema, 'childRelationships'>;
  readonly emitted: EmittedProgram;
  /** of `emitted`, for this version of V8 */
  readonly bytecode: Uint8Array;
  /** of the metadata: what this org leaves out, although Apex might notice */
  readonly warnings: readonly Diagnostic[];
}

/** @throws Error naming the place of something that would not come back as it was: a function, an object of a class */
export function encodeImage(image: ProgramImage): Uint8Array {
  const place = unplain(image);
  if (place !== undefined) throw new Error(`${place} is not plain data`);
  return serialize(image);
}

export function decodeImage(bytes: Uint8Array): ProgramImage {
  return deserialize(bytes) as ProgramImage;
}

const PLAIN: ReadonlySet<unknown> = new Set([Object.prototype, Array.prototype, Map.prototype, Set.prototype, null]);

/** The path to the first value that serialization would lose or turn into another. */
function unplain(root: unknown): string | undefined {
  const seen = new Set<object>();
  const visit = (value: unknown): string | undefined => {
    if (typeof value === 'function' || typeof value === 'symbol') return '';
    if (typeof value !== 'object' || value === null || seen.has(value)) return undefined;
    seen.add(value);
    if (value instanceof Uint8Array) return undefined;
    if (!PLAIN.has(Object.getPrototypeOf(value))) return '';
    const entries = value instanceof Map || value instanceof Set ? value.entries() : Object.entries(value);
    for (const [key, part] of entries) {
      const place = visit(part) ?? (value instanceof Map ? visit(key) : undefined);
      if (place !== undefined) return `.${String(key)}${place}`;
    }
    return undefined;
  };
  return visit(root);
}
