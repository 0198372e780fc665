/** XmlStreamReader. Source: Apex Reference Guide, XmlStreamReader Class; it is Java's XMLStreamReader where the guide is brief. */
import { throwApex, throwNull } from '../../kernel/exception.ts';
import { platformEnum, type ApexEnum } from '../../kernel/object.ts';
import { register } from '../../kernel/registry.ts';
import { xmlEvents, XmlSyntaxError, type XmlAttribute, type XmlEvent } from './events.ts';

const TAGS = platformEnum('System.XmlTag', [
  'START_ELEMENT',
  'END_ELEMENT',
  'PROCESSING_INSTRUCTION',
  'CHARACTERS',
  'COMMENT',
  'SPACE',
  'START_DOCUMENT',
  'END_DOCUMENT',
  'ENTITY_REFERENCE',
  'ATTRIBUTE',
  'DTD',
  'CDATA',
  'NAMESPACE',
  'NOTATION_DECLARATION',
  'ENTITY_DECLARATION',
]);

type Place = Extract<XmlEvent, { kind: 'start' }>;
type Step =
  XmlEvent | { readonly kind: 'startDocument' | 'endDocument'; readonly line: number; readonly column: number };

const TAG_OF: Readonly<Record<Step['kind'], string>> = {
  start: 'START_ELEMENT',
  end: 'END_ELEMENT',
  text: 'CHARACTERS',
  cdata: 'CHARACTERS',
  comment: 'COMMENT',
  dtd: 'DTD',
  instruction: 'PROCESSING_INSTRUCTION',
  startDocument: 'START_DOCUMENT',
  endDocument: 'END_DOCUMENT',
};

export class XmlStreamReader {
  readonly version: string | null;
  readonly #text: string;
  #steps: readonly Step[];
  #index = 0;
  #coalescing = false;
  #namespaceAware = true;
  #failure: XmlSyntaxError | undefined;
  readonly #scopes: (readonly (readonly [string, string])[])[] = [];

  constructor(text: string | null) {
    if (text === null) throwNull();
    this.#text = text;
    this.version = /^\s*<\?xml[^>]*\bversion\s*=\s*["']([^"']*)/.exec(text)?.[1] ?? null;
    this.#steps = this.#read();
  }

  'getAttributeCount()'(): number {
    return this.#start().attributes.length;
  }
  'getAttributeLocalName(Integer)'(index: number): string {
    return this.#attribute(index).localName;
  }
  'getAttributeNamespace(Integer)'(index: number): string | null {
    return this.#attribute(index).namespace;
  }
  'getAttributePrefix(Integer)'(index: number): string {
    return this.#attribute(index).prefix;
  }
  'getAttributeType(Integer)'(index: number): string {
    this.#attribute(index);
    return 'CDATA';
  }
  'getAttributeValue(String,String)'(namespace: string | null, localName: string | null): string | null {
    const found = this.#start().attributes.find(
      (attribute) =>
        attribute.localName === localName && (namespace === null || (attribute.namespace ?? '') === namespace),
    );
    return found?.value ?? null;
  }
  'getAttributeValueAt(Integer)'(index: number): string {
    return this.#attribute(index).value;
  }
  'getEventType()'(): ApexEnum {
    return TAGS.find((tag) => tag.name === this.#tag())!;
  }
  'getLocalName()'(): string {
    return this.#named().localName;
  }
  'getLocation()'(): string {
    const { line, column } = this.#step;
    return `Line: ${line}, Column: ${column}`;
  }
  'getNamespace()'(): string | null {
    return this.#named().namespace;
  }
  'getNamespaceCount()'(): number {
    const step = this.#step;
    return step.kind === 'start' || step.kind === 'end' ? (this.#scopes.at(-1)?.length ?? 0) : illegal('namespaces');
  }
  'getNamespacePrefix(Integer)'(index: number): string | null {
    return this.#declaration(index)[0] || null;
  }
  'getNamespaceURI(String)'(prefix: string | null): string | null {
    for (const scope of this.#scopes.toReversed()) {
      const found = scope.find(([declared]) => declared === (prefix ?? ''));
      if (found) return found[1];
    }
    return null;
  }
  'getNamespaceURIAt(Integer)'(index: number): string {
    return this.#declaration(index)[1];
  }
  'getPIData()'(): string | null {
    const step = this.#step;
    return step.kind === 'instruction' ? step.data : null;
  }
  'getPITarget()'(): string | null {
    const step = this.#step;
    return step.kind === 'instruction' ? step.target : null;
  }
  'getPrefix()'(): string | null {
    return this.#named().prefix;
  }
  'getText()'(): string {
    const step = this.#step;
    return 'text' in step ? step.text : illegal('text');
  }
  'getVersion()'(): string | null {
    return this.version;
  }
  'hasName()'(): boolean {
    return this.#step.kind === 'start' || this.#step.kind === 'end';
  }
  'hasNext()'(): boolean {
    return this.#step.kind !== 'endDocument';
  }
  'hasText()'(): boolean {
    return 'text' in this.#step;
  }
  'isCharacters()'(): boolean {
    return this.#tag() === 'CHARACTERS';
  }
  'isEndElement()'(): boolean {
    return this.#step.kind === 'end';
  }
  'isStartElement()'(): boolean {
    return this.#step.kind === 'start';
  }
  'isWhiteSpace()'(): boolean {
    const step = this.#step;
    return (step.kind === 'text' || step.kind === 'cdata') && step.text.trim() === '';
  }

  /** The number of the event, counted from 1 as in Java. */
  'next()'(): number {
    if (this.#step.kind === 'end') this.#scopes.pop();
    if (!this['hasNext()']()) throwApex('System.NoSuchElementException', 'No more elements');
    if (this.#failure !== undefined && this.#index === this.#steps.length - 2) this.#exception(this.#failure);
    this.#index += 1;
    const step = this.#step;
    if (step.kind === 'start') this.#scopes.push(step.namespaces);
    return TAGS.findIndex((tag) => tag.name === this.#tag()) + 1;
  }

  /** Skips white space, comments and instructions. @throws XmlException where there is anything else before the next tag */
  'nextTag()'(): number {
    for (;;) {
      const event = this['next()']();
      const { kind } = this.#step;
      if (kind === 'start' || kind === 'end') return event;
      const skipped = kind === 'comment' || kind === 'instruction' || kind === 'dtd' || this['isWhiteSpace()']();
      if (!skipped) throwApex('System.XmlException', 'expected start or end tag');
    }
  }

  'setCoalescing(Boolean)'(coalescing: boolean | null): void {
    this.#coalescing = coalescing ?? false;
    this.#restart();
  }
  'setNamespaceAware(Boolean)'(aware: boolean | null): void {
    this.#namespaceAware = aware ?? true;
    this.#restart();
  }
  'toString()'(): string {
    return `XmlStreamReader[event=${this.#tag()}]`;
  }

  get #step(): Step {
    return this.#steps[this.#index];
  }

  #tag(): string {
    return TAG_OF[this.#step.kind];
  }

  /** Settings are made before the first event is read. */
  #restart(): void {
    if (this.#index === 0) this.#steps = this.#read();
  }

  #read(): readonly Step[] {
    const events: Step[] = [{ kind: 'startDocument', line: 1, column: 1 }];
    try {
      events.push(...this.#shape(xmlEvents(this.#text)));
    } catch (error) {
      if (!(error instanceof XmlSyntaxError)) throw error;
      this.#failure = error;
      events.push(...this.#shape(error.before));
    }
    const last = events[events.length - 1];
    events.push({ kind: 'endDocument', line: last.line, column: last.column });
    return events;
  }

  #shape(events: readonly XmlEvent[]): XmlEvent[] {
    const shaped: XmlEvent[] = [];
    for (const event of events) {
      const before = shaped.at(-1);
      const isText = event.kind === 'text' || event.kind === 'cdata';
      if (this.#coalescing && isText && before && (before.kind === 'text' || before.kind === 'cdata')) {
        shaped[shaped.length - 1] = { ...before, kind: 'text', text: before.text + event.text };
      } else shaped.push(this.#namespaceAware ? event : withoutNamespaces(event));
    }
    return shaped;
  }

  #start(): Place {
    const step = this.#step;
    return step.kind === 'start' ? step : illegal('attributes');
  }

  #named(): Extract<XmlEvent, { kind: 'start' | 'end' }> {
    const step = this.#step;
    return step.kind === 'start' || step.kind === 'end' ? step : illegal('a name');
  }

  #attribute(index: number): XmlAttribute {
    return this.#start().attributes[index] ?? throwApex('System.XmlException', `No attribute at index ${index}`);
  }

  #declaration(index: number): readonly [string, string] {
    return this.#scopes.at(-1)?.[index] ?? throwApex('System.XmlException', `No namespace at index ${index}`);
  }

  #exception({ message, place }: XmlSyntaxError): never {
    throwApex('System.XmlException', `ParseError at [row,col]:[${place.line},${place.column}]\nMessage: ${message}`);
  }
}

function illegal(what: string): never {
  throwApex('System.XmlException', `The current event has no ${what}`);
}

function withoutNamespaces(event: XmlEvent): XmlEvent {
  if (event.kind !== 'start' && event.kind !== 'end') return event;
  const localName = event.prefix === '' ? event.localName : `${event.prefix}:${event.localName}`;
  return { ...event, localName, prefix: '', namespace: null };
}

register('System.XmlStreamReader', {
  class: XmlStreamReader,
  constructors: { 'new(String)': (text: string | null) => new XmlStreamReader(text) },
});
