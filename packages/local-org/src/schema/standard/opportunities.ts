/** Opportunity, its stages and lines. Source: Object Reference for the Salesforce Platform, objects of these names. */
import {
  checkbox,
  currency,
  date,
  datetime,
  integer,
  lookup,
  number,
  owner,
  percent,
  picklist,
  text,
  textarea,
  viewFields,
} from '../fields.ts';
import { picklistIn } from '../derived.ts';
import { defineObject } from './define.ts';
import { FORECAST_CATEGORIES, LEAD_SOURCES, OPPORTUNITY_STAGES, OPPORTUNITY_TYPES } from './picklists.ts';

const stages = OPPORTUNITY_STAGES.map((stage) => stage.value);
const closedStages = OPPORTUNITY_STAGES.filter((stage) => stage.isClosed).map((stage) => stage.value);
const wonStages = OPPORTUNITY_STAGES.filter((stage) => stage.isWon).map((stage) => stage.value);

export const OPPORTUNITY = defineObject({
  name: 'Opportunity',
  label: 'Opportunity',
  labelPlural: 'Opportunities',
  keyPrefix: '006',
  fields: [
    lookup('AccountId', 'Account', 'Opportunities', { deleteConstraint: 'cascade' }),
    checkbox('IsPrivate', { label: 'Private' }),
    text('Name', 120, { required: true, nameField: true }),
    textarea('Description', 32000),
    picklist('StageName', stages, { label: 'Stage', required: true }),
    currency('Amount'),
    percent('Probability', 3, 0, { label: 'Probability (%)' }),
    currency('ExpectedRevenue', { readOnly: true, label: 'Expected Amount' }),
    number('TotalOpportunityQuantity', 18, 2, { label: 'Quantity' }),
    date('CloseDate', { required: true }),
    picklist('Type', OPPORTUNITY_TYPES, { label: 'Opportunity Type' }),
    text('NextStep', 255),
    picklist('LeadSource', LEAD_SOURCES),
    checkbox('IsClosed', { readOnly: true, label: 'Closed', formula: picklistIn('StageName', closedStages) }),
    checkbox('IsWon', { readOnly: true, label: 'Won', formula: picklistIn('StageName', wonStages) }),
    picklist('ForecastCategory', FORECAST_CATEGORIES, { readOnly: true, length: 40 }),
    picklist(
      'ForecastCategoryName',
      FORECAST_CATEGORIES.map(([, label]) => label),
      { label: 'Forecast Category' },
    ),
    lookup('CampaignId', 'Campaign', 'Opportunities'),
    checkbox('HasOpportunityLineItem', { readOnly: true, label: 'Has Line Item' }),
    lookup('Pricebook2Id', 'Pricebook2', 'Opportunities', { label: 'Price Book ID' }),
    owner(),
    date('LastActivityDate', { readOnly: true, label: 'Last Activity' }),
    integer('PushCount', 9, { readOnly: true }),
    datetime('LastStageChangeDate', { readOnly: true }),
    integer('FiscalQuarter', 9, { readOnly: true }),
    integer('FiscalYear', 9, { readOnly: true }),
    text('Fiscal', 6, { readOnly: true, label: 'Fiscal Period' }),
    lookup('ContactId', 'Contact', undefined, { updateable: false }),
    ...viewFields(),
    lookup('ContractId', 'Contract', 'Opportunities'),
    checkbox('HasOpenActivity', { readOnly: true }),
    checkbox('HasOverdueTask', { readOnly: true }),
  ],
});

export const OPPORTUNITY_STAGE = defineObject({
  name: 'OpportunityStage',
  label: 'Opportunity Stage',
  keyPrefix: '01J',
  kind: 'setup',
  writable: false,
  fields: [
    text('MasterLabel', 255, { nameField: true }),
    text('ApiName', 255),
    checkbox('IsActive'),
    integer('SortOrder', 9),
    checkbox('IsClosed'),
    checkbox('IsWon'),
    picklist('ForecastCategory', FORECAST_CATEGORIES, { length: 40 }),
    picklist(
      'ForecastCategoryName',
      FORECAST_CATEGORIES.map(([, label]) => label),
    ),
    percent('DefaultProbability', 3, 0),
    text('Description', 255),
  ],
});

export const OPPORTUNITY_LINE_ITEM = defineObject({
  name: 'OpportunityLineItem',
  label: 'Opportunity Product',
  keyPrefix: '00k',
  sharingModel: 'ControlledByParent',
  fields: [
    lookup('OpportunityId', 'Opportunity', 'OpportunityLineItems', {
      required: true,
      updateable: false,
      deleteConstraint: 'cascade',
    }),
    integer('SortOrder', 9, { readOnly: true }),
    lookup('PricebookEntryId', 'PricebookEntry', 'OpportunityLineItems', {
      label: 'Price Book Entry ID',
      updateable: false,
      deleteConstraint: 'restrict',
    }),
    lookup('Product2Id', 'Product2', 'OpportunityLineItems', {
      label: 'Product ID',
      updateable: false,
      deleteConstraint: 'restrict',
    }),
    text('ProductCode', 255, { readOnly: true }),
    text('Name', 376, { label: 'Opportunity Product Name', readOnly: true, nameField: true }),
    number('Quantity', 12, 2, { required: true }),
    percent('Discount', 5, 2),
    currency('Subtotal', { readOnly: true, precision: 18, scale: 2 }),
    currency('TotalPrice'),
    currency('UnitPrice', { label: 'Sales Price' }),
    currency('ListPrice', { readOnly: true }),
    date('ServiceDate', { label: 'Date' }),
    text('Description', 255, { label: 'Line Description' }),
    ...viewFields(),
  ],
});
