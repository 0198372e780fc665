/** A few records in the real lane, so that there is something to mix the synthetic ones with. Fictitious all the same. */
import type { OrgClient } from '../load/client.ts';

export const REAL_ACCOUNT = 'Harbour Street Trading Ltd';
export const REAL_CONTACT = 'Northcott';
export const REAL_OPPORTUNITY = 'Harbour Street treasury services';

interface Row {
  readonly Id: string;
}

export interface RealRecords {
  readonly accountId: string;
  readonly contactId: string;
  readonly opportunityId: string;
}

/** Finds the records, or makes them where they are not there yet. */
export async function ensureRealRecords(client: OrgClient): Promise<RealRecords> {
  const find = async (object: string, field: string, value: string): Promise<string | undefined> =>
    (await client.query<Row>(`SELECT Id FROM ${object} WHERE ${field} = '${value}' LIMIT 1`))[0]?.Id;
  const accountId =
    (await find('Account', 'Name', REAL_ACCOUNT)) ??
    (await client.create('Account', {
      Name: REAL_ACCOUNT,
      Industry: 'Banking',
      Phone: '(202) 555-0123',
      Website: 'https://harbour-street.example',
    }));
  const contactId =
    (await find('Contact', 'LastName', REAL_CONTACT)) ??
    (await client.create('Contact', {
      FirstName: 'Maria',
      LastName: REAL_CONTACT,
      Email: 'maria.northcott@example.com',
      AccountId: accountId,
    }));
  const opportunityId =
    (await find('Opportunity', 'Name', REAL_OPPORTUNITY)) ??
    (await client.create('Opportunity', {
      Name: REAL_OPPORTUNITY,
      StageName: 'Prospecting',
      CloseDate: '2027-01-31',
      Amount: 250000,
      AccountId: accountId,
    }));
  return { accountId, contactId, opportunityId };
}
