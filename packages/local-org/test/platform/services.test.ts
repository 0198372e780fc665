/** Smaller services of the platform. Source: Apex Reference Guide, the class that each test names. */
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { apexOrg, customField, meta } from './apex-org.ts';

const caught = (statement: string): string =>
  `try { ${statement} } catch (Exception e) { System.debug(e.getTypeName() + ': ' + e.getMessage()); }`;

test('Location measures a distance on the globe, in kilometres or miles', (context) => {
  const { run } = apexOrg(context);
  assert.deepEqual(
    run(`Location sf = Location.newInstance(37.775, -122.418);
      Location ny = Location.newInstance(40.714, -74.006);
      System.debug(sf.getDistance(ny, 'mi').intValue() + ' ' + Location.getDistance(sf, ny, 'km').intValue());
      System.debug(sf.latitude + ' ' + sf.getLongitude());
      ${caught(`sf.getDistance(ny, 'yards');`)}
      ${caught(`sf.getDistance(null, 'km');`)}`),
    [
      '2565 4128',
      '37.775 -122.418',
      'System.InvalidParameterValueException: Invalid unit: yards',
      'System.NullPointerException: Attempt to de-reference a null object',
    ],
  );
});

test('An interview of a flow of the project can be made, and says that it is not run when it is started', (context) => {
  const flow = '<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><status>Active</status></Flow>';
  const { run } = apexOrg(context, { files: { 'flows/My_Flow.flow-meta.xml': flow } });
  assert.deepEqual(
    run(`Flow.Interview i = Flow.Interview.createInterview('My_Flow', new Map<String, Object>{ 'x' => 1 });
      System.debug(i.getVariableValue('x'));
      ${caught('i.start();')}`),
    ['1', 'System.FlowException: The local org does not run flows: My_Flow'],
  );
});

test('Invocable.Action calls the method that Apex declares; its exception is the failure of each invocation', (context) => {
  const { run } = apexOrg(context, {
    classes: {
      Doubler: `public class Doubler {
        public class Input { @InvocableVariable(required=true) public Integer amount; public String other; }
        public class Output { @InvocableVariable public Integer doubled; }
        @InvocableMethod(label='Double')
        public static List<Output> twice(List<Input> inputs) {
          List<Output> outputs = new List<Output>();
          for (Input i : inputs) { Output o = new Output(); o.doubled = i.amount * 2; outputs.add(o); }
          return outputs;
        }
      }`,
      Namer: `public class Namer {
        @InvocableMethod public static List<String> names(List<Integer> numbers) {
          List<String> all = new List<String>();
          for (Integer n : numbers) all.add('n' + n);
          return all;
        }
      }`,
    },
  });
  assert.deepEqual(
    run(`Invocable.Action action = Invocable.Action.createCustomAction('apex', 'Doubler');
      action.setInvocationParameter('amount', 2);
      action.addInvocation();
      action.setInvocationParameter('amount', 5);
      List<Invocable.Action.Result> results = action.invoke();
      System.debug(results[0].isSuccess() + ' ' + results[0].getOutputParameters() + ' ' + results[1].getOutputParameters().get('doubled'));
      action.clearInvocations().addInvocation();
      Invocable.Action.Result failed = action.invoke()[0];
      System.debug(failed.isSuccess() + ' ' + failed.getErrors()[0].getMessage());
      Invocable.Action plain = Invocable.Action.createCustomAction('apex', 'Namer');
      System.debug(plain.setInvocationParameter('numbers', 7).invoke()[0].getOutputParameters());
      ${caught(`action.setInvocationParameter('other', 'x').invoke();`)}
      ${caught(`Invocable.Action.createCustomAction('apex', 'Nothing').invoke();`)}
      ${caught(`Invocable.Action.createStandardAction('chatterPost').invoke();`)}`),
    [
      'true {doubled=4} 10',
      'false Attempt to de-reference a null object',
      '{output=n7}',
      'System.InvalidParameterValueException: The action has no input parameter other',
      'System.TypeException: Invalid action type or name: apex Nothing',
      'System.UnsupportedOperationException: The local org has no standard actions: chatterPost',
    ],
  );
});

const RULE = {
  'objects/Rule__mdt/Rule__mdt.object-meta.xml': meta(
    'CustomObject',
    '<label>Rule</label><pluralLabel>Rules</pluralLabel>',
  ),
  'objects/Rule__mdt/fields/Amount__c.field-meta.xml': customField(
    'Amount__c',
    '<type>Number</type><precision>5</precision><scale>2</scale>',
  ),
  'objects/Rule__mdt/fields/Active__c.field-meta.xml': customField(
    'Active__c',
    '<type>Checkbox</type><defaultValue>true</defaultValue>',
  ),
};
const DEPLOY = `Metadata.CustomMetadata m = new Metadata.CustomMetadata();
  m.fullName = 'Rule.First';
  m.label = 'First';
  Metadata.CustomMetadataValue v = new Metadata.CustomMetadataValue();
  v.field = 'Amount__c';
  v.value = 1.5;
  m.values.add(v);
  Metadata.DeployContainer c = new Metadata.DeployContainer();
  c.addMetadata(m);
`;
const CALLBACK = `public class Heard implements Metadata.DeployCallback {
  public void handleResult(Metadata.DeployResult result, Metadata.DeployCallbackContext context) {
    String problem = result.details.componentFailures.isEmpty() ? 'none' : result.details.componentFailures[0].problem;
    insert new Account(Name = result.status + ' ' + result.numberComponentsTotal + ' ' + problem);
  }
}`;

test('Metadata.Operations deploys records of custom metadata when the transaction is committed', (context) => {
  const { run, values } = apexOrg(context, { files: RULE, classes: { Heard: CALLBACK } });
  assert.deepEqual(
    run(`${DEPLOY}
      System.debug(String.valueOf(Metadata.Operations.enqueueDeployment(c, new Heard())).startsWith('0Af'));
      System.debug([SELECT COUNT() FROM Rule__mdt]);`),
    ['true', '0'],
  );
  assert.deepEqual(values('SELECT Name FROM Account'), ['Succeeded 1 none']);
  assert.deepEqual(
    run(`Rule__mdt r = Rule__mdt.getInstance('First'); System.debug(r.MasterLabel + ' ' + r.Amount__c + ' ' + r.Active__c);
      Metadata.CustomMetadata read = (Metadata.CustomMetadata) Metadata.Operations.retrieve(
        Metadata.MetadataType.CustomMetadata, new List<String>{ 'Rule.First', 'Rule.Other' })[0];
      System.debug(read.label + ' ' + read.values.size());`),
    ['First 1.50 true', 'First 2'],
  );
});

test('a deployment that fails changes nothing, and its callback hears why', (context) => {
  const { run, values } = apexOrg(context, { files: RULE, classes: { Heard: CALLBACK } });
  run(`${DEPLOY} v.field = 'Nothing__c'; Metadata.Operations.enqueueDeployment(c, new Heard());`);
  assert.deepEqual(values('SELECT Name FROM Account'), ['Failed 1 no CustomField named Rule__mdt.Nothing__c found']);
  assert.throws(() =>
    run(`${DEPLOY} Metadata.Operations.enqueueDeployment(c, null); throw new IllegalArgumentException();`),
  );
  assert.deepEqual(values('SELECT DeveloperName FROM Rule__mdt'), []);
});

test('a test may not deploy', (context) => {
  const { test: inTest } = apexOrg(context, { files: RULE });
  assert.deepEqual(inTest(`${DEPLOY} ${caught('Metadata.Operations.enqueueDeployment(c, null);')}`), [
    'System.AsyncException: Metadata cannot be deployed from within a test',
  ]);
});

test('outside of a site there is no site, and no network', (context) => {
  const { run } = apexOrg(context);
  assert.deepEqual(run(`System.debug(Site.getName() + ' ' + Site.isLoginEnabled() + ' ' + Network.getNetworkId());`), [
    'null false null',
  ]);
});

test('a label is found by name at run time', (context) => {
  const labels = meta(
    'CustomLabels',
    '<labels><fullName>Greeting</fullName><language>en_US</language><protected>false</protected>' +
      '<shortDescription>G</shortDescription><value>Hello</value></labels>',
  );
  const { run } = apexOrg(context, { files: { 'labels/CustomLabels.labels-meta.xml': labels } });
  assert.deepEqual(
    run(`System.debug(System.Label.get('', 'greeting') + ' ' + Label.get(null, 'Greeting', 'de') + ' ' + Label.Greeting
        + ' ' + System.Label.translationExists('', 'Greeting', 'de'));
      ${caught(`System.Label.get('', 'None');`)}`),
    ['Hello Hello Hello false', 'System.IllegalArgumentException: Custom label None does not exist'],
  );
});

test('versions are compared number by number', (context) => {
  const { run } = apexOrg(context);
  assert.deepEqual(
    run(`Version a = new Version(1, 2); Version b = new Version(1, 10, 3);
      System.debug(a.compareTo(b) + ' ' + b.compareTo(a) + ' ' + new Version(1, 2, 9).compareTo(a) + ' ' + b.major() + b.minor() + b.patch() + a.patch());`),
    ['-1 1 0 1103null'],
  );
});

test('OrgLimits has the allocations by name', (context) => {
  const { run } = apexOrg(context);
  assert.deepEqual(
    run(`OrgLimit api = OrgLimits.getMap().get('DailyApiRequests');
      System.debug(api.getName() + ' ' + api.getValue() + ' ' + (api.getLimit() > 0) + ' ' + (OrgLimits.getAll().size() == OrgLimits.getMap().size()));`),
    ['DailyApiRequests 0 true true'],
  );
});

test('BusinessHours reckons with opening times in their own zone', (context) => {
  const { run } = apexOrg(context);
  assert.deepEqual(
    run(`BusinessHours hours = [SELECT Id FROM BusinessHours WHERE IsDefault = true];
      for (String day : new List<String>{ 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday' }) {
        hours.put(day + 'StartTime', Time.newInstance(9, 0, 0, 0));
        hours.put(day + 'EndTime', Time.newInstance(17, 0, 0, 0));
      }
      for (String day : new List<String>{ 'Saturday', 'Sunday' }) {
        hours.put(day + 'StartTime', null);
        hours.put(day + 'EndTime', null);
      }
      hours.TimeZoneSidKey = 'Europe/Berlin';
      update hours;
      // a Friday, 15:00 in Berlin
      Datetime friday = Datetime.newInstanceGmt(2026, 3, 6, 14, 0, 0);
      Long hour = 3600000L;
      System.debug(BusinessHours.add(hours.Id, friday, hour).formatGmt('EEE HH:mm'));
      System.debug(BusinessHours.add(hours.Id, friday, 3 * hour).formatGmt('EEE HH:mm'));
      System.debug(BusinessHours.add(hours.Id, friday, -7 * hour).formatGmt('EEE HH:mm'));
      System.debug(BusinessHours.diff(hours.Id, friday, friday.addDays(3)) / hour);
      System.debug(BusinessHours.diff(hours.Id, friday.addDays(3), friday) / hour);
      System.debug(BusinessHours.isWithin(hours.Id, friday) + ' ' + BusinessHours.isWithin(hours.Id, friday.addDays(1)));
      System.debug(BusinessHours.nextStartDate(hours.Id, friday.addDays(1)).formatGmt('EEE HH:mm'));
      System.debug(System.BusinessHours.nextStartDate(hours.Id, friday) == friday);
      ${caught(`BusinessHours.add('x', Datetime.now(), 1L);`)}`),
    [
      'Fri 15:00',
      'Mon 09:00',
      'Thu 15:00',
      '8',
      '-8',
      'true false',
      'Mon 08:00',
      'true',
      'System.StringException: Invalid id: x',
    ],
  );
});

test('a metadata relationship to an object holds its name, also when it is read from JSON', (context) => {
  const { run } = apexOrg(context, {
    files: {
      ...RULE,
      'objects/Rule__mdt/fields/Object__c.field-meta.xml': customField(
        'Object__c',
        '<type>MetadataRelationship</type><referenceTo>EntityDefinition</referenceTo><relationshipName>Rules</relationshipName>',
      ),
    },
  });
  assert.deepEqual(
    run(
      `Rule__mdt rule = (Rule__mdt) JSON.deserialize('{"Object__c":"Contact"}', Rule__mdt.class); System.debug(rule.Object__c);`,
    ),
    ['Contact'],
  );
});
