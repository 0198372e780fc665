/** Text functions. Source: Salesforce Help, "Formula Operators and Functions", Text. */
import { Decimal } from '../../values/decimal.ts';
import type { ApexDate } from '../../values/date.ts';
import type { ApexDatetime } from '../../values/datetime.ts';
import type { ApexTime } from '../../values/time.ts';
import { idTo18 } from '../../values/id.ts';
import { plain } from '../typed.ts';
import type { Call, Compiled, FormulaFunction } from '../typed.ts';
import { EvaluationError, blankAsNull, numberText } from '../values.ts';

type Text = string | null;

const mapped = (compute: (text: string) => string): FormulaFunction =>
  plain(['text'], 'text', ([text]: readonly string[]) => blankAsNull(compute(text)));

/** A language may be named as the second argument. */
const inLanguage = (compute: (text: string, language: string | undefined) => string): FormulaFunction =>
  plain(
    ['text', 'text'],
    'text',
    ([text, language]: readonly Text[]) =>
      text === null ? null : blankAsNull(compute(text, language?.replaceAll('_', '-') ?? undefined)),
    { optional: 1, blanks: true },
  );

/** What is blank holds and begins with everything blank, and nothing else. */
const search = (found: (text: string, part: string) => boolean): FormulaFunction =>
  plain(
    ['text', 'text'],
    'boolean',
    ([text, part]: readonly Text[]) => part === null || part === '' || (text !== null && found(text, part)),
    { blanks: true },
  );

function padded(left: boolean): FormulaFunction {
  return plain(
    ['text', 'number', 'text'],
    'text',
    ([text, count, pad]: readonly unknown[]) => {
      if (text === null || count === null) return null;
      const length = (count as Decimal).intValue();
      if (length <= 0) return null;
      const given = text as string;
      if (length <= given.length) return given.slice(0, length);
      const fill = pad === null ? '' : ((pad as string | undefined) ?? ' ');
      return left ? given.padStart(length, fill) : given.padEnd(length, fill);
    },
    { optional: 1, blanks: true },
  );
}

/** Of a number, a date or a picklist. */
function textOf(call: Call): Compiled {
  call.count(1);
  const [argument] = call.args;
  if (argument.type === 'multipicklist') call.wrongType(argument, ['number', 'date', 'datetime', 'picklist']);
  call.expect(0, 0, 'number', 'date', 'datetime', 'time', 'picklist');
  const { run } = argument;
  const show = SHOWN[argument.type];
  return {
    type: 'text',
    run: (frame) => {
      const value = run(frame);
      return value === null ? null : show!(value as never);
    },
  };
}

const SHOWN: Readonly<Record<string, ((value: never) => string) | undefined>> = {
  null: () => '',
  picklist: (value: string) => value,
  number: (value: Decimal) => numberText(value),
  date: (value: ApexDate) => value.toIso(),
  datetime: (value: ApexDatetime) => `${value.toStandard('GMT')}Z`,
  time: (value: ApexTime) => value.toIso().slice(0, -1),
};

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const htmlEncoded = (text: string): string => text.replace(/[&<>"']/g, (character) => HTML[character]);

const SCRIPT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const scriptEncoded = (text: string): string =>
  text.replace(/[\\'"/\n\r\t]/g, (character) => SCRIPT[character] ?? `\\${character}`);

const urlEncoded = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function numberIn(text: string): Decimal {
  const number = NUMBER.test(text.trim()) ? Decimal.tryParse(text) : undefined;
  if (number === undefined) throw new EvaluationError(`The value '${text}' is not a valid number.`);
  return number;
}

const capitalized = (text: string): string =>
  text.toLowerCase().replace(/[\p{L}\p{N}]+/gu, (word) => word[0].toUpperCase() + word.slice(1));

const attribute = (name: string, value: unknown): string =>
  value === null || value === undefined ? '' : ` ${name}="${String(value)}"`;

export const TEXT_FUNCTIONS: Readonly<Record<string, FormulaFunction>> = {
  ASCII: plain(['text'], 'number', ([text]: readonly string[]) => Decimal.ofInt(text.codePointAt(0)!)),
  BEGINS: search((text, part) => text.startsWith(part)),
  CONTAINS: search((text, part) => text.includes(part)),
  BR: plain([], 'text', () => '<br>'),
  CASESAFEID: mapped((text) => (text.length === 15 ? idTo18(text) : text)),
  CHR: plain(['number'], 'text', ([code]: readonly Decimal[]) => {
    const point = code.intValue();
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : null;
  }),
  FIND: plain(
    ['text', 'text', 'number'],
    'number',
    ([part, text, start]: readonly unknown[]) => {
      if (part === null || text === null) return Decimal.ZERO;
      const from = (start as Decimal | null | undefined)?.intValue() ?? 1;
      return Decimal.ofInt((text as string).indexOf(part as string, Math.max(0, from - 1)) + 1);
    },
    { optional: 1, blanks: true },
  ),
  HTMLENCODE: mapped(htmlEncoded),
  JSENCODE: mapped(scriptEncoded),
  JSINHTMLENCODE: mapped((text) => scriptEncoded(htmlEncoded(text))),
  URLENCODE: mapped(urlEncoded),
  HYPERLINK: plain(
    ['text', 'text', 'text'],
    'text',
    ([url, name, target]: readonly Text[]) =>
      url === null && name === null
        ? null
        : `<a href="${url ?? ''}"${attribute('target', target ?? '_blank')}>${name ?? ''}</a>`,
    { optional: 1, blanks: true },
  ),
  IMAGE: plain(
    ['text', 'text', 'number', 'number'],
    'text',
    ([url, alternative, height, width]: readonly unknown[]) => {
      if (url === null) return null;
      const size = [
        ...(height instanceof Decimal ? [`height:${numberText(height)}px`] : []),
        ...(width instanceof Decimal ? [`width:${numberText(width)}px`] : []),
      ].join('; ');
      const style = size === '' ? '' : ` style="${size};"`;
      return `<img src="${url as string}"${attribute('alt', alternative ?? '')}${style} border="0"/>`;
    },
    { optional: 2, blanks: true },
  ),
  INITCAP: mapped(capitalized),
  LEFT: plain(['text', 'number'], 'text', ([text, count]: readonly [string, Decimal]) =>
    blankAsNull(text.slice(0, Math.max(0, count.intValue()))),
  ),
  RIGHT: plain(['text', 'number'], 'text', ([text, count]: readonly [string, Decimal]) =>
    blankAsNull(text.slice(Math.max(0, text.length - Math.max(0, count.intValue())))),
  ),
  MID: plain(['text', 'number', 'number'], 'text', ([text, start, count]: readonly [string, Decimal, Decimal]) => {
    const from = Math.max(0, start.intValue() - 1);
    return blankAsNull(text.slice(from, from + Math.max(0, count.intValue())));
  }),
  LEN: plain(['text'], 'number', ([text]: readonly Text[]) => Decimal.ofInt(text?.length ?? 0), { blanks: true }),
  LOWER: inLanguage((text, language) => text.toLocaleLowerCase(language)),
  UPPER: inLanguage((text, language) => text.toLocaleUpperCase(language)),
  LPAD: padded(true),
  RPAD: padded(false),
  REGEX: plain(
    ['text', 'text'],
    'boolean',
    ([text, pattern]: readonly Text[], { environment }) => environment.matches(text ?? '', pattern ?? ''),
    { blanks: true, uses: ['validation', 'default', 'expression'] },
  ),
  REVERSE: mapped((text) => [...text].reverse().join('')),
  SUBSTITUTE: plain(
    ['text', 'text', 'text'],
    'text',
    ([text, old, fresh]: readonly Text[]) => {
      if (text === null || old === null) return null;
      return old === '' ? text : blankAsNull(text.replaceAll(old, () => fresh ?? ''));
    },
    { blanks: true },
  ),
  TEXT: { compile: textOf },
  TRIM: mapped((text) => text.replace(/^ +| +$/g, '')),
  VALUE: plain(['text'], 'number', ([text]: readonly string[]) => numberIn(text)),
  ISNUMBER: plain(['text'], 'boolean', ([text]: readonly Text[]) => text !== null && NUMBER.test(text), {
    blanks: true,
  }),
};
