/**
 * Names that a declaration may not have, although nothing in this grammar needs them there. Apex Developer Guide, "Reserved
 * Keywords", lists more than Salesforce's own parser refuses: the names of types (date, string, ...) and the words that the
 * guide exempts (after, before, count, ...) name variables there, and so they do here.
 */

/** Keywords of the language or of its queries: they name nothing at all. */
const KEYWORDS: ReadonlySet<string> = new Set(
  'and as asc bulk by commit desc from having in like limit list map not nulls or select trigger using where'.split(
    ' ',
  ),
);

/** Words that name no variable, field, property or parameter. */
const RESERVED: ReadonlySet<string> = new Set(
  `activate any array autonomous begin bigdecimal byte case cast char collect const default end exception exit export float goto
  group hint import inner int into join loop number object of outer package parallel pragma retrieve rollback short sort switch
  synchronized system then transaction when`.split(/\s+/),
);

/** The longest name of anything. */
const MAX_LENGTH = 255;

export type Naming = 'variable' | 'other';

/** What is wrong with a name that is being declared, if anything. */
export function nameProblem(name: string, naming: Naming): string | undefined {
  const lower = name.toLowerCase();
  if (KEYWORDS.has(lower)) return `Identifier cannot be a keyword: ${name}`;
  if (naming === 'variable' && RESERVED.has(lower)) return `Identifier name is reserved: ${name}`;
  if (/^_|_$|__|\$/.test(name)) return `Invalid character in identifier: ${name}`;
  if (name.length > MAX_LENGTH) return `Identifier name is too long: ${name}`;
  return undefined;
}
