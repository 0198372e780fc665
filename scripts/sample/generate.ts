/**
 * Writes the sample dataset in `sample/`: CSV files and the manifest that describes them. Seeded, so that the same version gives
 * the same files; `--check` says whether the files in the repository are what this script writes.
 *
 * No value can reach a person: mail goes to domains reserved by RFC 2606, telephone numbers are from 555-0100 to 555-0199,
 * which the North American Numbering Plan keeps for fiction, and web addresses end in `.example`.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Faker, en } from '@faker-js/faker';
import { csvText } from '../load/csv-text.ts';

const SEED = 20261101;
const GENERATED_AT = '2026-11-01T08:00:00.000Z';
const COUNTS = { accounts: 500, contacts: 2000, leads: 400, opportunities: 800, cases: 600 };

type Row = Record<string, string>;
type Files = ReadonlyMap<string, string>;

const INDUSTRIES = ['Banking', 'Insurance', 'Finance', 'Technology', 'Retail', 'Healthcare', 'Energy', 'Consulting'];
const STAGES = [
  'Prospecting',
  'Qualification',
  'Needs Analysis',
  'Value Proposition',
  'Negotiation/Review',
  'Closed Won',
  'Closed Lost',
];
const LEAD_STATUSES = ['Open - Not Contacted', 'Working - Contacted', 'Closed - Not Converted'];
const CASE_STATUSES = ['New', 'Working', 'Escalated', 'Closed'];
const CASE_SUBJECTS = [
  'Cannot see the portfolio report',
  'Change of mailing address',
  'Question about a standing order',
  'Statement is missing a page',
];

function generate(): Files {
  const faker = new Faker({ locale: en, seed: SEED });
  faker.setDefaultRefDate(GENERATED_AT);
  const key = (kind: string, index: number): string => `SAMPLE-${kind}-${String(index + 1).padStart(5, '0')}`;
  const phone = (): string =>
    `(${faker.string.numeric({ length: 3, allowLeadingZeros: false })}) 555-01${faker.string.numeric(2)}`;
  const mail = (first: string, last: string, index: number): string =>
    `${first}.${last}.${index + 1}@example.${faker.helpers.arrayElement(['com', 'org', 'net'])}`
      .toLowerCase()
      .replace(/[^a-z0-9.@]/g, '');
  const times = (count: number, make: (index: number) => Row): Row[] =>
    Array.from({ length: count }, (_, index) => make(index));
  const accountKey = (): string => key('ACC', faker.number.int({ min: 0, max: COUNTS.accounts - 1 }));
  const day = (from: number, to: number): string =>
    new Date(Date.parse(GENERATED_AT) + faker.number.int({ min: from, max: to }) * 86_400_000)
      .toISOString()
      .slice(0, 10);

  const accounts = times(COUNTS.accounts, (index) => {
    const name = faker.company.name();
    return {
      Synthetic_Key__c: key('ACC', index),
      Name: name,
      Industry: faker.helpers.arrayElement(INDUSTRIES),
      Phone: phone(),
      Website: `https://${faker.helpers
        .slugify(name)
        .toLowerCase()
        .replace(/[^a-z0-9-]/g, '')}.example`,
      BillingStreet: faker.location.streetAddress(),
      BillingCity: faker.location.city(),
      BillingState: faker.location.state({ abbreviated: true }),
      BillingPostalCode: faker.location.zipCode('#####'),
      BillingCountry: 'USA',
      AnnualRevenue: String(faker.number.int({ min: 1, max: 900 }) * 100_000),
      NumberOfEmployees: String(faker.number.int({ min: 5, max: 20_000 })),
    };
  });
  const contacts = times(COUNTS.contacts, (index) => {
    const first = faker.person.firstName();
    const last = faker.person.lastName();
    return {
      Synthetic_Key__c: key('CON', index),
      FirstName: first,
      LastName: last,
      Email: mail(first, last, index),
      Phone: phone(),
      Title: faker.person.jobTitle(),
      Birthdate: day(-26_000, -8_000),
      'Account.Synthetic_Key__c': accountKey(),
    };
  });
  const leads = times(COUNTS.leads, (index) => {
    const first = faker.person.firstName();
    const last = faker.person.lastName();
    return {
      Synthetic_Key__c: key('LEA', index),
      FirstName: first,
      LastName: last,
      Company: faker.company.name(),
      Email: mail(first, last, index),
      Phone: phone(),
      Status: faker.helpers.arrayElement(LEAD_STATUSES),
    };
  });
  const opportunities = times(COUNTS.opportunities, (index) => ({
    Synthetic_Key__c: key('OPP', index),
    Name: `${faker.commerce.productName()} ${faker.helpers.arrayElement(['renewal', 'pilot', 'expansion', 'migration'])}`,
    StageName: faker.helpers.arrayElement(STAGES),
    CloseDate: day(-90, 270),
    Amount: faker.finance.amount({ min: 1_000, max: 900_000, dec: 2 }),
    'Account.Synthetic_Key__c': accountKey(),
  }));
  const cases = times(COUNTS.cases, (index) => {
    const contact = faker.number.int({ min: 0, max: COUNTS.contacts - 1 });
    return {
      Synthetic_Key__c: key('CAS', index),
      Subject: faker.helpers.arrayElement(CASE_SUBJECTS),
      Description: faker.lorem.sentence(),
      Status: faker.helpers.arrayElement(CASE_STATUSES),
      Priority: faker.helpers.arrayElement(['High', 'Medium', 'Low']),
      Origin: faker.helpers.arrayElement(['Phone', 'Email', 'Web']),
      'Contact.Synthetic_Key__c': key('CON', contact),
      'Account.Synthetic_Key__c': contacts[contact]['Account.Synthetic_Key__c'],
    };
  });

  const tables: [string, string, Row[]][] = [
    ['Account', 'accounts.csv', accounts],
    ['Contact', 'contacts.csv', contacts],
    ['Lead', 'leads.csv', leads],
    ['Opportunity', 'opportunities.csv', opportunities],
    ['Case', 'cases.csv', cases],
  ];
  const configuration = JSON.stringify({ seed: SEED, generatedAt: GENERATED_AT, counts: COUNTS });
  const manifest = {
    dataset: {
      key: 'sample-crm',
      name: 'Sample CRM population',
      generator: '@faker-js/faker',
      generatorVersion: installedVersion('@faker-js/faker'),
      method: 'algorithmicMedia',
      configurationHash: createHash('sha256').update(configuration).digest('hex'),
      seed: String(SEED),
      generatedAt: GENERATED_AT,
      purpose: 'Demonstration and testing of CRM processes',
      responsibleEntity: 'Example Bank plc, Data Platform',
      allowedObjects: tables.map(([object]) => object),
      retentionDays: 30,
      recordLimits: Object.fromEntries(tables.map(([object, , rows]) => [object, rows[rows.length - 1].Synthetic_Key__c])),
      maximumRecords: tables.reduce((sum, [, , rows]) => sum + rows.length, 0),
    },
    files: tables.map(([object, file, rows]) => ({ object, file, externalId: 'Synthetic_Key__c', rows: rows.length })),
  };
  const files = new Map(tables.map(([, file, rows]) => [file, toCsv(rows)]));
  files.set('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
  return files;
}

function toCsv(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0]);
  return csvText([columns, ...rows.map((row) => columns.map((column) => row[column]))]);
}

function installedVersion(name: string): string {
  const path = fileURLToPath(new URL(`../../node_modules/${name}/package.json`, import.meta.url));
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

const { values } = parseArgs({ options: { out: { type: 'string' }, check: { type: 'boolean' } } });
const directory = values.out ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'sample');
const files = generate();
if (values.check) {
  const stale = [...files]
    .filter(([name, text]) => readFileSync(join(directory, name), 'utf8') !== text)
    .map(([name]) => name);
  if (stale.length > 0) {
    process.stderr.write(`Not what the generator writes: ${stale.join(', ')}. Run "npm run sample".\n`);
    process.exitCode = 1;
  }
} else {
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(directory, name), text);
  process.stdout.write(`${files.size} files written to ${directory}\n`);
}
