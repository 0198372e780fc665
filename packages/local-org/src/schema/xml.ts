/** Metadata XML as a tree whose elements know their place in the file. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { SourceFile } from '../diagnostics/diagnostic.ts';
import { CompilationError, type SourcePosition } from '../diagnostics/diagnostic.ts';

/** One element: its own text, its child elements and attributes. Names keep their namespace prefix (`xsi:type`). */
export class XmlElement {
  readonly name: string;
  readonly text: string;
  readonly elements: readonly XmlElement[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly source: SourceFile;
  readonly #offset: number;

  constructor(
    source: SourceFile,
    offset: number,
    name: string,
    text: string,
    elements: readonly XmlElement[],
    attributes: Readonly<Record<string, string>>,
  ) {
    this.source = source;
    this.#offset = offset;
    this.name = name;
    this.text = text;
    this.elements = elements;
    this.attributes = attributes;
  }

  get position(): SourcePosition {
    return this.source.position(this.#offset);
  }

  children(name: string): XmlElement[] {
    return this.elements.filter((element) => element.name === name);
  }

  child(name: string): XmlElement | undefined {
    return this.elements.find((element) => element.name === name);
  }

  /** text of the child; undefined where it is missing or empty */
  value(name: string): string | undefined {
    return this.child(name)?.text || undefined;
  }

  values(name: string): string[] {
    return this.children(name).map((element) => element.text);
  }

  /** `true` in any case; false where the child is missing */
  flag(name: string): boolean {
    return this.value(name)?.toLowerCase() === 'true';
  }
}

/** A node of fast-xml-parser's `preserveOrder` output: one key is the tag's name, `:@` has the attributes. */
type ParsedNode = Record<string, unknown>;

const META_DATA = XMLParser.getMetaDataSymbol() as unknown as string;

/** Before each tag in what the parser makes: an object's property, which may not be called `constructor`. */
const MARK = '<';

const PARSER = new XMLParser({
  preserveOrder: true,
  captureMetaData: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // also decodes character references such as &#233;
  htmlEntities: true,
  // the parser does it twice to an empty element
  transformTagName: (name) => (name.startsWith(MARK) ? name : MARK + name),
});

/**
 * The root element of an XML text.
 * @throws {CompilationError} with line and column when the text is not well-formed
 */
export function parseXml(source: SourceFile): XmlElement {
  const valid = XMLValidator.validate(source.text);
  if (valid !== true) {
    const { line, col, msg } = valid.err;
    throw new CompilationError([
      { file: source.path, line: line || 1, column: col || 1, message: `Error parsing file: ${msg}` },
    ]);
  }
  const nodes = parsedNodes(source);
  const roots = nodes.filter((node) => tagOf(node) !== '#text');
  if (roots.length !== 1) {
    throw new CompilationError([source.diagnostic(0, 'Error parsing file: a document has exactly one root element')]);
  }
  return elementOf(source, roots[0]);
}

/** The parser has limits of its own, as for names of attributes and for nesting. */
function parsedNodes(source: SourceFile): ParsedNode[] {
  try {
    return PARSER.parse(source.text) as ParsedNode[];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CompilationError([source.diagnostic(0, `Error parsing file: ${reason}`)]);
  }
}

function elementOf(source: SourceFile, node: ParsedNode): XmlElement {
  const name = tagOf(node);
  const content = node[MARK + name] as ParsedNode[];
  const text = content.map((child) => ('#text' in child ? String(child['#text']) : '')).join('');
  const elements = content.filter((child) => tagOf(child) !== '#text').map((child) => elementOf(source, child));
  const offset = (node[META_DATA] as { startIndex: number } | undefined)?.startIndex ?? 0;
  return new XmlElement(source, offset, name, text, elements, (node[':@'] ?? {}) as Record<string, string>);
}

function tagOf(node: ParsedNode): string {
  return (
    Object.keys(node)
      .find((key) => key.startsWith(MARK))
      ?.slice(MARK.length) ?? '#text'
  );
}
