/** XmlStreamWriter. Source: Apex Reference Guide, XmlStreamWriter Class; Apex Developer Guide, "Writing XML Using Streams". */
import { throwApex, throwNull } from '../../kernel/exception.ts';
import { register } from '../../kernel/registry.ts';
import { escapeXmlAttribute, escapeXmlText } from './events.ts';

class XmlStreamWriter {
  #text = '';
  /** the names of the elements that are open */
  readonly #open: string[] = [];
  /** an opening tag has been begun, to which attributes can still be added */
  #tag: 'none' | 'open' | 'empty' = 'none';
  #closed = false;

  'close()'(): void {
    this.#finishTag();
    this.#closed = true;
  }
  'getXmlString()'(): string {
    this.#finishTag();
    return this.#text;
  }
  /** binds a namespace for what follows; it is written by writeDefaultNamespace */
  'setDefaultNamespace(String)'(_uri: string | null): void {
    this.#check();
  }
  'writeAttribute(String,String,String,String)'(
    prefix: string | null,
    _namespace: string | null,
    localName: string | null,
    value: string | null,
  ): void {
    this.#addAttribute(qualified(prefix, localName), value);
  }
  'writeCData(String)'(data: string | null): void {
    this.#write(`<![CDATA[${required(data)}]]>`);
  }
  'writeCharacters(String)'(text: string | null): void {
    this.#write(escapeXmlText(required(text)));
  }
  'writeComment(String)'(comment: string | null): void {
    this.#write(`<!--${comment ?? ''}-->`);
  }
  'writeDefaultNamespace(String)'(namespace: string | null): void {
    this.#addAttribute('xmlns', namespace);
  }
  'writeEmptyElement(String,String,String)'(
    prefix: string | null,
    localName: string | null,
    _namespace: string | null,
  ): void {
    this.#write(`<${qualified(prefix, localName)}`);
    this.#tag = 'empty';
  }
  /** Closes every element that is open. */
  'writeEndDocument()'(): void {
    while (this.#open.length > 0) this['writeEndElement()']();
    this.#finishTag();
  }
  'writeEndElement()'(): void {
    const name = this.#open.pop();
    if (name === undefined) throwApex('System.XmlException', 'No element is open');
    this.#write(`</${name}>`);
  }
  'writeNamespace(String,String)'(prefix: string | null, namespace: string | null): void {
    this.#addAttribute(prefix === null || prefix === '' ? 'xmlns' : `xmlns:${prefix}`, namespace);
  }
  'writeProcessingInstruction(String,String)'(target: string | null, data: string | null): void {
    this.#write(`<?${required(target)}${data === null ? '' : ` ${data}`}?>`);
  }
  'writeStartDocument(String,String)'(encoding: string | null, version: string | null): void {
    const named = encoding === null ? '' : ` encoding="${encoding}"`;
    this.#write(`<?xml version="${version ?? '1.0'}"${named}?>`);
  }
  'writeStartElement(String,String,String)'(
    prefix: string | null,
    localName: string | null,
    _namespace: string | null,
  ): void {
    const name = qualified(prefix, localName);
    this.#write(`<${name}`);
    this.#open.push(name);
    this.#tag = 'open';
  }

  #check(): void {
    if (this.#closed) throwApex('System.XmlException', 'The stream has been closed');
  }

  #write(text: string): void {
    this.#check();
    this.#finishTag();
    this.#text += text;
  }

  #finishTag(): void {
    if (this.#tag !== 'none') this.#text += this.#tag === 'open' ? '>' : '/>';
    this.#tag = 'none';
  }

  #addAttribute(name: string, value: string | null): void {
    this.#check();
    if (this.#tag === 'none') throwApex('System.XmlException', 'Attribute not associated with any element');
    this.#text += ` ${name}="${escapeXmlAttribute(required(value))}"`;
  }
}

function required(text: string | null): string {
  return text ?? throwNull();
}

function qualified(prefix: string | null, localName: string | null): string {
  return prefix === null || prefix === '' ? required(localName) : `${prefix}:${required(localName)}`;
}

register('System.XmlStreamWriter', {
  class: XmlStreamWriter,
  constructors: { 'new()': () => new XmlStreamWriter() },
});
