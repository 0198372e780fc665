/** What String and Pattern do with a regular expression: split, replace. As java.lang.String and java.util.regex.Matcher do. */
import { raise } from '../../values/ambient.ts';
import { compileRegex } from './regex.ts';
import type { CompiledRegex } from './regex.ts';
import { refuseHugeText } from '../kernel/heap.ts';
import { executeAll, Matches } from './regex-run.ts';

/** All matches, none overlapping. */
function* matchesOf({ expression }: CompiledRegex, text: string): Generator<RegExpExecArray, void> {
  const matches = new Matches(expression, text, 0);
  for (let match = matches.next(); match !== null; match = matches.next()) yield match;
}

/**
 * `limit` > 0: at most that many parts; 0: as many as there are, without empty ones at the end; < 0: all. A match of nothing at
 * the start makes no empty first part.
 */
export function splitByRegex(pattern: string, text: string, limit: number): string[] {
  refuseHugeText(text.length);
  const parts =
    /^[^\\^$.|?*+()[\]{}]+$/.test(pattern) && limit <= 0 ? text.split(pattern) : partsOf(pattern, text, limit);
  if (limit === 0 && parts.length > 1) {
    while (parts.length > 0 && parts.at(-1) === '') parts.pop();
  }
  return parts;
}

function partsOf(pattern: string, text: string, limit: number): string[] {
  const regex = compileRegex(pattern);
  return executeAll(regex.expression, text, () => {
    const parts: string[] = [];
    let from = 0;
    for (const match of matchesOf(regex, text)) {
      if (limit > 0 && parts.length === limit - 1) break;
      const end = match.index + match[0].length;
      if (end === 0) continue;
      parts.push(text.slice(from, match.index));
      from = end;
    }
    parts.push(text.slice(from));
    return parts;
  });
}

/** `$1`, `${name}` and backslashes in `replacement` are Java's. `count` matches are replaced. */
export function replaceByRegex(regex: CompiledRegex, text: string, replacement: string, count = Infinity): string {
  return executeAll(regex.expression, text, () => replaceMatches(regex, text, replacement, count));
}

function replaceMatches(regex: CompiledRegex, text: string, replacement: string, count: number): string {
  let out = '';
  let from = 0;
  let done = 0;
  for (const match of matchesOf(regex, text)) {
    if (done >= count) break;
    out += text.slice(from, match.index) + expandReplacement(regex, match, replacement);
    from = match.index + match[0].length;
    done += 1;
  }
  return done === 0 ? text : out + text.slice(from);
}

function expandReplacement(regex: CompiledRegex, match: RegExpExecArray, replacement: string): string {
  if (!/[\\$]/.test(replacement)) return replacement;
  let out = '';
  let index = 0;
  while (index < replacement.length) {
    const char = replacement[index];
    if (char === '\\') {
      const escaped = replacement[index + 1];
      if (escaped === undefined) raise('System.StringException', 'character to be escaped is missing');
      out += escaped;
      index += 2;
    } else if (char === '$') {
      const reference = groupReference(regex, match, replacement, index + 1);
      out += reference.text;
      index = reference.end;
    } else {
      out += char;
      index += 1;
    }
  }
  return out;
}

function groupReference(
  regex: CompiledRegex,
  match: RegExpExecArray,
  replacement: string,
  index: number,
): { text: string; end: number } {
  const named = /^\{([A-Za-z][A-Za-z0-9]*)\}/.exec(replacement.slice(index));
  if (named !== null) {
    if (!regex.names.includes(named[1])) raise('System.StringException', `No group with name {${named[1]}}`);
    return { text: match.groups?.[named[1]] ?? '', end: index + named[0].length };
  }
  if (!/\d/.test(replacement[index] ?? '')) raise('System.StringException', 'Illegal group reference');
  let end = index + 1;
  let number = Number(replacement[index]);
  if (number >= regex.groups.length) raise('System.StringException', `No group ${number}`);
  while (/\d/.test(replacement[end] ?? '') && number * 10 + Number(replacement[end]) < regex.groups.length) {
    number = number * 10 + Number(replacement[end]);
    end += 1;
  }
  return { text: match[regex.groups[number]] ?? '', end };
}
