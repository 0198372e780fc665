/**
 * SQL text under construction. Values never enter the text: a fragment carries, beside its text, where each `?` gets its
 * value from when the statement runs. Names enter only quoted, through `identifier`.
 */
import type { DataSession } from './session.ts';

export type SqlValue = null | number | bigint | string | Uint8Array;

/** What a parameter may depend on when a statement runs. */
export interface SqlRun {
  /** Apex values of the bind expressions, in the order of the text */
  readonly binds: readonly unknown[];
  readonly session: DataSession;
  /** whose records these are, where sharing is in effect */
  readonly userId: string;
}

export interface Parameter {
  (run: SqlRun): SqlValue;
  /** what tells it from another parameter in the same text; undefined where only the run does */
  readonly tag?: string;
}

export interface Fragment {
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

/** Template of fragments: `` sql`${column} = ${parameter(...)}` ``. */
export function sql(strings: TemplateStringsArray, ...parts: readonly Fragment[]): Fragment {
  let text = strings[0];
  const parameters: Parameter[] = [];
  parts.forEach((part, index) => {
    text += part.text + strings[index + 1];
    parameters.push(...part.parameters);
  });
  return { text, parameters };
}

export const parameter = (source: Parameter): Fragment => ({ text: '?', parameters: [source] });

export const constant = (value: SqlValue): Fragment => tagged(String(value), () => value);

export const tagged = (tag: string, source: Parameter): Fragment => parameter(Object.assign(source, { tag }));

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const identifier = (...names: readonly string[]): Fragment => ({
  text: names.map(quoted).join('.'),
  parameters: [],
});

export const NOTHING: Fragment = { text: '', parameters: [] };

export function joined(parts: readonly Fragment[], separator: string): Fragment {
  return { text: parts.map((part) => part.text).join(separator), parameters: parts.flatMap((part) => part.parameters) };
}

/** Conditions joined by AND; each in parentheses. `TRUE` when there are none. */
export function allOf(conditions: readonly Fragment[]): Fragment {
  if (conditions.length === 0) return sql`TRUE`;
  if (conditions.length === 1) return conditions[0];
  return joined(
    conditions.map((condition) => sql`(${condition})`),
    ' AND ',
  );
}
