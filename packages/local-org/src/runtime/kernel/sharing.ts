/**
 * The sharing of calling code where nobody passed it: the platform calls a method of the project (Comparable, Iterator, toString,
 * static initialisers), and who called the platform stands on JavaScript's stack. Looking there takes microseconds, which
 * calls of emitted code do not pay: they pass what their callee asks for.
 */
import type { EmittedSection } from '../../compiler/emit/program.ts';
import { asEntry, ENTRY } from './context.ts';
import { BUNDLE_PREFIX } from './errors.ts';
import { placeAt } from './stack.ts';

/** 0 without, 1 with, ENTRY where no Apex called */
type Mode = 0 | 1 | typeof ENTRY;

/** Frames that are nearly always enough; where they are not, all are looked at. */
const USUAL_DEPTH = 60;

/** Of whoever called the emitted function that asks. */
export function callersSharing(): Mode {
  return sharingOf(1);
}

/** Of the code that called the platform. */
export function sharingOfCode(): Mode {
  return sharingOf(0);
}

/** `skipped`: Apex frames that are of no interest, from the innermost on */
function sharingOf(skipped: number): Mode {
  return within(USUAL_DEPTH, skipped) ?? within(Infinity, skipped)!;
}

/** undefined where the stack has more frames than `depth`, and those that were looked at do not tell */
function within(depth: number, skipped: number): Mode | undefined {
  const sites = callSites(depth);
  let left = skipped;
  // of the outermost frame so far
  let outermost: Mode = ENTRY;
  for (const site of sites) {
    const script = site.getFileName();
    if (script === ENTRY_FILE && site.getFunctionName() === asEntry.name) return outermost;
    if (script?.startsWith(BUNDLE_PREFIX) !== true) continue;
    const place = placeAt(script, site.getLineNumber()! - 1);
    if (place === undefined || left-- > 0) continue;
    const sharing = declared(place.section, place.line);
    if (sharing === 'with') return 1;
    if (sharing === 'without') return 0;
    outermost = sharing === 'callerOrWith' ? 1 : 0;
  }
  return sites.length < depth ? outermost : undefined;
}

function declared({ sharing, enforced }: EmittedSection, line: number): EmittedSection['sharing'] {
  return enforced.some(({ from, to }) => line >= from && line < to) ? 'with' : sharing;
}

const ENTRY_FILE = new URL('context.ts', import.meta.url).href;

function callSites(depth: number): readonly NodeJS.CallSite[] {
  const usual = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  const { stackTraceLimit } = Error;
  Error.prepareStackTrace = (_, sites) => sites;
  Error.stackTraceLimit = depth;
  try {
    return new Error().stack as unknown as readonly NodeJS.CallSite[];
  } finally {
    if (usual === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace');
    else Object.defineProperty(Error, 'prepareStackTrace', usual);
    Error.stackTraceLimit = stackTraceLimit;
  }
}
