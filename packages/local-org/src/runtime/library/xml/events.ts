/** An XML text as the events of a stream, checked and with its namespaces resolved. */
import { SaxesParser } from 'saxes';
import { STACK_TOO_DEEP, throwApex } from '../../kernel/exception.ts';

export interface XmlAttribute {
  readonly prefix: string;
  readonly localName: string;
  readonly namespace: string | null;
  readonly value: string;
}

export interface XmlPlace {
  readonly line: number;
  readonly column: number;
}

export type XmlEvent = XmlPlace &
  (
    | {
        readonly kind: 'start';
        readonly prefix: string;
        readonly localName: string;
        readonly namespace: string | null;
        /** without those that declare a namespace */
        readonly attributes: readonly XmlAttribute[];
        /** declared at this element; the default namespace has the prefix '' */
        readonly namespaces: readonly (readonly [prefix: string, uri: string])[];
      }
    | { readonly kind: 'end'; readonly prefix: string; readonly localName: string; readonly namespace: string | null }
    | { readonly kind: 'text' | 'cdata' | 'comment' | 'dtd'; readonly text: string }
    | { readonly kind: 'instruction'; readonly target: string; readonly data: string }
  );

/** Elements within each other. The parser looks through all that are open for the namespace of each. */
const DEEPEST = 5000;

export class XmlSyntaxError extends Error {
  readonly place: XmlPlace;
  /** what could be read before it */
  readonly before: readonly XmlEvent[];

  constructor(message: string, place: XmlPlace, before: readonly XmlEvent[]) {
    super(message);
    this.place = place;
    this.before = before;
  }
}

/** @throws XmlSyntaxError at the first place that is not well-formed */
export function xmlEvents(text: string): readonly XmlEvent[] {
  const events: XmlEvent[] = [];
  const parser = new SaxesParser({ xmlns: true });
  const place = (): XmlPlace => ({ line: parser.line, column: parser.column + 1 });
  const nameOf = ({ prefix, local, uri }: { prefix: string; local: string; uri: string }) => ({
    prefix,
    localName: local,
    namespace: uri === '' ? null : uri,
  });
  parser.on('error', (error) => {
    throw new XmlSyntaxError(error.message.replace(/^\d+:\d+: /, ''), place(), withinRoot(events));
  });
  let depth = 0;
  parser.on('opentag', (tag) => {
    if (++depth > DEEPEST) throwApex('System.LimitException', STACK_TOO_DEEP);
    const all = Object.values(tag.attributes);
    const isDeclaration = ({ name }: { name: string }): boolean => name === 'xmlns' || name.startsWith('xmlns:');
    events.push({
      kind: 'start',
      ...nameOf(tag),
      attributes: all
        .filter((attribute) => !isDeclaration(attribute))
        .map((one) => ({ ...nameOf(one), value: one.value })),
      namespaces: all.filter(isDeclaration).map((one) => [one.name === 'xmlns' ? '' : one.local, one.value] as const),
      ...place(),
    });
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    events.push({ kind: 'end', ...nameOf(tag), ...place() });
  });
  parser.on('text', (value) => events.push({ kind: 'text', text: value, ...place() }));
  parser.on('cdata', (value) => events.push({ kind: 'cdata', text: value, ...place() }));
  parser.on('comment', (value) => events.push({ kind: 'comment', text: value, ...place() }));
  parser.on('doctype', (value) => events.push({ kind: 'dtd', text: value, ...place() }));
  parser.on('processinginstruction', ({ target, body }) =>
    events.push({ kind: 'instruction', target, data: body, ...place() }),
  );
  parser.write(text).close();
  return withinRoot(events);
}

/** White space around the root element is not part of the document. */
function withinRoot(events: readonly XmlEvent[]): readonly XmlEvent[] {
  let depth = 0;
  return events.filter((event) => {
    if (event.kind === 'start') depth += 1;
    if (event.kind === 'end') depth -= 1;
    return event.kind !== 'text' || depth > 0;
  });
}

export function escapeXmlText(text: string): string {
  return text.replace(/[&<>]/g, (char) => ENTITIES[char]);
}

export function escapeXmlAttribute(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ENTITIES[char]);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
