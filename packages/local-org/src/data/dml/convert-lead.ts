/**
 * Conversion of leads: an account, a contact and, unless it is not wanted, an opportunity are made or filled from each lead, all
 * with their triggers, and the lead is marked as converted. Apex Reference Guide, "LeadConvert Class"; Apex Developer Guide,
 * "Converting Leads". All leads of a call go through each step together, so that triggers see them in bulk.
 */
import type {
  AccessContext,
  LeadConversion,
  LeadConversionRequest,
  LeadConversionResult,
  SaveError,
} from '../../runtime/ports.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import type { ObjectSchema } from '../../schema/model.ts';
import { ApexDate, daysInMonth, daysOf, dayFields } from '../../values/date.ts';
import { zoneOffset } from '../../values/zone.ts';
import { dataError, saveError } from '../errors.ts';
import { DAY } from '../values.ts';
import { newChange, sound, type Change } from './change.ts';
import { mapped, type Target } from './lead-mapping.ts';
import { insertChunk, updateChunk } from './save.ts';
import type { ChunkContext, DmlServices } from './services.ts';
import { loadRows } from './table.ts';
import { TriggerFailure } from './triggers.ts';

const MOST_LEADS = 100;

/** One lead on its way. */
interface Conversion extends LeadConversion {
  lead: SObject;
  accountId: string | null;
  contactId: string | null;
  opportunityId: string | null;
  errors: SaveError[];
}

export function convertLeads(services: DmlServices, request: LeadConversionRequest): readonly LeadConversionResult[] {
  const { leads, allOrNone } = request;
  if (leads.length > MOST_LEADS)
    throw dataError('System.LimitException', `Database.convertLead takes at most ${MOST_LEADS} leads: ${leads.length}`);
  const { database } = services;
  const results = new Map<number, Conversion>();
  let open = leads.map((_, index) => index);
  while (open.length > 0) {
    const savepoint = database.savepoint();
    const attempt = new Attempt(services, request);
    const conversions = attempt.run(open.map((index) => leads[index]));
    open.forEach((index, at) => results.set(index, conversions[at]));
    const failed = open.filter((index) => results.get(index)!.errors.length > 0);
    if (failed.length > 0) database.rollbackTo(savepoint);
    database.release(savepoint);
    if (failed.length === 0 || allOrNone) break;
    open = open.filter((index) => !failed.includes(index));
  }
  const rolledBack = allOrNone && [...results.values()].some(({ errors }) => errors.length > 0);
  return leads.map((given, index) => resultOf(given, results.get(index)!, rolledBack));
}

function resultOf(given: LeadConversion, made: Conversion, rolledBack: boolean): LeadConversionResult {
  const success = made.errors.length === 0 && !rolledBack;
  const { accountId, contactId, opportunityId } = success ? made : given;
  return { leadId: given.leadId, accountId, contactId, opportunityId, success, errors: made.errors };
}

class Attempt {
  readonly #services: DmlServices;
  readonly #request: LeadConversionRequest;

  constructor(services: DmlServices, request: LeadConversionRequest) {
    this.#services = services;
    this.#request = request;
  }

  /** Ends with the first step in which a lead failed. */
  run(leads: readonly LeadConversion[]): readonly Conversion[] {
    const conversions = this.#load(leads);
    const steps = [
      this.#accounts,
      this.#contacts,
      this.#opportunities,
      this.#contactRoles,
      this.#mark,
      this.#moveChildren,
    ];
    for (const step of steps) {
      if (conversions.some(({ errors }) => errors.length > 0)) break;
      step.call(this, conversions);
    }
    return conversions;
  }

  // ---------------------------------------------------------------- what is converted

  #load(leads: readonly LeadConversion[]): Conversion[] {
    const rows = loadRows(
      this.#services.database,
      this.#object('Lead'),
      leads.flatMap(({ leadId }) => leadId ?? []),
    );
    return leads.map((given) => {
      const lead = rows.get(given.leadId ?? '');
      const error =
        lead === undefined
          ? saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
          : this.#refusal(given, lead);
      return {
        ...given,
        lead: lead ?? new SObject('Lead', this.#object('Lead')),
        errors: error === undefined ? [] : [error],
      };
    });
  }

  /** The words of most of these refusals are not documented. */
  #refusal(given: LeadConversion, lead: SObject): SaveError | undefined {
    if (lead.peek('IsDeleted') === true) return saveError('ENTITY_IS_DELETED', 'entity is deleted');
    if (lead.peek('IsConverted') === true)
      return saveError('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
    if (!this.#isConvertedStatus(given.convertedStatus))
      return saveError('INVALID_STATUS', `invalid convertedStatus: ${given.convertedStatus}`);
    if (given.contactId !== null && given.accountId === null)
      return saveError('MISSING_ARGUMENT', 'accountId is required when contactId is specified');
    if (given.doNotCreateOpportunity && given.opportunityName !== null)
      return saveError('INVALID_FIELD', 'opportunityName must be null when doNotCreateOpportunity is true');
    if (given.ownerId === null && !String(lead.peek('OwnerId')).startsWith('005'))
      return saveError('INVALID_OWNER', 'an owner must be specified for a lead that a queue owns');
    return this.#wrongTarget(given);
  }

  #isConvertedStatus(status: string | null): boolean {
    const row = this.#services.database.get(
      'SELECT 1 FROM "LeadStatus" WHERE "IsConverted" = 1 AND ? COLLATE NOCASE IN ("ApiName", "MasterLabel")',
      status,
    );
    return row !== undefined;
  }

  #wrongTarget({ accountId, contactId, opportunityId }: LeadConversion): SaveError | undefined {
    const wrong = (id: string): SaveError =>
      saveError('INVALID_CROSS_REFERENCE_KEY', `invalid cross reference id: ${id}`);
    for (const [name, id] of [
      ['Account', accountId],
      ['Contact', contactId],
      ['Opportunity', opportunityId],
    ] as const) {
      if (id === null) continue;
      const row = loadRows(this.#services.database, this.#object(name), [id]).get(id);
      if (row === undefined || row.peek('IsDeleted') === true) return wrong(id);
      if (name !== 'Account' && row.peek('AccountId') !== accountId) return wrong(id);
    }
    return undefined;
  }

  // ---------------------------------------------------------------- what it is converted to

  #accounts(conversions: readonly Conversion[]): void {
    this.#fill('Account', 'accountId', conversions, (conversion) => [['OwnerId', ownerOf(conversion)]]);
  }

  #contacts(conversions: readonly Conversion[]): void {
    this.#fill('Contact', 'contactId', conversions, (conversion) => [
      ['OwnerId', ownerOf(conversion)],
      ['AccountId', conversion.accountId],
    ]);
  }

  #opportunities(conversions: readonly Conversion[]): void {
    const stage = this.#services.database.get(
      'SELECT "ApiName" FROM "OpportunityStage" WHERE "IsActive" = 1 AND "IsClosed" = 0 ORDER BY "SortOrder" LIMIT 1',
    );
    const wanted = conversions.filter(
      ({ doNotCreateOpportunity, opportunityId }) => !doNotCreateOpportunity || opportunityId !== null,
    );
    this.#fill('Opportunity', 'opportunityId', wanted, (conversion) => [
      ['Name', conversion.opportunityName ?? conversion.lead.peek('Company')],
      ['OwnerId', ownerOf(conversion)],
      ['AccountId', conversion.accountId],
      ['StageName', stage?.ApiName ?? null],
      ['CloseDate', this.#endOfQuarter()],
    ]);
  }

  /** Inserts what is new, and fills the empty fields of what is there already. */
  #fill(
    target: Target,
    key: 'accountId' | 'contactId' | 'opportunityId',
    conversions: readonly Conversion[],
    more: (conversion: Conversion) => readonly (readonly [string, unknown])[],
  ): void {
    const object = this.#object(target);
    const { schema, database } = this.#services;
    const fresh = conversions.filter((conversion) => conversion[key] === null);
    const made = fresh.map((conversion, index) => {
      const values = new Map([...mapped(schema, conversion.lead, target), ...more(conversion)]);
      return newChange(index, new SObject(target, object, values), null, true);
    });
    this.#run(object, insertChunk, made, fresh);
    fresh.forEach((conversion, index) => (conversion[key] = made[index].id));

    const known = conversions.filter((conversion) => !fresh.includes(conversion));
    const rows = loadRows(
      database,
      object,
      known.map((conversion) => conversion[key]!),
    );
    const changed = known.flatMap((conversion, index) => {
      const row = rows.get(conversion[key]!)!;
      const values = new Map([...mapped(schema, conversion.lead, target)].filter(([name]) => isEmpty(row.peek(name))));
      if (target === 'Contact' && conversion.overwriteLeadSource)
        values.set('LeadSource', conversion.lead.peek('LeadSource'));
      if (values.size === 0) return [];
      values.set('Id', conversion[key]);
      return [{ conversion, change: newChange(index, new SObject(target, object, values), conversion[key], false) }];
    });
    this.#run(
      object,
      updateChunk,
      changed.map(({ change }) => change),
      changed.map(({ conversion }) => conversion),
    );
  }

  #contactRoles(conversions: readonly Conversion[]): void {
    const object = this.#object('OpportunityContactRole');
    const wanted = conversions.filter(({ opportunityId }) => opportunityId !== null);
    const changes = wanted.map(({ opportunityId, contactId }, index) => {
      const values = new Map<string, unknown>([
        ['OpportunityId', opportunityId],
        ['ContactId', contactId],
        ['IsPrimary', true],
      ]);
      return newChange(index, new SObject(object.name, object, values), null, true);
    });
    // nobody asked for the role: the platform makes it, whatever the user may write of one
    this.#run(object, insertChunk, changes, wanted, { ...this.#request.access, mode: 'system' });
  }

  /** The last day of this quarter, in the time zone of the user. */
  #endOfQuarter(): ApexDate {
    const { year, month } = dayFields(this.#today());
    const last = Math.ceil(month / 3) * 3;
    return new ApexDate(daysOf(year, last, daysInMonth(year, last)));
  }

  #today(): number {
    const session = this.#services.session();
    const now = session.now();
    return Math.floor((now + zoneOffset(session.timeZone, now)) / DAY);
  }

  // ---------------------------------------------------------------- the lead and what hangs on it

  #mark(conversions: readonly Conversion[]): void {
    const today = new ApexDate(this.#today());
    const object = this.#object('Lead');
    const changes = conversions.map((conversion, index) => {
      const values = new Map<string, unknown>([
        ['Id', conversion.leadId],
        ['Status', conversion.convertedStatus],
        ['IsConverted', true],
        ['ConvertedDate', today],
        ['ConvertedAccountId', conversion.accountId],
        ['ConvertedContactId', conversion.contactId],
        ['ConvertedOpportunityId', conversion.opportunityId],
      ]);
      return { ...newChange(index, new SObject('Lead', object, values), conversion.leadId, false), byPlatform: true };
    });
    // what no user may write is written by the platform itself
    this.#run(object, updateChunk, changes, conversions, { ...this.#request.access, mode: 'system' });
  }

  /** Activities go to the contact and the opportunity or account; campaign members get the contact beside the lead. */
  #moveChildren(conversions: readonly Conversion[]): void {
    const { database } = this.#services;
    for (const { leadId, accountId, contactId, opportunityId } of conversions) {
      for (const activity of ['Task', 'Event'])
        database.run(
          `UPDATE "${activity}" SET "WhoId" = ?, "WhatId" = ?, "AccountId" = ? WHERE "WhoId" = ?`,
          contactId,
          opportunityId ?? accountId,
          accountId,
          leadId,
        );
      database.run('UPDATE "CampaignMember" SET "ContactId" = ? WHERE "LeadId" = ?', contactId, leadId);
    }
  }

  // ---------------------------------------------------------------- parts

  #object(name: string): ObjectSchema {
    return this.#services.schema.objects.get(name.toLowerCase())!;
  }

  #run(
    object: ObjectSchema,
    work: (context: ChunkContext, changes: readonly Change[]) => void,
    changes: readonly Change[],
    conversions: readonly Conversion[],
    access: AccessContext = this.#request.access,
  ): void {
    if (changes.length === 0) return;
    try {
      work({ ...this.#services, object, access }, changes);
    } catch (error) {
      if (!(error instanceof TriggerFailure)) throw error;
      for (const change of changes) change.errors = [saveError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', error.message)];
    }
    changes.forEach((change, index) => {
      if (!sound(change)) conversions[index].errors.push(...change.errors);
    });
  }
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined;

const ownerOf = ({ ownerId, lead }: Conversion): unknown => ownerId ?? lead.peek('OwnerId');
