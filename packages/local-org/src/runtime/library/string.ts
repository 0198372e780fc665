/** String: making and comparing texts. Source: Apex Reference Guide, String Class. Its other methods are in string-*.ts. */
import { notNull, raise } from '../../values/ambient.ts';
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import type { Decimal } from '../../values/decimal.ts';
import { doubleText } from '../../values/double.ts';
import { stringHash } from '../../values/equality.ts';
import { dateText, datetimeText, textOf } from '../../values/text.ts';
import { refuseHugeText } from '../kernel/heap.ts';
import { register } from '../kernel/registry.ts';
import { elementText } from './element-text.ts';
import { elementsOf } from './iterator.ts';
import { ApexList } from './list.ts';

/** Java's Character.isWhitespace and the no-break spaces that it leaves out */
const BLANK = /^[\s\u001c-\u001f]*$/;

/**
 * String.format, as java.text.MessageFormat reads a template: `{0}`, text between apostrophes is literal, two apostrophes are one.
 * @throws IllegalArgumentException for a brace that opens nothing
 */
export function formatMessage(template: string, args: readonly unknown[], texts: readonly string[]): string {
  let out = '';
  let quoted = false;
  for (let index = 0; index < template.length; index += 1) {
    const char = template[index];
    if (char === "'") {
      if (template[index + 1] === "'") {
        out += "'";
        index += 1;
      } else {
        quoted = !quoted;
      }
    } else if (char === '{' && !quoted) {
      const close = template.indexOf('}', index);
      if (close < 0) raise('System.IllegalArgumentException', 'Unmatched braces in the pattern.');
      const name = template.slice(index + 1, close).trim();
      if (!/^\d+$/.test(name)) raise('System.IllegalArgumentException', `can't parse argument number: ${name}`);
      out += Number(name) < args.length ? texts[Number(name)] : `{${name}}`;
      index = close;
    } else {
      out += char;
    }
  }
  return out;
}

function joinElements(source: unknown, separator: string): string {
  const type = source instanceof ApexList ? source.type : undefined;
  const parts: string[] = [];
  for (const element of elementsOf(notNull(source))) parts.push(element === null ? '' : elementText(type, element));
  return parts.join(separator);
}

function commonPrefix(texts: ApexList): string {
  const all = texts.items as readonly (string | null)[];
  if (all.length === 0 || all.includes(null)) return '';
  const [first = '', ...others] = all as readonly string[];
  let length = first.length;
  for (const other of others) {
    let same = 0;
    while (same < length && first.charCodeAt(same) === other.charCodeAt(same)) same += 1;
    length = same;
  }
  return first.slice(0, length);
}

function valueText(value: unknown): string {
  if (value instanceof ApexDatetime) return datetimeText(value);
  return value instanceof ApexDate ? `${dateText(value)} 00:00:00` : textOf(value);
}

register('System.String', {
  statics: {
    'escapeSingleQuotes(String)': (text: string) => {
      refuseHugeText(notNull(text).length);
      return text.replace(/[\\']/g, '\\$&');
    },
    'format(String,List)': (template: string, args: ApexList | null) => {
      const list = args?.items ?? [];
      return formatMessage(
        notNull(template),
        list,
        list.map((item) => elementText(args?.type, item)),
      );
    },
    'fromCharArray(List)': (characters: ApexList) =>
      (notNull(characters).items as readonly number[]).map((code) => String.fromCodePoint(notNull(code))).join(''),
    'getCommonPrefix(List)': (texts: ApexList) => commonPrefix(notNull(texts)),
    'isBlank(String)': (text: string | null) => text === null || BLANK.test(text),
    'isEmpty(String)': (text: string | null) => text === null || text === '',
    'isNotBlank(String)': (text: string | null) => text !== null && !BLANK.test(text),
    'isNotEmpty(String)': (text: string | null) => text !== null && text !== '',
    'join(Object,String)': (source: unknown, separator: string | null) => joinElements(source, separator ?? ''),
    'valueOf(Date)': (value: ApexDate) => dateText(notNull(value)),
    'valueOf(Datetime)': (value: ApexDatetime) => datetimeText(notNull(value)),
    'valueOf(Decimal)': (value: Decimal) => notNull(value).toString(),
    'valueOf(Double)': (value: number) => doubleText(notNull(value)),
    'valueOf(Integer)': (value: number) => String(notNull(value)),
    'valueOf(Long)': (value: bigint) => String(notNull(value)),
    'valueOf(Object)': (value: unknown) => (value === null ? null : valueText(value)),
    'valueOfGmt(Datetime)': (value: ApexDatetime) => notNull(value).toStandard('GMT'),
  },
  instance: {
    'equals(Object)': (self: string, other: unknown) => self === other,
    'equalsIgnoreCase(String)': (self: string, other: string | null) =>
      other !== null && self.length === other.length && self.toLowerCase() === other.toLowerCase(),
    'hashCode()': stringHash,
    'toString()': (self: string) => self,
    'compareTo(String)': (self: string, other: string) => compareTexts(self, notNull(other)),
    'length()': (self: string) => self.length,
  },
});

/** Java's compareTo: the difference of the first characters that differ, else of the lengths. */
function compareTexts(self: string, other: string): number {
  const length = Math.min(self.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const difference = self.charCodeAt(index) - other.charCodeAt(index);
    if (difference !== 0) return difference;
  }
  return self.length - other.length;
}
