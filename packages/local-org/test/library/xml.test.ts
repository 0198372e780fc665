/** XML streams and documents. Source: Apex Developer Guide, "XML Support"; Apex Reference Guide, XmlStreamReader, XmlStreamWriter, Dom Namespace. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { failure, run } from '../emit/support.ts';
import type { ApexList } from '../../src/runtime/library/list.ts';

const lines = (body: string): unknown[] =>
  (run('List<String>', `List<String> r = new List<String>();\n${body}\nreturn r;`) as ApexList).items;

test('a reader goes from event to event and gives names, attributes and texts', () => {
  assert.deepEqual(
    lines(`XmlStreamReader reader = new XmlStreamReader('<books><book author="Foo" y="2">A &amp; B</book><empty/></books>');
      r.add(reader.getEventType().name());
      while (reader.hasNext()) {
        reader.next();
        if (reader.isStartElement()) r.add('+' + reader.getLocalName() + ' ' + reader.getAttributeCount());
        if (reader.isStartElement() && reader.getLocalName() == 'book')
          r.add(reader.getAttributeValue(null, 'author') + reader.getAttributeValueAt(1) + reader.getAttributeLocalName(1) + reader.getAttributeValue('', 'none'));
        if (reader.isCharacters()) r.add(reader.getText());
        if (reader.isEndElement()) r.add('-' + reader.getLocalName());
      }
      r.add(reader.getEventType() + ' ' + (reader.getEventType() == XmlTag.END_DOCUMENT));`),
    [
      'START_DOCUMENT',
      '+books 0',
      '+book 2',
      'Foo2ynull',
      'A & B',
      '-book',
      '+empty 0',
      '-empty',
      '-books',
      'END_DOCUMENT true',
    ],
  );
});

test('a reader knows namespaces, comments, instructions and white space', () => {
  assert.deepEqual(
    lines(`XmlStreamReader reader = new XmlStreamReader(
        '<?xml version="1.0"?><?go fast?><!--note--><a:x xmlns:a="urn:a" a:k="v"> <![CDATA[<raw>]]></a:x>');
      r.add(reader.getVersion());
      reader.next(); r.add(reader.getPITarget() + '|' + reader.getPIData());
      reader.next(); r.add(reader.getEventType() + ' ' + reader.getText() + ' ' + reader.hasText());
      reader.next(); r.add(reader.getPrefix() + ' ' + reader.getNamespace() + ' ' + reader.getAttributeNamespace(0)
        + ' ' + reader.getNamespaceCount() + ' ' + reader.getNamespacePrefix(0) + ' ' + reader.getNamespaceURI('a'));
      reader.next(); r.add('' + reader.isWhiteSpace());
      reader.next(); r.add(reader.getText());
      XmlStreamReader joined = new XmlStreamReader('<a>x<![CDATA[y]]>z</a>');
      joined.setCoalescing(true);
      joined.next(); joined.next(); r.add(joined.getText());
      XmlStreamReader plain = new XmlStreamReader('<a:b xmlns:a="u"/>');
      plain.setNamespaceAware(false);
      r.add(plain.nextTag() + ' ' + plain.getLocalName());`),
    ['1.0', 'go|fast', 'COMMENT note true', 'a urn:a urn:a 1 a urn:a', 'true', '<raw>', 'xyz', '1 a:b'],
  );
});

test('a reader gives what comes before an error, and then an exception with the place', () => {
  const read = (xml: string, steps: number): string =>
    failure(`XmlStreamReader x = new XmlStreamReader('${xml}'); for (Integer i = 0; i < ${steps}; i++) x.next();`);
  assert.match(read('<a><b></a>', 5), /^System.XmlException: ParseError at \[row,col\]:\[1,\d+\]\nMessage: /);
  assert.equal(read('<a/>', 4), 'System.NoSuchElementException: No more elements');
  assert.equal(
    failure(`XmlStreamReader x = new XmlStreamReader('<a>t</a>'); x.nextTag(); x.nextTag();`),
    'System.XmlException: expected start or end tag',
  );
  assert.equal(
    failure(`new XmlStreamReader(null);`),
    'System.NullPointerException: Attempt to de-reference a null object',
  );
});

test('a writer writes what the developer guide shows', () => {
  assert.deepEqual(
    lines(`XmlStreamWriter w = new XmlStreamWriter();
      w.writeStartDocument(null, '1.0');
      w.writeProcessingInstruction('target', 'data');
      w.writeStartElement('m', 'Library', 'http://www.book.com');
      w.writeNamespace('m', 'http://www.book.com');
      w.writeComment('Book starts here');
      w.setDefaultNamespace('http://www.defns.com');
      w.writeCData('<Cdata> I like CData </Cdata>');
      w.writeStartElement(null, 'book', null);
      w.writeDefaultNamespace('http://www.defns.com');
      w.writeAttribute(null, null, 'author', 'Manoj');
      w.writeCharacters('This is my book');
      w.writeEndElement();
      w.writeEmptyElement(null, 'ISBN', null);
      w.writeEndElement();
      w.writeEndDocument();
      r.add(w.getXmlString());
      w.close();`),
    [
      '<?xml version="1.0"?><?target data?><m:Library xmlns:m="http://www.book.com"><!--Book starts here-->' +
        '<![CDATA[<Cdata> I like CData </Cdata>]]><book xmlns="http://www.defns.com" author="Manoj">This is my book</book>' +
        '<ISBN/></m:Library>',
    ],
  );
});

test('a writer escapes texts, and refuses attributes outside of a tag', () => {
  assert.deepEqual(
    lines(`XmlStreamWriter w = new XmlStreamWriter();
      w.writeStartElement(null, 'a', null); w.writeAttribute(null, null, 'k', '"<&>'); w.writeCharacters('<&>"');
      w.writeEndDocument(); r.add(w.getXmlString());`),
    ['<a k="&quot;&lt;&amp;&gt;">&lt;&amp;&gt;"</a>'],
  );
  assert.match(failure(`new XmlStreamWriter().writeAttribute(null, null, 'k', 'v');`), /^System.XmlException: /);
});

test('a document is built and written', () => {
  assert.deepEqual(
    lines(`Dom.Document doc = new Dom.Document();
      String soap = 'http://schemas.xmlsoap.org/soap/envelope/';
      Dom.XmlNode envelope = doc.createRootElement('Envelope', soap, 'soapenv');
      envelope.setNamespace('xsi', 'urn:xsi');
      envelope.setAttributeNs('schemaLocation', soap, 'urn:xsi', null);
      Dom.XmlNode body = envelope.addChildElement('Body', soap, null);
      body.addChildElement('echo', 'urn:e', 'req').addTextNode('a < b');
      body.addCommentNode('done');
      body.addChildElement('none', null, null);
      r.add(doc.toXmlString());`),
    [
      '<?xml version="1.0" encoding="UTF-8"?>' +
        '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="urn:xsi"' +
        ' xsi:schemaLocation="http://schemas.xmlsoap.org/soap/envelope/">' +
        '<soapenv:Body><req:echo xmlns:req="urn:e">a &lt; b</req:echo><!--done--><none /></soapenv:Body></soapenv:Envelope>',
    ],
  );
});

test('a document is read and changed', () => {
  assert.deepEqual(
    lines(`Dom.Document doc = new Dom.Document();
      doc.load('<address xmlns="urn:a" kind="home"><name>Kirk</name><!--c--><x:zip xmlns:x="urn:x">1</x:zip></address>');
      Dom.XmlNode root = doc.getRootElement();
      r.add(root.getName() + ' ' + root.getNamespace() + ' ' + root.getAttribute('kind', null) + ' ' + root.getAttributeCount() + ' ' + root.getParent());
      r.add(root.getChildElement('name', 'urn:a').getText() + ' ' + root.getChildElement('name', null));
      r.add(root.getChildElements().size() + ' ' + root.getChildren().size() + ' ' + root.getChildren()[1].getNodeType());
      Dom.XmlNode zip = root.getChildElement('zip', 'urn:x');
      r.add(zip.getNamespaceFor('x') + ' ' + zip.getPrefixFor('urn:x') + ' ' + zip.getNamespaceFor('none'));
      r.add(root.removeChild(zip) + ' ' + root.removeChild(zip) + ' ' + root.removeAttribute('kind', null));
      root.insertBefore(zip, root.getChildren()[0]);
      r.add(root.getChildren()[0].getName());
      r.add(doc.toXmlString());`),
    [
      'address urn:a home 1 null',
      'Kirk null',
      '2 3 COMMENT',
      'urn:x x null',
      'true false true',
      'zip',
      '<?xml version="1.0" encoding="UTF-8"?><address xmlns="urn:a"><x:zip xmlns:x="urn:x">1</x:zip><name>Kirk</name><!--c--></address>',
    ],
  );
});

test('a text that is not XML is refused by a document', () => {
  assert.match(failure(`new Dom.Document().load('<a>');`), /^System.XmlException: Failed to parse XML due to: /);
});
