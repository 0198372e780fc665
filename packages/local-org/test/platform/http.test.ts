/** Callouts: requests, responses, mocks and refusals. Source: Apex Reference Guide, Http, HttpRequest, HttpResponse; Apex Developer Guide, "Testing HTTP Callouts". */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { apexOrg, meta } from './apex-org.ts';

const FILES = {
  'staticresources/Answer.json': '{"a":1}',
  'staticresources/Answer.resource-meta.xml': meta('StaticResource', '<contentType>application/json</contentType>'),
};
const SEND = `HttpRequest request = new HttpRequest();
  request.setEndpoint('https://example.com/a');
  request.setMethod('GET');
`;
const caught = (statement: string): string =>
  `try { ${statement} } catch (Exception e) { System.debug(e.getTypeName() + ': ' + e.getMessage()); }`;

test('a body is text, bytes or a document; headers ignore case', (context) => {
  const { run } = apexOrg(context);
  assert.deepEqual(
    run(`HttpRequest r = new HttpRequest();
      Dom.Document doc = new Dom.Document();
      doc.createRootElement('a', null, null).addTextNode('é');
      r.setBodyDocument(doc);
      System.debug(r.getBody() + ' ' + r.getBodyDocument().getRootElement().getText() + ' ' + r.getBodyAsBlob().size());
      r.setHeader('X-Key', '1'); r.setHeader('x-key', '2');
      System.debug(r.getHeader('X-KEY') + ' ' + r.getHeader('none'));
      HttpResponse s = new HttpResponse();
      s.setBody('<b k="v"/>');
      s.setStatusCode(201); s.setStatus('Created');
      XmlStreamReader reader = s.getXmlStreamReader();
      reader.next();
      System.debug(reader.getAttributeValueAt(0) + ' ' + s.getBodyDocument().getRootElement().getName());
      System.debug(s + ' ' + s.toString());
      System.debug(r);`),
    [
      '<?xml version="1.0" encoding="UTF-8"?><a>é</a> é 47',
      '2 null',
      'v b',
      'System.HttpResponse[Status=Created, StatusCode=201] System.HttpResponse[Status=Created, StatusCode=201]',
      'System.HttpRequest[Endpoint=null, Method=null]',
    ],
  );
});

test('outside a test nothing is called: the refusal says why', (context) => {
  const { run } = apexOrg(context);
  assert.deepEqual(
    run(`${SEND}
      ${caught('new Http().send(request);')}
      request.setEndpoint('callout:My_Service/path');
      ${caught('new Http().send(request);')}
      ${caught('new Http().send(null);')}
      ${caught('request.setTimeout(120001);')}
      ${caught(`request.setClientCertificateName('c');`)}`),
    [
      'System.CalloutException: Unauthorized endpoint, please check Setup->Security->Remote site settings. endpoint = https://example.com/a',
      'System.CalloutException: The callout couldn\'t access the endpoint. You might not have the required permissions, or the named credential "My_Service" might not exist.',
      'System.NullPointerException: Attempt to de-reference a null object',
      'System.CalloutException: Invalid timeout: 120001',
      'System.InvalidParameterValueException: The certificate c does not exist or is not valid',
    ],
  );
});

test('a test without a mock may not call out, nor one with uncommitted work', (context) => {
  const { test: inTest } = apexOrg(context, { files: FILES });
  assert.deepEqual(inTest(`${SEND} ${caught('new Http().send(request);')}`), [
    'System.CalloutException: Methods defined as TestMethod do not support Web service callouts',
  ]);
  assert.deepEqual(
    inTest(`${SEND} insert new Account(Name = 'A');
      StaticResourceCalloutMock mock = new StaticResourceCalloutMock();
      mock.setStaticResource('Answer');
      Test.setMock(HttpCalloutMock.class, mock);
      ${caught('new Http().send(request);')}
      Test.startTest();
      System.debug(new Http().send(request).getStatusCode());
      Test.stopTest();`),
    ['System.CalloutException: You have uncommitted work pending. Please commit or rollback before calling out', '200'],
  );
});

test('static resources answer for all endpoints, or each for its own', (context) => {
  const { test: inTest } = apexOrg(context, { files: FILES });
  assert.deepEqual(
    inTest(`${SEND}
      StaticResourceCalloutMock one = new StaticResourceCalloutMock();
      one.setStaticResource('Answer');
      one.setStatusCode(202);
      one.setStatus('Accepted');
      one.setHeader('Content-Type', 'application/json');
      Test.setMock(HttpCalloutMock.class, one);
      HttpResponse response = new Http().send(request);
      System.debug(response.getBody() + ' ' + response.getStatusCode() + response.getStatus() + response.getHeader('content-type') + response.getHeaderKeys());
      MultiStaticResourceCalloutMock many = new MultiStaticResourceCalloutMock();
      many.setStaticResource('https://example.com/a', 'Answer');
      many.setStaticResource('https://example.com/b', 'Missing');
      Test.setMock(HttpCalloutMock.class, many);
      System.debug(new Http().send(request).getBody());
      request.setEndpoint('https://example.com/b');
      ${caught('new Http().send(request);')}
      request.setEndpoint('https://example.com/c');
      ${caught('new Http().send(request);')}
      Object boxed = many;
      System.debug(boxed instanceof HttpCalloutMock);
      System.debug(Limits.getCallouts());`),
    [
      '{"a":1} 202Acceptedapplication/json(Content-Type)',
      '{"a":1}',
      'System.NullPointerException: Static Resource not found: Missing',
      'System.CalloutException: No static resource has been set for the endpoint https://example.com/c',
      'true',
      '4',
    ],
  );
});
