/** Dom.Document and Dom.XmlNode. Source: Apex Reference Guide, Dom Namespace. */
import { throwApex, throwNull } from '../../kernel/exception.ts';
import { platformEnum, type ApexEnum } from '../../kernel/object.ts';
import { register } from '../../kernel/registry.ts';
import { platformType } from '../../kernel/types.ts';
import { ApexList } from '../list.ts';
import { escapeXmlAttribute, escapeXmlText, xmlEvents, XmlSyntaxError } from './events.ts';

const NODE_TYPES = platformEnum('Dom.XmlNodeType', ['COMMENT', 'ELEMENT', 'TEXT']);

interface Attribute {
  readonly key: string;
  readonly namespace: string | null;
  readonly value: string;
  readonly valueNamespace: string | null;
}

export class XmlNode {
  readonly kind: 'COMMENT' | 'ELEMENT' | 'TEXT';
  readonly name: string | null;
  readonly namespace: string | null;
  readonly prefix: string;
  readonly text: string;
  parent: XmlNode | null = null;
  readonly children: XmlNode[] = [];
  readonly attributes: Attribute[] = [];
  /** by prefix; the default namespace has none */
  readonly declarations = new Map<string, string>();

  constructor(kind: XmlNode['kind'], text: string, namespace: string | null = null, prefix: string | null = null) {
    this.kind = kind;
    this.name = kind === 'ELEMENT' ? text : null;
    this.text = kind === 'ELEMENT' ? '' : text;
    this.namespace = namespace === '' ? null : namespace;
    this.prefix = prefix ?? '';
  }

  add(child: XmlNode): XmlNode {
    this.#element();
    child.parent = this;
    this.children.push(child);
    return child;
  }

  /** An element binds its own namespace where none of those around it does. */
  declareOwn(): void {
    if (this.namespace !== null && this.boundTo(this.prefix) !== this.namespace)
      this.declarations.set(this.prefix, this.namespace);
  }

  boundTo(prefix: string): string | null {
    return this.declarations.get(prefix) ?? this.parent?.boundTo(prefix) ?? null;
  }

  prefixFor(namespace: string): string | null {
    for (const [prefix, bound] of this.declarations) if (bound === namespace) return prefix;
    return this.parent?.prefixFor(namespace) ?? null;
  }

  'addChildElement(String,String,String)'(
    name: string | null,
    namespace: string | null,
    prefix: string | null,
  ): XmlNode {
    // without a prefix of its own it gets the one that is bound to its namespace
    const bound = prefix ?? (namespace === null ? null : this.prefixFor(namespace));
    const child = this.add(newElement(name, namespace, bound));
    child.declareOwn();
    return child;
  }
  'addCommentNode(String)'(text: string | null): XmlNode {
    return this.add(new XmlNode('COMMENT', text ?? throwNull()));
  }
  'addTextNode(String)'(text: string | null): XmlNode {
    return this.add(new XmlNode('TEXT', text ?? throwNull()));
  }
  'getAttribute(String,String)'(key: string | null, namespace: string | null): string | null {
    return this.#attribute(key, namespace)?.value ?? null;
  }
  'getAttributeCount()'(): number {
    return this.attributes.length;
  }
  'getAttributeKeyAt(Integer)'(index: number): string {
    return this.#at(index).key;
  }
  'getAttributeKeyNsAt(Integer)'(index: number): string | null {
    return this.#at(index).namespace;
  }
  'getAttributeValue(String,String)'(key: string | null, namespace: string | null): string | null {
    return this.#attribute(key, namespace)?.value ?? null;
  }
  'getAttributeValueNs(String,String)'(key: string | null, namespace: string | null): string | null {
    return this.#attribute(key, namespace)?.valueNamespace ?? null;
  }
  'getChildElement(String,String)'(name: string | null, namespace: string | null): XmlNode | null {
    const wanted = namespace === '' ? null : namespace;
    return (
      this.children.find((child) => child.kind === 'ELEMENT' && child.name === name && child.namespace === wanted) ??
      null
    );
  }
  'getChildElements()'(): ApexList {
    return nodeList(this.children.filter((child) => child.kind === 'ELEMENT'));
  }
  'getChildren()'(): ApexList {
    return nodeList([...this.children]);
  }
  'getName()'(): string | null {
    return this.name;
  }
  'getNamespace()'(): string | null {
    return this.namespace;
  }
  'getNamespaceFor(String)'(prefix: string | null): string | null {
    return this.boundTo(prefix ?? '');
  }
  'getNodeType()'(): ApexEnum {
    return NODE_TYPES.find((type) => type.name === this.kind)!;
  }
  'getParent()'(): XmlNode | null {
    return this.parent;
  }
  'getPrefixFor(String)'(namespace: string | null): string | null {
    return this.prefixFor(namespace ?? throwNull());
  }
  /** Of an element, the texts directly in it. */
  'getText()'(): string {
    if (this.kind !== 'ELEMENT') return this.text;
    return this.children
      .filter((child) => child.kind === 'TEXT')
      .map((child) => child.text)
      .join('');
  }
  'insertBefore(Dom.XmlNode,Dom.XmlNode)'(child: XmlNode | null, reference: XmlNode | null): XmlNode {
    if (child === null) throwNull();
    this.#element();
    const at = reference === null ? this.children.length : this.children.indexOf(reference);
    if (at < 0) throwApex('System.XmlException', 'The reference node is not a child of this node');
    child.parent?.['removeChild(Dom.XmlNode)'](child);
    child.parent = this;
    this.children.splice(reference === null ? this.children.length : this.children.indexOf(reference), 0, child);
    return child;
  }
  'removeAttribute(String,String)'(key: string | null, namespace: string | null): boolean {
    const found = this.#attribute(key, namespace);
    if (found) this.attributes.splice(this.attributes.indexOf(found), 1);
    return found !== undefined;
  }
  'removeChild(Dom.XmlNode)'(child: XmlNode | null): boolean {
    const at = child === null ? -1 : this.children.indexOf(child);
    if (at < 0) return false;
    this.children.splice(at, 1)[0].parent = null;
    return true;
  }
  'setAttribute(String,String)'(key: string | null, value: string | null): void {
    this['setAttributeNs(String,String,String,String)'](key, value, null, null);
  }
  'setAttributeNs(String,String,String,String)'(
    key: string | null,
    value: string | null,
    namespace: string | null,
    valueNamespace: string | null,
  ): void {
    this.#element();
    if (key === null || value === null) throwNull();
    const attribute = { key, namespace: namespace === '' ? null : namespace, value, valueNamespace };
    const before = this.#attribute(key, namespace);
    if (before) this.attributes[this.attributes.indexOf(before)] = attribute;
    else this.attributes.push(attribute);
  }
  'setNamespace(String,String)'(prefix: string | null, namespace: string | null): void {
    this.#element();
    this.declarations.set(prefix ?? '', namespace ?? throwNull());
  }

  toXml(): string {
    if (this.kind === 'TEXT') return escapeXmlText(this.text);
    if (this.kind === 'COMMENT') return `<!--${this.text}-->`;
    const attributes = this.attributes.map(
      ({ key, namespace, value }) => ` ${this.#attributePrefix(namespace)}${key}="${escapeXmlAttribute(value)}"`,
    );
    const declarations = [...this.declarations].map(
      ([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeXmlAttribute(uri)}"`,
    );
    const name = this.prefix === '' ? this.name : `${this.prefix}:${this.name}`;
    const tag = `<${name}${declarations.join('')}${attributes.join('')}`;
    if (this.children.length === 0) return `${tag} />`;
    return `${tag}>${this.children.map((child) => child.toXml()).join('')}</${name}>`;
  }

  toText(): string {
    return `XMLNode[${this.kind},${this.name},${this.namespace},${this['getText()']()},]`;
  }

  /** A namespace that no prefix stands for is bound where it is first used. */
  #attributePrefix(namespace: string | null): string {
    if (namespace === null) return '';
    let prefix = this.prefixFor(namespace);
    if (prefix === null || prefix === '') {
      let number = 0;
      do prefix = `ns${number++}`;
      while (this.boundTo(prefix) !== null);
      this.declarations.set(prefix, namespace);
    }
    return `${prefix}:`;
  }

  #attribute(key: string | null, namespace: string | null): Attribute | undefined {
    const wanted = namespace === '' ? null : namespace;
    return this.attributes.find((attribute) => attribute.key === key && attribute.namespace === wanted);
  }

  #at(index: number): Attribute {
    return this.attributes[index] ?? throwApex('System.XmlException', `No attribute at index ${index}`);
  }

  #element(): void {
    if (this.kind !== 'ELEMENT')
      throwApex('System.XmlException', `A ${this.kind.toLowerCase()} node is not an element`);
  }
}

function newElement(name: string | null, namespace: string | null, prefix: string | null): XmlNode {
  if (name === null) throwNull();
  if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(name)) throwApex('System.XmlException', `Invalid element name: ${name}`);
  return new XmlNode('ELEMENT', name, namespace, prefix);
}

function nodeList(nodes: XmlNode[]): ApexList {
  return new ApexList(platformType('Dom.XmlNode'), nodes);
}

export class Document {
  root: XmlNode | null = null;

  'createRootElement(String,String,String)'(
    name: string | null,
    namespace: string | null,
    prefix: string | null,
  ): XmlNode {
    this.root = newElement(name, namespace, prefix);
    this.root.declareOwn();
    return this.root;
  }
  'getRootElement()'(): XmlNode | null {
    return this.root;
  }
  'load(String)'(xml: string | null): void {
    if (xml === null) throwNull();
    try {
      this.root = read(xml);
    } catch (error) {
      if (!(error instanceof XmlSyntaxError)) throw error;
      const { line, column } = error.place;
      throwApex('System.XmlException', `Failed to parse XML due to: ${error.message} (position: ${line}:${column})`);
    }
  }
  'toXmlString()'(): string {
    return `<?xml version="1.0" encoding="UTF-8"?>${this.root?.toXml() ?? ''}`;
  }
}

function read(xml: string): XmlNode {
  const document = new XmlNode('ELEMENT', '#document');
  let at = document;
  for (const event of xmlEvents(xml)) {
    if (event.kind === 'start') {
      const element = new XmlNode('ELEMENT', event.localName, event.namespace, event.prefix);
      for (const [prefix, uri] of event.namespaces) element.declarations.set(prefix, uri);
      for (const { localName, namespace, value } of event.attributes)
        element.attributes.push({ key: localName, namespace, value, valueNamespace: null });
      at = at.add(element);
    } else if (event.kind === 'end') at = at.parent ?? document;
    else if (event.kind === 'text' || event.kind === 'cdata') at.add(new XmlNode('TEXT', event.text));
    else if (event.kind === 'comment' && at !== document) at.add(new XmlNode('COMMENT', event.text));
  }
  const [root] = document.children;
  root.parent = null;
  return root;
}

register('Dom.Document', { class: Document, constructors: { 'new()': () => new Document() } });
register('Dom.XmlNode', { class: XmlNode });
