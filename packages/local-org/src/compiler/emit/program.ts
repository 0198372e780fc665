/** The emitter's entry: a checked program becomes the text of one script, with source maps and the lines that can be covered. */
import type { EncodedSourceMap } from '@jridgewell/gen-mapping';
import { withinStack } from '../../diagnostics/depth.ts';
import type { HirAnonymous, HirProgram, HirTrigger, HirType } from '../semantics/hir.ts';
import type { TypeSymbol } from '../semantics/types.ts';
import { isSecureByDefault } from '../semantics/versions.ts';
import { askingSlots, sharingOf, type Sharing } from './asking.ts';
import { emitMethod, emitType } from './classes.ts';
import { identifier, quote } from './names.ts';
import { statementsOf } from './statements.ts';
import { Unit } from './unit.ts';
import type { FrameRange, LineRange } from './writer.ts';

export interface EmitOptions {
  /** marks every executed line: `LoadedProgram.coverage` then counts */
  readonly coverage: boolean;
}

/** Plain data: can be cached as JSON. */
export interface EmittedProgram {
  /** `(function ($, $p) { ... })`, see runtime/kernel/program.ts */
  readonly text: string;
  readonly sections: readonly EmittedSection[];
  /** empty without coverage; test classes do not count */
  readonly coverage: readonly CoveredFile[];
}

/** A stretch of the bundle that came from one type or trigger. */
export interface EmittedSection {
  /** path of the Apex source */
  readonly path: string;
  /** 0-based line of the bundle where it begins */
  readonly line: number;
  readonly lineCount: number;
  /** of the section alone, from its first line */
  readonly map: EncodedSourceMap;
  readonly frames: readonly FrameRange[];
  /** how its code sees records, */
  readonly sharing: Sharing;
  /** but for these lines, which run with sharing */
  readonly enforced: readonly LineRange[];
}

export interface CoveredFile {
  readonly path: string;
  /** name of the top-level class or of the trigger */
  readonly name: string;
  /** 1-based, ascending */
  readonly lines: readonly number[];
}

export function emitProgram(program: HirProgram, options: EmitOptions): EmittedProgram {
  const own = new Set(program.types.map((type) => type.symbol));
  const bundle = new Bundle(own, options.coverage, askingSlots(program));
  for (const type of program.types) bundle.type(type);
  for (const trigger of program.triggers) bundle.trigger(trigger);
  return bundle.finish();
}

/**
 * An anonymous block, to be loaded over the program that it was checked against. Runs with sharing, as its user does. It tells that
 * to whatever it calls: who asks is not known of a program that has been loaded.
 */
export function emitAnonymous(anonymous: HirAnonymous): EmittedProgram {
  const own = new Set<TypeSymbol>(anonymous.types.map((type) => type.symbol));
  for (const method of anonymous.methods) own.add(method.symbol.owner);
  const bundle = new Bundle(own, false);
  for (const type of anonymous.types) bundle.type(type);
  bundle.anonymous(anonymous);
  return bundle.finish();
}

/**
 * Operations that stand in inner loops. Constants, not properties: V8 folds the values of constants of an enclosing function into
 * the code that it compiles, and then what they do.
 */
const CONSTANTS = [
  ...['npe', 'imul', 'refuel', 'few', 'more', 'text', 'textEquals', 'idEquals', 'valueEquals', 'compareText'],
  ...['elementAt', 'setElementAt', 'growing', 'beginLoop', 'getField', 'setField', 'intToDecimal', 'intToLong'],
  ...['decimalAdd', 'decimalSubtract', 'decimalMultiply', 'decimalDivide', 'decimalEquals', 'decimalLess'],
  ...['decimalAtMost', 'decimalGreater', 'decimalAtLeast', 'decimalRound', 'decimalQuotient'],
  ...['longArithmetic'],
];

const HEAD = [
  '(function ($, $p) {',
  '"use strict";',
  `const $r = $.registers, ${CONSTANTS.map((name) => `$${name} = $.${name}`).join(', ')};`,
];

class Bundle {
  readonly #own: ReadonlySet<TypeSymbol>;
  readonly #coverage: boolean;
  readonly #asking: ReadonlySet<string> | undefined;
  readonly #lines: string[] = [...HEAD];
  readonly #sections: EmittedSection[] = [];
  readonly #covered = new Map<string, { readonly name: string; readonly lines: Set<number> }>();

  constructor(own: ReadonlySet<TypeSymbol>, coverage: boolean, asking?: ReadonlySet<string>) {
    this.#own = own;
    this.#coverage = coverage;
    this.#asking = asking;
  }

  type(type: HirType): void {
    const { symbol } = type;
    const top = topLevel(symbol);
    const unit = this.#unit(type, symbol.jsName, sharingOf(symbol), !top.isTest, symbol.apiVersion);
    withinStack(type.file, 0, () => emitType(unit, type));
    this.#add(unit, top.name);
  }

  trigger(trigger: HirTrigger): void {
    const unit = this.#unit(trigger, `t_${trigger.name}$run`, 'without', true);
    const { writer } = unit;
    const events = JSON.stringify(trigger.events);
    writer.open(
      `$p.trigger(${quote(trigger.name)}, ${quote(trigger.object)}, ${events}, ${quote(trigger.file.path)}, function () {`,
    );
    writer.frame(`Trigger.${trigger.name}`, () => {
      unit.body(() => statementsOf(unit, trigger.body));
    });
    writer.close('});');
    this.#add(unit, trigger.name);
  }

  anonymous(anonymous: HirAnonymous): void {
    const unit = this.#unit(anonymous, 't_AnonymousBlock$run', 'with', false, anonymous.apiVersion);
    const { writer } = unit;
    writer.open('$p.anonymous(function () {');
    const owner = anonymous.methods[0]?.symbol.owner;
    if (owner !== undefined) {
      // inside the function, so that the methods see the block's variables
      writer.open(`const ${identifier(owner.jsName)} = class {`);
      for (const method of anonymous.methods) {
        const { key } = method.symbol;
        emitMethod(unit, method, { key, slot: key, frame: 'AnonymousBlock', isStatic: true });
      }
      writer.close('};');
    }
    writer.frame('AnonymousBlock', () => {
      unit.body(() => statementsOf(unit, anonymous.body));
    });
    writer.close('});');
    this.#add(unit, 'AnonymousBlock');
  }

  /** `apiVersion`: undefined for triggers */
  #unit(
    from: { readonly file: HirType['file'] },
    id: string,
    sharing: Sharing,
    counts: boolean,
    apiVersion?: number,
  ): Unit {
    const coverage = this.#coverage && counts;
    const userMode = isSecureByDefault(apiVersion);
    return new Unit({ file: from.file, id, sharing, userMode, coverage, own: this.#own, asking: this.#asking });
  }

  #add(unit: Unit, name: string): void {
    for (const [constant, expression] of unit.hoisted()) this.#lines.push(`const ${constant} = ${expression};`);
    this.#sections.push({
      path: unit.writer.file.path,
      line: this.#lines.length,
      lineCount: unit.writer.lineCount,
      map: unit.writer.map(),
      frames: unit.writer.frames,
      sharing: unit.sharing,
      enforced: unit.writer.enforced,
    });
    // one by one: a call takes only so many arguments
    for (const line of unit.writer.text().split('\n')) this.#lines.push(line);
    if (unit.executableLines.size === 0) return;
    const covered = this.#covered.get(unit.writer.file.path) ?? { name, lines: new Set<number>() };
    for (const line of unit.executableLines) covered.lines.add(line);
    this.#covered.set(unit.writer.file.path, covered);
  }

  finish(): EmittedProgram {
    return {
      text: narrow([...this.#lines, '})', ''].join('\n')),
      sections: this.#sections,
      coverage: [...this.#covered].map(([path, { name, lines }]) => ({
        path,
        name,
        lines: [...lines].sort((a, b) => a - b),
      })),
    };
  }
}

/** The same text in one byte a character: what is joined of parts of sources has two where a source has. */
function narrow(text: string): string {
  return /[^\0-\xff]/.test(text) ? text : Buffer.from(text, 'latin1').toString('latin1');
}

function topLevel(symbol: TypeSymbol): TypeSymbol {
  let at = symbol;
  while (at.outer !== undefined) at = at.outer;
  return at;
}
