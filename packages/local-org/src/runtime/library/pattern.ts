/** Pattern and Matcher. Source: Apex Reference Guide, Pattern Class and Matcher Class. */
import { notNull, raise } from '../../values/ambient.ts';
import { register } from '../kernel/registry.ts';
import { primitiveType } from '../kernel/types.ts';
import { ApexList } from './list.ts';
import { replaceByRegex, splitByRegex } from './regex-text.ts';
import { compileRegex } from './regex.ts';
import { execute, Matches } from './regex-run.ts';
import type { CompiledRegex } from './regex.ts';

export class ApexPattern {
  readonly source: string;
  readonly regex: CompiledRegex;

  constructor(source: string) {
    this.source = source;
    this.regex = compileRegex(source);
  }

  toText(): string {
    return this.source;
  }

  'matcher(String)'(text: string): ApexMatcher {
    return new ApexMatcher(this, notNull(text));
  }

  'pattern()'(): string {
    return this.source;
  }

  'split(String)'(text: string): ApexList {
    return this['split(String,Integer)'](text, 0);
  }

  'split(String,Integer)'(text: string, limit: number): ApexList {
    return new ApexList(primitiveType('String'), splitByRegex(this.source, notNull(text), limit));
  }
}

/** Positions in the API count from the start of the text, also when a region is set. */
export class ApexMatcher {
  #pattern: ApexPattern;
  #text: string;
  #from = 0;
  #to: number;
  #match: RegExpExecArray | null = null;
  /** where the next find() starts, within the region */
  #next = 0;
  #matches: Matches | undefined = undefined;

  constructor(pattern: ApexPattern, text: string) {
    this.#pattern = pattern;
    this.#text = text;
    this.#to = text.length;
  }

  'end()'(): number {
    return this['end(Integer)'](0);
  }

  'end(Integer)'(group: number): number {
    const span = this.#span(group);
    return span === undefined ? -1 : span[1] + this.#from;
  }

  'find()'(): boolean {
    if (this.#matches?.at !== this.#next)
      this.#matches = new Matches(this.#pattern.regex.expression, this.#region, this.#next);
    this.#match = this.#matches.next();
    this.#next = this.#matches.at;
    return this.#match !== null;
  }

  /** @throws StringException where `start` is outside the text */
  'find(Integer)'(start: number): boolean {
    if (start < 0 || start > this.#text.length) raise('System.StringException', `Illegal start index`);
    this['reset()']();
    this.#next = start;
    return this['find()']();
  }

  'group()'(): string | null {
    return this['group(Integer)'](0);
  }

  'group(Integer)'(group: number): string | null {
    const match = this.#found();
    return match[this.#jsGroup(group)] ?? null;
  }

  'groupCount()'(): number {
    return this.#pattern.regex.groups.length - 1;
  }

  'lookingAt()'(): boolean {
    return this.#anchored('');
  }

  'matches()'(): boolean {
    return this.#anchored('(?![\\s\\S])');
  }

  'pattern()'(): ApexPattern {
    return this.#pattern;
  }

  'region(Integer,Integer)'(start: number, end: number): this {
    if (start < 0 || start > end || end > this.#text.length) raise('System.StringException', 'Illegal region');
    this['reset()']();
    this.#from = start;
    this.#to = end;
    this.#matches = undefined;
    return this;
  }

  'regionEnd()'(): number {
    return this.#to;
  }

  'regionStart()'(): number {
    return this.#from;
  }

  'replaceAll(String)'(replacement: string): string {
    this['reset()']();
    return replaceByRegex(this.#pattern.regex, this.#text, notNull(replacement));
  }

  'replaceFirst(String)'(replacement: string): string {
    this['reset()']();
    return replaceByRegex(this.#pattern.regex, this.#text, notNull(replacement), 1);
  }

  'reset()'(): this {
    this.#match = null;
    this.#matches = undefined;
    this.#next = 0;
    this.#from = 0;
    this.#to = this.#text.length;
    return this;
  }

  'reset(String)'(text: string): this {
    this.#text = notNull(text);
    return this['reset()']();
  }

  'start()'(): number {
    return this['start(Integer)'](0);
  }

  'start(Integer)'(group: number): number {
    const span = this.#span(group);
    return span === undefined ? -1 : span[0] + this.#from;
  }

  'usePattern(Pattern)'(pattern: ApexPattern): this {
    this.#pattern = notNull(pattern);
    this.#match = null;
    this.#matches = undefined;
    return this;
  }

  get #region(): string {
    return this.#from === 0 && this.#to === this.#text.length ? this.#text : this.#text.slice(this.#from, this.#to);
  }

  #anchored(suffix: string): boolean {
    this.#match = execute(anchored(this.#pattern.regex, suffix), this.#region);
    if (this.#match !== null) this.#next = this.#match.index + this.#match[0].length;
    return this.#match !== null;
  }

  #found(): RegExpExecArray {
    return this.#match ?? raise('System.StringException', 'No match found');
  }

  #jsGroup(group: number): number {
    const index = this.#pattern.regex.groups[group];
    return index ?? raise('System.StringException', `No group ${group}`);
  }

  #span(group: number): readonly [number, number] | undefined {
    return this.#found().indices?.[this.#jsGroup(group)];
  }
}

/** Whether all of a text is what the pattern describes. */
export function matchesPattern(pattern: string, text: string): boolean {
  return new ApexPattern(pattern)['matcher(String)'](text)['matches()']();
}

const anchoredForms = new WeakMap<CompiledRegex, Map<string, RegExp>>();

/** The expression tied to the start, and with a suffix to the end. */
function anchored(regex: CompiledRegex, suffix: string): RegExp {
  let forms = anchoredForms.get(regex);
  if (forms === undefined) anchoredForms.set(regex, (forms = new Map<string, RegExp>()));
  let form = forms.get(suffix);
  if (form === undefined) {
    form = new RegExp(`(?<![\\s\\S])(?:${regex.expression.source})${suffix}`, 'dv');
    forms.set(suffix, form);
  }
  return form;
}

/** A text that matches itself. */
function quote(text: string): string {
  return `\\Q${notNull(text).replaceAll('\\E', '\\E\\\\E\\Q')}\\E`;
}

register('System.Pattern', {
  class: ApexPattern,
  statics: {
    'compile(String)': (regex: string) => new ApexPattern(notNull(regex)),
    'matches(String,String)': (regex: string, text: string) => matchesPattern(notNull(regex), text),
    'quote(String)': quote,
  },
});

register('System.Matcher', {
  class: ApexMatcher,
  statics: { 'quoteReplacement(String)': (text: string) => notNull(text).replace(/[\\$]/g, '\\$&') },
});
