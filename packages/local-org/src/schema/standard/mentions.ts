/** The words of a project: what its sources may name. */

/**
 * Every word of the texts and of the paths, lower-cased, names of folders included. A word in a comment or a text counts: dynamic
 * Apex names objects in texts.
 */
export function mentionedWords(paths: readonly string[], texts: Iterable<string>): ReadonlySet<string> {
  const words = new Set<string>();
  const add = (text: string): void => {
    for (const word of text.match(/[A-Za-z][A-Za-z0-9]+/g) ?? []) words.add(word);
  };
  for (const text of texts) add(text);
  for (const path of paths) add(path);
  return new Set([...words].map((word) => word.toLowerCase()));
}
