/** Mail and notifications. Nothing leaves the org; what was committed is in its outbox. Source: Apex Reference Guide, Messaging Namespace. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { apexOrg } from './apex-org.ts';

const MESSAGE = `Messaging.SingleEmailMessage m = new Messaging.SingleEmailMessage();
  m.setToAddresses(new List<String>{ 'ann@example.com' });
  m.setCcAddresses(new List<String>{ 'bob@example.com' });
  m.setSubject('Hello');
  m.setPlainTextBody('Text');
`;
const failing = (statements: string): string =>
  `${MESSAGE}${statements}
  try { Messaging.sendEmail(new List<Messaging.SingleEmailMessage>{ m }); } catch (EmailException e) { System.debug(e.getMessage()); }`;

test('a message that was sent is in the outbox once its transaction is committed', (context) => {
  const { run, org } = apexOrg(context);
  assert.deepEqual(
    run(`${MESSAGE}
      m.subject += '!';
      Messaging.EmailFileAttachment file = new Messaging.EmailFileAttachment();
      file.setFileName('a.txt');
      file.body = Blob.valueOf('x');
      m.setFileAttachments(new List<Messaging.EmailFileAttachment>{ file });
      List<Messaging.SendEmailResult> results = Messaging.sendEmail(new List<Messaging.Email>{ m });
      System.debug(results[0].isSuccess() + ' ' + results[0].getErrors().size() + ' ' + Limits.getEmailInvocations());
      System.debug(m.getSubject() + ' ' + m.getToAddresses() + ' ' + m.getSaveAsActivity() + ' ' + m.isTreatBodiesAsTemplate());`),
    ['true 0 1', 'Hello! (ann@example.com) true false'],
  );
  const [email] = org.outbox.emails;
  assert.deepEqual(
    [email.to, email.cc, email.subject, email.plainText, email.html, email.attachments],
    [['ann@example.com'], ['bob@example.com'], 'Hello!', 'Text', null, ['a.txt']],
  );
});

test('a transaction that fails and a test send nothing, though the invocation counts', (context) => {
  const { run, test: inTest, org } = apexOrg(context);
  assert.throws(() => run(`${MESSAGE} Messaging.sendEmail(new List<Messaging.Email>{ m }); Integer i = 1 / 0;`));
  assert.deepEqual(
    inTest(`${MESSAGE} System.debug(Messaging.sendEmail(new List<Messaging.Email>{ m })[0].isSuccess());
      System.debug(Limits.getEmailInvocations());`),
    ['true', '1'],
  );
  assert.deepEqual(org.outbox.emails, []);
});

test('more than ten invocations are too many', (context) => {
  const { run } = apexOrg(context);
  assert.throws(
    () =>
      run(
        `${MESSAGE} m.setCcAddresses(null); for (Integer i = 0; i < 11; i++) Messaging.sendEmail(new List<Messaging.Email>{ m });`,
      ),
    /System.LimitException: Too many Email Invocations: 11/,
  );
});

test('what is wrong with a message is an EmailException in the words of the API', (context) => {
  const { run } = apexOrg(context);
  const prefix = 'SendEmail failed. First exception on row 0; first error: ';
  assert.deepEqual(run(failing(`m.setToAddresses(new List<String>{ 'nobody' });`)), [
    `${prefix}INVALID_EMAIL_ADDRESS, Email address is invalid: nobody: [toAddresses, nobody]`,
  ]);
  assert.deepEqual(run(failing(`m.setToAddresses(null); m.setCcAddresses(null);`)), [
    `${prefix}REQUIRED_FIELD_MISSING, Add a recipient to send an email.: []`,
  ]);
  assert.deepEqual(run(failing(`m.setPlainTextBody(null);`)), [
    `${prefix}REQUIRED_FIELD_MISSING, Missing body, need at least one of html or plainText: []`,
  ]);
  assert.deepEqual(run(failing(`m.setTargetObjectId(UserInfo.getUserId());`)), [
    `${prefix}INVALID_SAVE_AS_ACTIVITY_FLAG, saveAsActivity must be false when sending mail to users.: [saveAsActivity, true]`,
  ]);
});

test('without all or nothing, a message that fails has a result of its own and the others are sent', (context) => {
  const { run, org } = apexOrg(context);
  assert.deepEqual(
    run(`${MESSAGE}
      Messaging.SingleEmailMessage bad = new Messaging.SingleEmailMessage();
      bad.setHtmlBody('<b>x</b>');
      List<Messaging.SendEmailResult> results = Messaging.sendEmail(new List<Messaging.Email>{ bad, m }, false);
      Messaging.SendEmailError error = results[0].getErrors()[0];
      System.debug(results[0].isSuccess() + ' ' + results[1].isSuccess() + ' ' + error.getStatusCode() + ' ' + error.getMessage());`),
    ['false true REQUIRED_FIELD_MISSING Add a recipient to send an email.'],
  );
  assert.equal(org.outbox.emails.length, 1);
});

test('a day has room for 15 external addresses; users of the org and mail of tests are not counted', (context) => {
  const apex = (address: string, times: number): string =>
    `${MESSAGE}
    m.setToAddresses(new List<String>{ ${address} });
    m.setCcAddresses(null);
    List<Messaging.Email> all = new List<Messaging.Email>();
    for (Integer i = 0; i < ${times}; i++) all.add(m);
    Integer sent = 0;
    for (Messaging.SendEmailResult result : Messaging.sendEmail(all, false)) {
      if (result.isSuccess()) sent++;
      else if (sent == 15) { System.debug(result.getErrors()[0].getStatusCode() + ' ' + result.getErrors()[0].getMessage()); break; }
    }
    System.debug(sent + ' ' + OrgLimits.getMap().get('SingleEmail').getValue());`;
  const { run, test: runTest } = apexOrg(context);
  assert.deepEqual(runTest(apex(`'a@example.com'`, 20)), ['20 0']);
  assert.deepEqual(run(apex('UserInfo.getUserEmail()', 20)), ['20 0']);
  assert.deepEqual(run(apex(`'a@example.com'`, 16)), [
    'SINGLE_EMAIL_LIMIT_EXCEEDED The daily limit for the org would be exceeded by this request',
    '15 0',
  ]);
  assert.throws(
    () => run(`${MESSAGE} Messaging.sendEmail(new List<Messaging.Email>{ m });`),
    /SINGLE_EMAIL_LIMIT_EXCEEDED/,
  );
  assert.deepEqual(run(`System.debug(OrgLimits.getMap().get('SingleEmail').getValue());`), ['15']);
});

test('a contact is a recipient by Id, and merge fields are filled in from it', (context) => {
  const { run, org } = apexOrg(context);
  assert.deepEqual(
    run(`Account a = new Account(Name = 'Acme'); insert a;
      Contact c = new Contact(FirstName = 'Ann', LastName = 'Lee', Email = 'ann@example.com'); insert c;
      ${MESSAGE}
      m.setToAddresses(null);
      m.setTargetObjectId(c.Id);
      m.setWhatId(a.Id);
      m.setTreatBodiesAsTemplate(true);
      m.setPlainTextBody('Dear {!Contact.FirstName} of {!Account.Name}{!Contact.Title}, {!Recipient.LastName} {!RelatedTo.Name}');
      Messaging.sendEmail(new List<Messaging.Email>{ m });
      System.debug(Messaging.renderEmailTemplate(c.Id, a.Id, new List<String>{ '{!Contact.Email}' })[0].getMergedBody());`),
    ['ann@example.com'],
  );
  const [email] = org.outbox.emails;
  assert.deepEqual([email.to, email.plainText], [['ann@example.com'], 'Dear Ann of Acme, Lee Acme']);
});

test('a notification needs a type, a title, a body, a target and recipients', (context) => {
  const { run, org } = apexOrg(context);
  assert.deepEqual(
    run(`Messaging.CustomNotification n = new Messaging.CustomNotification();
      n.setNotificationTypeId('0ML000000000001');
      n.setTitle('T');
      n.setBody('B');
      try { n.send(new Set<String>{ UserInfo.getUserId() }); } catch (IllegalArgumentException e) { System.debug(e.getMessage()); }
      n.setTargetId(UserInfo.getUserId());
      n.send(new Set<String>{ UserInfo.getUserId() });`),
    ['Required parameter is missing: target ID or target page reference'],
  );
  assert.deepEqual(
    org.outbox.notifications.map(({ title, body }) => [title, body]),
    [['T', 'B']],
  );
});

test('a handler of an email service is called with a message like any other object', (context) => {
  const { run } = apexOrg(context, {
    classes: {
      Handler: `global class Handler implements Messaging.InboundEmailHandler {
        global Messaging.InboundEmailResult handleInboundEmail(Messaging.InboundEmail email, Messaging.InboundEnvelope envelope) {
          Messaging.InboundEmailResult result = new Messaging.InboundEmailResult();
          result.success = email.subject == 'Hi' && email.textAttachments[0].body == 'x';
          result.message = envelope.fromAddress + email.headers[0].value;
          return result;
        }
      }`,
    },
  });
  assert.deepEqual(
    run(`Messaging.InboundEmail email = new Messaging.InboundEmail();
      email.subject = 'Hi';
      Messaging.InboundEmail.TextAttachment attachment = new Messaging.InboundEmail.TextAttachment();
      attachment.body = 'x';
      email.textAttachments = new List<Messaging.InboundEmail.TextAttachment>{ attachment };
      Messaging.InboundEmail.Header header = new Messaging.InboundEmail.Header();
      header.value = '!';
      email.headers.add(header);
      Messaging.InboundEnvelope envelope = new Messaging.InboundEnvelope();
      envelope.fromAddress = 'a@b.c';
      Messaging.InboundEmailResult result = new Handler().handleInboundEmail(email, envelope);
      System.debug(result.success + ' ' + result.message);`),
    ['true a@b.c!'],
  );
});
