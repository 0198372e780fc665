/** Apex stack traces from JavaScript ones, through the source maps of the loaded bundles. */
import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping';
import type { EmittedSection } from '../../compiler/emit/program.ts';
import { BUNDLE_PREFIX } from './errors.ts';
import { setStackMapper } from './exception.ts';

/** Anonymous blocks come and go; exceptions older than this many bundles lose their Apex stack. */
const KEPT_BUNDLES = 200;
/** Deep enough to reach Apex frames through those of the runtime. */
const STACK_DEPTH = 100;

const bundles = new Map<string, readonly EmittedSection[]>();
const maps = new WeakMap<EmittedSection, TraceMap>();
let loaded = 0;

/** Answers the script name under which the bundle has to be compiled. */
export function addBundle(sections: readonly EmittedSection[]): string {
  const name = `${BUNDLE_PREFIX}/${++loaded}`;
  bundles.set(name, sections);
  // the oldest are anonymous blocks, or programs that have been replaced
  if (bundles.size > KEPT_BUNDLES) bundles.delete([...bundles.keys()][1]);
  Error.stackTraceLimit = Math.max(Error.stackTraceLimit, STACK_DEPTH);
  return name;
}

export interface ApexFrame {
  /** `Class.Foo.bar`, `Trigger.Baz`, `AnonymousBlock` */
  readonly name: string;
  readonly path: string;
  /** 1-based, as the column */
  readonly line: number;
  readonly column: number;
}

const FRAME = new RegExp(`(${BUNDLE_PREFIX}/\\d+):(\\d+):\\d+`);

/** The Apex frames of a JavaScript stack, innermost first. */
export function apexFrames(stack: string): readonly ApexFrame[] {
  const frames: ApexFrame[] = [];
  for (const line of stack.split('\n')) {
    const match = FRAME.exec(line);
    const frame = match === null ? undefined : frameAt(match[1], Number(match[2]) - 1);
    if (frame !== undefined) frames.push(frame);
  }
  return frames;
}

/** A line within the body of a method. */
export interface Place {
  readonly section: EmittedSection;
  /** 0-based, in the section */
  readonly line: number;
  readonly frame: EmittedSection['frames'][number];
}

/** `line` is 0-based in the bundle. */
export function placeAt(bundle: string, line: number): Place | undefined {
  const section = bundles.get(bundle)?.find((one) => line >= one.line && line < one.line + one.lineCount);
  if (section === undefined) return undefined;
  const inside = line - section.line;
  const frame = section.frames.find((one) => inside >= one.from && inside < one.to);
  return frame === undefined ? undefined : { section, line: inside, frame };
}

function frameAt(bundle: string, at: number): ApexFrame | undefined {
  const place = placeAt(bundle, at);
  if (place === undefined) return undefined;
  const { section, line: inside, frame: range } = place;
  let map = maps.get(section);
  if (map === undefined) maps.set(section, (map = new TraceMap(section.map)));
  // lines between statements belong to the one above
  for (let at = inside; at >= range.from; at--) {
    const found = originalPositionFor(map, { line: at + 1, column: 0 });
    if (found.line !== null) {
      return { name: range.name, path: section.path, line: found.line, column: found.column + 1 };
    }
  }
  return { name: range.name, path: section.path, line: 1, column: 1 };
}

setStackMapper((stack) =>
  apexFrames(stack)
    .map((frame) => `${frame.name}: line ${frame.line}, column ${frame.column}`)
    .join('\n'),
);
