/**
 * Which fields of a lead fill those of the records that it is converted to. Source: Salesforce Help, "Lead Conversion Mapping";
 * Metadata API Developer Guide, "LeadConvertSettings", for what a project maps itself.
 */
import type { SObject } from '../../runtime/platform/sobject.ts';
import type { OrgSchema } from '../../schema/model.ts';

export type Target = 'Account' | 'Contact' | 'Opportunity';

const address = (prefix: string): [string, string][] =>
  ['Street', 'City', 'State', 'PostalCode', 'Country', 'Latitude', 'Longitude', 'GeocodeAccuracy'].map((part) => [
    part,
    `${prefix}${part}`,
  ]);

const same = (...names: string[]): [string, string][] => names.map((name) => [name, name]);

/** Field of the lead, field of the target. */
const STANDARD: Readonly<Record<Target, readonly (readonly [string, string])[]>> = {
  Account: [
    ['Company', 'Name'],
    ['LeadSource', 'AccountSource'],
    ['CompanyDunsNumber', 'DunsNumber'],
    ...same('AnnualRevenue', 'Fax', 'Industry', 'NumberOfEmployees', 'Phone', 'Rating', 'Website'),
    ...address('Billing'),
  ],
  Contact: [
    ...same('FirstName', 'LastName', 'Salutation', 'Title', 'Phone', 'MobilePhone', 'Fax', 'Email', 'Description'),
    ...same('LeadSource', 'HasOptedOutOfEmail', 'HasOptedOutOfFax', 'DoNotCall', 'IndividualId'),
    ...address('Mailing'),
  ],
  Opportunity: same('LeadSource'),
};

/** The values that the lead gives to the fields of a target; empty ones are left out. */
export function mapped(schema: OrgSchema, lead: SObject, target: Target): Map<string, unknown> {
  const object = schema.objects.get(target.toLowerCase())!;
  const own = schema.setup.leadConversion.get(target.toLowerCase()) ?? [];
  const values = new Map<string, unknown>();
  for (const [from, to] of [...STANDARD[target], ...own]) {
    const value = lead.peek(from) ?? null;
    const field = object.fields.get(to.toLowerCase());
    if (value !== null && value !== false && field !== undefined) values.set(field.name, value);
  }
  return values;
}
