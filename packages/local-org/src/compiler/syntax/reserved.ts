/**
 * Words that name no variable, field, property or parameter, although nothing in the grammar needs them there. Apex Developer
 * Guide, "Reserved Keywords"; the words that its last paragraph exempts (after, before, count, ...) are not here, nor are those
 * that are tokens of their own. Types, methods and the values of enums may have any of these names.
 */
const RESERVED_NAMES: ReadonlySet<string> = new Set(
  `activate and any array as asc autonomous begin bigdecimal blob boolean bulk by byte case cast char collect commit const
  currency date datetime decimal default desc double end exception exit export float from goto group having hint import in inner
  int integer into join like limit list long loop map not nulls number object of or outer package parallel pragma retrieve
  rollback select set short sort string switch synchronized system then time transaction trigger using when where`.split(
    /\s+/,
  ),
);

/** The longest name of anything. */
const MAX_LENGTH = 255;

export type Naming = 'variable' | 'other';

/** What is wrong with a name that is being declared, if anything. */
export function nameProblem(name: string, naming: Naming): string | undefined {
  if (naming === 'variable' && RESERVED_NAMES.has(name.toLowerCase())) return `Identifier name is reserved: ${name}`;
  if (/^_|_$|__|\$/.test(name)) return `Invalid character in identifier: ${name}`;
  if (name.length > MAX_LENGTH) return `Identifier name is too long: ${name}`;
  return undefined;
}
