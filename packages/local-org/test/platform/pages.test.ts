/** Page references, the current page, controllers and addresses, as far as an org without pages has them. Source: Apex Reference Guide. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { CompilationError } from '../../src/diagnostics/diagnostic.ts';
import { apexOrg, meta } from './apex-org.ts';

const FILES = {
  'pages/StartPage.page': '<apex:page/>',
  'pages/StartPage.page-meta.xml': meta('ApexPage', '<apiVersion>67.0</apiVersion><label>Start</label>'),
  'staticresources/Logo.png': 'png',
  'staticresources/Logo.resource-meta.xml': meta(
    'StaticResource',
    '<cacheControl>Private</cacheControl><contentType>image/png</contentType>',
  ),
};

test('a page of the project is named by Page, in any case; its address is in lower case', (context) => {
  const { run } = apexOrg(context, { files: FILES });
  assert.deepEqual(
    run(`PageReference page = Page.startPAGE;
      page.getParameters().put('id', 'a b&c');
      page.getParameters().put('none', null);
      System.debug(page.getUrl());
      System.debug(page);
      System.debug(page.setAnchor('part').setRedirect(true).getUrl() + ' ' + page.getRedirect() + ' ' + page.getAnchor());`),
    [
      '/apex/startpage?id=a+b%26c',
      'System.PageReference[/apex/startpage?id=a+b%26c]',
      '/apex/startpage?id=a+b%26c#part true part',
    ],
  );
});

test('a page that the project does not have is refused when Apex is compiled', (context) => {
  const { run } = apexOrg(context, { files: FILES });
  assert.throws(
    () => run('PageReference p = Page.Other;'),
    (error) => error instanceof CompilationError && /Page Other does not exist/.test(error.message),
  );
});

test('a reference takes its parameters from an address, or the Id of a record', (context) => {
  const { run } = apexOrg(context, { files: FILES });
  assert.deepEqual(
    run(`PageReference ref = new PageReference('/apex/p?a=1&b=x%20y#z');
      System.debug(ref.getParameters() + ' ' + ref.getAnchor() + ' ' + ref.getUrl());
      Account a = new Account(Name = 'A'); insert a;
      System.debug(new PageReference(a).getUrl() == '/' + a.Id);
      System.debug(PageReference.forResource('logo').getUrl() + ' ' + PageReference.forResource('Logo', 'x/y.css').getUrl());
      try { PageReference.forResource('Nothing'); } catch (VisualforceException e) { System.debug(e.getMessage()); }
      try { ref.getContent(); } catch (UnsupportedOperationException e) { System.debug(e.getMessage()); }`),
    [
      '{a=1, b=x y} z /apex/p?a=1&b=x+y#z',
      'true',
      '/resource/Logo /resource/Logo/x/y.css',
      'Static Resource named Nothing does not exist',
      'The local org does not render pages: PageReference.getContent of /apex/p?a=1&b=x+y#z',
    ],
  );
});

test('there is a current page only where a test has it', (context) => {
  const { run, test: inTest } = apexOrg(context, { files: FILES });
  assert.deepEqual(run('System.debug(ApexPages.currentPage());'), ['null']);
  assert.deepEqual(
    inTest(`ApexPages.currentPage().getParameters().put('id', '1');
      System.debug(ApexPages.currentPage().getParameters().get('id'));
      Test.setCurrentPage(Page.StartPage);
      System.debug(ApexPages.currentPage().getUrl() + ' ' + System.currentPageReference().getParameters().get('id'));`),
    ['1', '/apex/startpage null'],
  );
});

test('messages are kept once, by severity; a DML exception gives one for each of its rows', (context) => {
  const { run } = apexOrg(context);
  assert.deepEqual(
    run(`System.debug(ApexPages.hasMessages());
      ApexPages.addMessage(new ApexPages.Message(ApexPages.Severity.WARNING, 'Careful', 'Very'));
      ApexPages.addMessage(new ApexPages.Message(ApexPages.Severity.WARNING, 'Careful', 'Very'));
      System.debug(ApexPages.getMessages().size() + ' ' + ApexPages.hasMessages(ApexPages.Severity.ERROR));
      try { insert new List<Account>{ new Account(), new Account() }; } catch (DmlException e) { ApexPages.addMessages(e); }
      ApexPages.Message last = ApexPages.getMessages()[ApexPages.getMessages().size() - 1];
      System.debug(last.getSummary() + ' ' + last.getSeverity());
      System.debug(new ApexPages.Message(ApexPages.Severity.INFO, 'Same').getDetail());`),
    ['false', '1 false', 'Required fields are missing: [Name] ERROR', 'Same'],
  );
});

test('a standard controller saves and deletes its record', (context) => {
  const { run, values } = apexOrg(context);
  run(`ApexPages.StandardController c = new ApexPages.StandardController(new Account(Name = 'A'));
    System.assertEquals(null, c.getId());
    String url = c.save().getUrl();
    System.assertEquals('/' + c.getId(), url);
    ((Account) c.getRecord()).Name = 'B';
    c.save();
    System.assertEquals('/' + c.getId() + '/e', c.edit().getUrl());`);
  assert.deepEqual(values('SELECT Name FROM Account'), ['B']);
  run(`new ApexPages.StandardController([SELECT Id FROM Account]).delete();`);
  assert.deepEqual(values('SELECT Name FROM Account'), []);
});

test('a set controller turns pages and saves what its record says to the selected ones', (context) => {
  const { run, values } = apexOrg(context);
  assert.deepEqual(
    run(`List<Account> all = new List<Account>();
      for (Integer i = 0; i < 5; i++) all.add(new Account(Name = 'A' + i));
      insert all;
      ApexPages.StandardSetController c =
        new ApexPages.StandardSetController(Database.getQueryLocator('SELECT Name FROM Account ORDER BY Name'));
      c.setPageSize(2);
      System.debug(c.getResultSize() + ' ' + c.getPageNumber() + ' ' + c.getHasNext() + c.getHasPrevious() + c.getCompleteResult());
      c.next(); c.next(); c.next();
      System.debug(c.getPageNumber() + ' ' + ((Account) c.getRecords()[0]).Name + ' ' + c.getHasNext());
      c.setSelected(new List<Account>{ all[0] });
      ((Account) c.getRecord()).Name = 'Chosen';
      c.save();`),
    ['5 1 truefalsetrue', '3 A4 false'],
  );
  assert.deepEqual(values('SELECT Name FROM Account ORDER BY Name').slice(0, 2), ['A1', 'A2']);
});

test('a URL has the parts that Java gives it', (context) => {
  const { run } = apexOrg(context);
  assert.deepEqual(
    run(`Url u = new Url('https://me@example.com:8443/a/b.html?x=1#top');
      System.debug(u.getProtocol() + '|' + u.getAuthority() + '|' + u.getHost() + '|' + u.getPort() + '|' + u.getDefaultPort()
        + '|' + u.getPath() + '|' + u.getFile() + '|' + u.getQuery() + '|' + u.getRef() + '|' + u.getUserInfo());
      System.debug(u.toExternalForm());
      Url plain = new Url('http', 'example.com', '/x');
      System.debug(plain.toExternalForm() + ' ' + plain.getPort() + ' ' + plain.getQuery() + ' ' + plain.getUserInfo());
      System.debug(new Url(u, '../c?d').toExternalForm() + ' ' + new Url(plain, 'y').toExternalForm());
      System.debug(new Url('http', 'example.com', 80, '/x').sameFile(plain));
      try { new Url('example.com/x'); } catch (StringException e) { System.debug(e.getMessage()); }
      System.debug(Url.getOrgDomainUrl().getHost() == Url.getSalesforceBaseUrl().getHost());`),
    [
      'https|me@example.com:8443|example.com|8443|443|/a/b.html|/a/b.html?x=1|x=1|top|me',
      'https://me@example.com:8443/a/b.html?x=1#top',
      'http://example.com/x -1 null null',
      'https://me@example.com:8443/c?d http://example.com/y',
      'true',
      'no protocol: example.com/x',
      'true',
    ],
  );
});

test('a select option has a value, a label and may be disabled', (context) => {
  const { run } = apexOrg(context);
  assert.deepEqual(
    run(`SelectOption o = new SelectOption('v', 'L', true);
      o.setLabel('M');
      System.debug(o.getValue() + o.getLabel() + o.getDisabled() + o.getEscapeItem() + new SelectOption('a', 'b').getDisabled());
      System.debug(o);
      Cookie c = new Cookie('n', 'v', null, -1, true, 'Strict');
      PageReference p = new PageReference('/x');
      p.setCookies(new List<Cookie>{ c });
      System.debug(p.getCookies().get('n').getValue() + p.getCookies().get('n').getSameSite() + c.isSecure() + c.isHttpOnly());`),
    ['vMtruetruefalse', 'System.SelectOption[value="v", label="M", disabled="true"]', 'vStricttruefalse'],
  );
});
