/** Names and texts that mean something in JavaScript mean nothing more in Apex, wherever they are given. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { CompilationError } from '../../src/diagnostics/diagnostic.ts';
import { apexOrg, customField, meta, type ApexOrg, type OrgParts } from './apex-org.ts';

const NAMES = [
  'constructor',
  '__proto__',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'then',
  '__defineGetter__',
];

const TEXTS = [
  ...NAMES,
  '${process.exit(1)}',
  '`',
  '*/ } process.exit(1); /*',
  '</script><script>',
  '<!-- -->',
  '\u2028\u2029\u0000\u0001\u007f\ufeff',
  '\\',
  '\\\\\'"',
  "'); process.exit(1); ('",
  '\ud83d\ude00',
  '$& $1 $$ $`',
  '\r\n\t\b\f',
];

const literal = (text: string): string =>
  `'${[...Array(text.length).keys()]
    .map((at) => text[at])
    .map((char) =>
      /[ -&(-[\]-~]/.test(char) ? char : `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
    )
    .join('')}'`;
const listOf = (texts: readonly string[]): string => `new List<String>{ ${texts.map(literal).join(', ')} }`;
const xml = (text: string): string => text.replace(/[<>&]/g, (char) => `&#${char.charCodeAt(0)};`);

/** XML has no control characters, and reads line ends as one. */
const XML_TEXTS = TEXTS.filter((text) => !/[\u0000-\u001f\ud800-\udfff]/.test(text));

const FILES: OrgParts['files'] = {
  'objects/Constructor__c/Constructor__c.object-meta.xml': meta(
    'CustomObject',
    '<label>constructor</label><pluralLabel>prototype</pluralLabel><nameField><label>Name</label><type>Text</type></nameField>' +
      '<deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel>',
  ),
  'objects/Constructor__c/fields/prototype__c.field-meta.xml': customField(
    'prototype__c',
    '<type>LongTextArea</type><length>1000</length><visibleLines>3</visibleLines>',
  ),
  'objects/Constructor__c/fields/toString__c.field-meta.xml': customField(
    'toString__c',
    '<type>Lookup</type><referenceTo>Constructor__c</referenceTo><relationshipName>valueOf</relationshipName>',
  ),
  'objects/Constructor__c/fields/Shown__c.field-meta.xml': customField(
    'Shown__c',
    `<type>Text</type><formula>&quot;${xml('${1} ` */ </script> constructor')}&quot; &amp; Name</formula>`,
  ),
  'objects/Then__mdt/Then__mdt.object-meta.xml': meta('CustomObject', '<label>Then</label>'),
  'objects/Then__mdt/fields/valueOf__c.field-meta.xml': customField(
    'valueOf__c',
    '<type>Text</type><length>255</length>',
  ),
  ...Object.fromEntries(
    [...XML_TEXTS.entries()].map(([at, text]) => [
      `customMetadata/Then.${NAMES[at]?.replaceAll('_', '') ?? `Row${at}`}.md-meta.xml`,
      meta(
        'CustomMetadata',
        `<label>x</label><protected>false</protected><values><field>valueOf__c</field><value xsi:type="xsd:string">${xml(text)}</value></values>`,
      ),
    ]),
  ),
  'objects/Prototype__c/Prototype__c.object-meta.xml': meta(
    'CustomObject',
    '<label>prototype</label><customSettingsType>List</customSettingsType>',
  ),
  'labels/CustomLabels.labels-meta.xml': meta(
    'CustomLabels',
    XML_TEXTS.map(
      (text, at) =>
        `<labels><fullName>${['constructor', 'prototype', 'valueOf', 'then'][at] ?? `L${at}`}</fullName><language>en_US</language>` +
        `<protected>false</protected><shortDescription>x</shortDescription><value>${xml(text)}</value></labels>`,
    ).join(''),
  ),
  'cachePartitions/constructor.cachePartition-meta.xml': meta(
    'PlatformCachePartition',
    '<isDefaultPartition>true</isDefaultPartition><masterLabel>P</masterLabel>' +
      '<platformCachePartitionTypes><allocatedCapacity>1</allocatedCapacity><cacheType>Organization</cacheType></platformCachePartitionTypes>',
  ),
};

const CLASSES = {
  Constructor: `public virtual class Constructor implements Callable {
    public enum Prototype { constructor, prototype, hasOwnProperty, valueOf, arguments, toString }
    public interface HasOwnProperty { String eval(String constructor); }
    public class Symbol implements HasOwnProperty {
      public String constructor; public String prototype { get; set; } public String hasOwnProperty; public String eval;
      public String eval(String constructor) { return 'eval ' + constructor; }
    }
    public static String globalThis = 'static'; public String constructor = 'field';
    public static String hasOwnProperty(String toString) { String valueOf = toString; return valueOf; }
    public Object call(String action, Map<String, Object> args) { return action + '=' + args.get(action); }
  }`,
};

/** What JavaScript code anywhere would see of a prototype that was changed. */
function everyPrototype(): unknown {
  const global = globalThis as unknown as Record<string, { prototype?: object }>;
  return Object.getOwnPropertyNames(globalThis)
    .sort()
    .filter((name) => /^[A-Z]/.test(name) && typeof global[name] === 'function')
    .map((name) => [
      name,
      Reflect.ownKeys(global[name].prototype ?? {}).map(String),
      Reflect.ownKeys(global[name]).map(String),
    ]);
}

/** Runs a block over the project above, and asks whether the process is what it was. */
function hostile(name: string, body: (org: ApexOrg) => void): void {
  test(name, (context) => {
    const org = apexOrg(context, { files: FILES, classes: CLASSES });
    const before = everyPrototype();
    body(org);
    assert.deepEqual(everyPrototype(), before);
  });
}

hostile('declarations may have the names of JavaScript', ({ run }) => {
  assert.deepEqual(
    run(`
      Constructor.HasOwnProperty eval = new Constructor.Symbol();
      Constructor.Symbol prototype = (Constructor.Symbol) eval;
      prototype.constructor = 'c'; prototype.prototype = 'p'; prototype.hasOwnProperty = 'h';
      System.debug(eval.eval('x') + JSON.serialize(prototype));
      System.debug(Constructor.globalThis + new Constructor().constructor + Constructor.hasOwnProperty('m'));
      System.debug(Constructor.Prototype.values());
      System.debug(Constructor.Prototype.valueOf('constructor').name() + Constructor.Prototype.hasOwnProperty.ordinal());
      Map<Constructor.Prototype, String> hasOwnProperty = new Map<Constructor.Prototype, String>{ Constructor.Prototype.arguments => 't' };
      System.debug(hasOwnProperty);
      System.debug(((Callable) Type.forName('Constructor').newInstance()).call('__proto__', new Map<String, Object>{ '__proto__' => 1 }));
      Constructor.Symbol read = (Constructor.Symbol) JSON.deserialize('{"constructor":"1","prototype":"2","hasOwnProperty":"3","__proto__":{"then":"no"}}', Constructor.Symbol.class);
      System.debug(JSON.serialize(read));`),
    [
      'eval x{"constructor":"c","prototype":"p","hasOwnProperty":"h","eval":null}',
      'staticfieldm',
      '(constructor, prototype, hasOwnProperty, valueOf, arguments, toString)',
      'constructor2',
      '{arguments=t}',
      '__proto__=1',
      '{"constructor":"1","prototype":"2","hasOwnProperty":"3","eval":null}',
    ],
  );
});

hostile('texts come back as they were given', ({ run }) => {
  const logged = run(`
    Map<String, Object> all = new Map<String, Object>(); Set<String> members = new Set<String>();
    List<Constructor__c> rows = new List<Constructor__c>();
    for (String text : ${listOf(TEXTS)}) {
      all.put(text, text); members.add(text);
      Assert.areEqual(text, all.get(text)); Assert.isTrue(members.contains(text));
      Map<String, Object> untyped = (Map<String, Object>) JSON.deserializeUntyped(JSON.serialize(new Map<String, Object>{ text => new Map<String, String>{ text => text } }));
      Assert.areEqual(new Set<String>{ text }, untyped.keySet());
      Assert.areEqual(text, ((Map<String, Object>) untyped.get(text)).get(text));
      Map<String, String> typed = (Map<String, String>) JSON.deserialize(JSON.serialize(new Map<String, String>{ text => text }), Map<String, String>.class);
      Assert.areEqual(text, typed.get(text));
      Assert.areEqual(text, EncodingUtil.urlDecode(EncodingUtil.urlEncode(text, 'UTF-8'), 'UTF-8'));
      Assert.areEqual(text, text.escapeJava().unescapeJava());
      Assert.areEqual(text, text.escapeHtml4().unescapeHtml4());
      Assert.areEqual('<' + text + '>', String.format('<{0}>', new List<Object>{ text }));
      Assert.areEqual('<' + text + '>', 'x'.replace('x', '<' + text + '>'));
      Assert.areEqual('<' + text + '>', 'x'.replaceAll('x', Matcher.quoteReplacement('<' + text + '>')));
      Assert.areEqual('', text.replaceAll(Pattern.quote(text), ''));
      HttpRequest request = new HttpRequest(); request.setHeader('X-' + text.length(), text); request.setBody(text);
      Assert.areEqual(text, request.getHeader('X-' + text.length())); Assert.areEqual(text, request.getBody());
      rows.add(new Constructor__c(Name = 'n' + rows.size(), prototype__c = 'a' + text + 'z'));
      Constructor__c put = new Constructor__c(); put.put('PROTOTYPE__C', text); Assert.areEqual(text, put.get('prototype__c'));
    }
    Assert.areEqual(all.size(), members.size());
    Assert.areEqual(all.size(), ((Map<String, Object>) JSON.deserializeUntyped(JSON.serialize(all))).size());
    insert rows;
    for (Constructor__c row : [SELECT Name, prototype__c FROM Constructor__c]) {
      String text = ${listOf(TEXTS)}[Integer.valueOf(row.Name.substring(1))];
      Assert.areEqual('a' + text + 'z', row.prototype__c);
      Account[] named = new Account[0];
      Account a = new Account(Name = 'a' + text + 'z'); insert a;
      Assert.areEqual(1, Database.countQuery('SELECT COUNT() FROM Account WHERE Name = \\'' + String.escapeSingleQuotes(a.Name) + '\\''), text.escapeJava());
      Assert.areEqual(1, [SELECT COUNT() FROM Account WHERE Name = :a.Name]);
    }
    System.debug(rows.size());`);
  assert.deepEqual(logged, [String(TEXTS.length)]);
});

hostile('metadata keeps its texts, and is found by its own names only', ({ run }) => {
  const expected = JSON.stringify([...XML_TEXTS].sort());
  const [metadata, ...others] = run(`
    List<String> values = new List<String>();
    for (Then__mdt row : Then__mdt.getAll().values()) values.add(row.valueOf__c);
    System.debug(JSON.serialize(values));
    System.debug(Then__mdt.getInstance('constructor').valueOf__c + Then__mdt.getInstance('__proto__') + Then__mdt.getAll().get('hasOwn'));
    System.debug(Label.constructor + System.Label.prototype + System.Label.get('', 'then'));
    insert new List<Prototype__c>{ new Prototype__c(Name = '__proto__'), new Prototype__c(Name = 'constructor') };
    System.debug(Prototype__c.getInstance('__proto__').Name + Prototype__c.getInstance('valueOf') + Prototype__c.getAll().keySet());
    Cache.Org.put('constructor', 'kept'); Cache.OrgPartition part = Cache.Org.getPartition('local.constructor');
    System.debug(part.get('constructor') + '' + part.get('valueOf') + Cache.Org.get('hasOwnProperty') + part.contains('toString'));
    Constructor__c one = new Constructor__c(Name = 'x'); insert one;
    System.debug([SELECT Shown__c FROM Constructor__c].Shown__c);
    insert new Constructor__c(Name = 'y', toString__c = one.Id);
    System.debug([SELECT toString__r.Name FROM Constructor__c WHERE Name = 'y'].getSObject('toString__r').get('Name'));
    System.debug([SELECT (SELECT Name FROM valueOf__r) FROM Constructor__c WHERE Name = 'x'].valueOf__r.size());`);
  assert.equal(JSON.stringify((JSON.parse(metadata) as string[]).sort()), expected);
  assert.deepEqual(others, [
    'constructornullnull',
    'constructor__proto__hasOwnProperty',
    '__proto__null{__proto__, constructor}',
    'keptnullnullfalse',
    '${1} ` */ </script> constructorx',
    'x',
    '1',
  ]);
});

hostile('what is looked up by a name that only JavaScript knows is not there', ({ run }) => {
  const refused = (kind: string, code: string): string =>
    `try { ${code} Assert.fail('${kind} took ' + n); } catch (${kind} e) { Assert.isFalse(e.getMessage().contains('native code') || e.getMessage().contains('[object'), e.getMessage()); }`;
  const formula = (text: string): string =>
    `Formula.builder().withType(Account.class).withReturnType(FormulaEval.FormulaReturnType.STRING).withFormula(${text}).build();`;
  const logged = run(`
    Account a = new Account(Name = 'x'); Integer asked = 0; Location here = Location.newInstance(1, 1);
    for (String n : ${listOf(NAMES)}) {
      ${refused('SObjectException', 'a.get(n);')} ${refused('SObjectException', 'a.put(n, 1);')}
      ${refused('SObjectException', 'a.getSObject(n);')} ${refused('SObjectException', 'a.getSObjects(n);')}
      ${refused('SObjectException', 'a.addError(n, n);')}
      ${refused('JSONException', `JSON.deserialize('{"' + n + '":1}', Account.class);`)}
      ${refused('JSONException', 'JSON.deserializeUntyped(n);')}
      ${refused('QueryException', `Database.query('SELECT ' + n + ' FROM Account');`)}
      ${refused('QueryException', `Database.query('SELECT Id FROM ' + n);`)}
      ${refused('QueryException', `Database.query('SELECT ' + n + '(Id) FROM Account');`)}
      ${refused('QueryException', `Database.query('SELECT ' + n + '.Name FROM Account');`)}
      ${refused('QueryException', `Database.query('SELECT (SELECT Id FROM ' + n + ') FROM Account');`)}
      ${refused('QueryException', `Database.query('SELECT Id FROM Account WHERE CreatedDate = ' + n);`)}
      ${refused('QueryException', `Database.query('SELECT Id FROM Account WHERE Name = :' + n);`)}
      ${refused('QueryException', `Database.queryWithBinds('SELECT Id FROM Account WHERE Name = :' + n, new Map<String, Object>(), AccessLevel.SYSTEM_MODE);`)}
      ${refused('SearchException', `Search.query('FIND \\'xx\\' RETURNING ' + n);`)}
      ${refused('IllegalArgumentException', `System.Label.get('', n + 'x');`)}
      ${refused('InvalidParameterValueException', 'Location.getDistance(here, here, n);')}
      ${refused('InvalidParameterValueException', `Crypto.generateDigest(n, Blob.valueOf('x'));`)}
      ${refused('StringException', `Pattern.compile('\\\\p{' + n + '}');`)}
      ${refused('StringException', `'aaa'.replaceAll('(?<nm>a)', '\${' + n + '}');`)}
      ${refused('StringException', `new Url(n + '://a.b/c');`)}
      ${refused('StringException', `EncodingUtil.urlEncode('x', n);`)}
      ${refused('NoSuchElementException', 'LoggingLevel.valueOf(n);')}
      ${refused('FormulaEval.FormulaValidationException', formula('n'))}
      ${refused('FormulaEval.FormulaValidationException', formula(`n + '(1)'`))}
      ${refused('FormulaEval.FormulaValidationException', formula(`'$' + n + '.x'`))}
      ${refused('FormulaEval.FormulaValidationException', formula(`'$User.' + n`))}
      ${refused('FormulaEval.FormulaValidationException', formula(`'$CustomMetadata.Then__mdt.constructor.' + n`))}
      ${refused('InvalidParameterValueException', 'Schema.describeSObjects(new List<String>{ n });')}
      if (n != 'constructor') Assert.isNull(Type.forName(n));
      Assert.isNull(Type.forName('System', n)); Assert.isNull(Type.forName('Account.' + n)); Assert.isNull(Type.forName(n + '<String>'));
      Assert.isNull(Schema.getGlobalDescribe().get(n));
      Assert.isNull(Account.SObjectType.getDescribe().fields.getMap().get(n));
      Assert.isNull(Account.SObjectType.getDescribe().fieldSets.getMap().get(n));
      Assert.isNull(Account.SObjectType.getDescribe().getRecordTypeInfosByName().get(n));
      Assert.isNull(OrgLimits.getMap().get(n)); Assert.isFalse(FeatureManagement.checkPermission(n));
      Assert.isNull(a.getPopulatedFieldsAsMap().get(n));
      Assert.areEqual(-1, new Url(n, 'a.b', 5, '/c').getDefaultPort());
      Assert.areEqual('&' + n + ';', ('&' + n + ';').unescapeHtml4());
      Assert.areEqual(0, Database.queryWithBinds('SELECT Id FROM Account WHERE Name = :' + n, new Map<String, Object>{ n => 'x' }, AccessLevel.SYSTEM_MODE).size());
      AggregateResult counted = (AggregateResult) Database.query('SELECT COUNT(Id) ' + n + ' FROM Account')[0];
      Assert.areEqual(0, counted.get(n));
      HttpRequest request = new HttpRequest(); Assert.isNull(request.getHeader(n)); request.setHeader(n, 'v'); Assert.areEqual('v', request.getHeader(n));
      RestRequest rest = new RestRequest(); Assert.isNull(rest.headers.get(n)); Assert.isNull(rest.params.get(n)); rest.addHeader(n, 'h'); rest.addParameter(n, 'p');
      Assert.areEqual('h', rest.headers.get(n)); Assert.areEqual('p', rest.params.get(n));
      PageReference page = new PageReference('/apex/x?' + n + '=1'); Assert.areEqual('1', page.getParameters().get(n)); Assert.areEqual(1, page.getParameters().size());
      asked++;
    }
    System.debug(asked);`);
  assert.deepEqual(logged, [String(NAMES.length)]);
});

hostile('names written into a text are read from it', ({ run }) => {
  const logged = run(`
    insert new Account(Name = 'x'); String constructor = 'x'; Integer asked = 0;
    Assert.areEqual(1, [SELECT COUNT(Id) prototype FROM Account WHERE Name = :constructor][0].get('prototype'));
    Assert.areEqual(1, Database.query('SELECT Id FROM Account WHERE Name = :constructor').size());
    for (String n : ${listOf(NAMES)}) {
      Dom.Document document = new Dom.Document();
      document.load('<' + n + ' ' + n + '="1" x="2"><' + n + '>t</' + n + '></' + n + '>');
      Dom.XmlNode root = document.getRootElement();
      Assert.areEqual(n, root.getName()); Assert.areEqual('1', root.getAttribute(n, null)); Assert.areEqual(2, root.getAttributeCount());
      Assert.areEqual('t', root.getChildElement(n, null).getText());
      root.setAttribute(n, '3'); Assert.areEqual('3', root.getAttributeValue(n, null));
      document.load('<' + n + ':a xmlns:' + n + '="u"/>'); Assert.areEqual('u', document.getRootElement().getNamespaceFor(n));
      XmlStreamReader reader = new XmlStreamReader('<a ' + n + '="1"/>'); reader.next();
      Assert.areEqual(1, reader.getAttributeCount()); Assert.areEqual(n, reader.getAttributeLocalName(0));
      JSONGenerator generator = JSON.createGenerator(false);
      generator.writeStartObject(); generator.writeStringField(n, n); generator.writeEndObject();
      Assert.areEqual('{"' + n + '":"' + n + '"}', generator.getAsString());
      JSONParser parser = JSON.createParser(generator.getAsString()); parser.nextToken(); parser.nextToken();
      Assert.areEqual(n, parser.getCurrentName());
      asked++;
    }
    System.debug(asked);`);
  assert.deepEqual(logged, [String(NAMES.length)]);
});

hostile('code that is not Apex says what it does not know', ({ run }) => {
  for (const name of NAMES) {
    assert.throws(() => run(`Constructor.${name}();`), CompilationError, name);
    assert.throws(() => run(`Then__mdt.${name}();`), CompilationError, name);
    assert.throws(() => run(`Object o = new Account().${name};`), CompilationError, name);
    assert.throws(() => run(`Object o = 'x'.${name};`), CompilationError, name);
    assert.throws(() => run(`Object o = System.${name};`), CompilationError, name);
    assert.throws(() => run(`Object o = [SELECT ${name} FROM Account];`), CompilationError, name);
  }
});
