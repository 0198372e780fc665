/** What a search may ask for that the local org does not have: looked at where it is compiled, or read at run time. */
import type { SoslQuery } from './ast.ts';

/**
 * Clauses of access; of labels, which only the API gives back; and of spelling, of which nothing is corrected here: a correction
 * could only add to what is found.
 */
const SUPPORTED = new Set(['user_mode', 'system_mode', 'metadata', 'spell_correction', 'pricebookid']);

/** Where the search asks for more, and the words for it. */
export function unsupportedIn(query: SoslQuery): { readonly at: number; readonly message: string } | undefined {
  const clause = query.with.find(({ name }) => !SUPPORTED.has(name));
  if (clause !== undefined) {
    return { at: clause.start, message: `WITH ${clause.text} is not supported by the local org` };
  }
  if (query.returning.some(({ listView }) => listView !== undefined)) {
    return { at: query.start, message: 'USING LISTVIEW is not supported by the local org' };
  }
  return undefined;
}
