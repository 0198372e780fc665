/** Products, price books, orders, contracts and assets. Source: Object Reference, objects of these names. */
import {
  addressFields, checkbox, currency, date, datetime, integer, lookup, makeField, number, owner, picklist, text, textarea, url,
  viewFields,
} from '../fields.ts';
import { defineObject } from './define.ts';
import { ASSET_STATUSES, CONTRACT_STATUSES, ORDER_STATUSES } from './picklists.ts';

export const PRODUCT = defineObject({
  name: 'Product2',
  label: 'Product',
  keyPrefix: '01t',
  fields: [
    text('Name', 255, { label: 'Product Name', required: true, nameField: true }),
    text('ProductCode', 255),
    textarea('Description', 4000, { label: 'Product Description' }),
    checkbox('IsActive', { label: 'Active' }),
    picklist('Family', ['None'], { label: 'Product Family' }),
    lookup('ExternalDataSourceId', [], undefined, { relationshipName: undefined }),
    text('ExternalId', 255, { externalId: true }),
    url('DisplayUrl', 1000, { label: 'Display URL' }),
    picklist('QuantityUnitOfMeasure', ['Each']),
    checkbox('IsArchived', { readOnly: true, label: 'Archived' }),
    text('StockKeepingUnit', 180, { label: 'Product SKU' }),
    ...viewFields(),
  ],
});

export const PRICEBOOK = defineObject({
  name: 'Pricebook2',
  label: 'Price Book',
  keyPrefix: '01s',
  fields: [
    text('Name', 255, { label: 'Price Book Name', required: true, nameField: true }),
    checkbox('IsActive', { label: 'Active' }),
    checkbox('IsArchived', { readOnly: true, label: 'Archived' }),
    text('Description', 255),
    checkbox('IsStandard', { readOnly: true, label: 'Is Standard Price Book' }),
    ...viewFields(),
  ],
});

export const PRICEBOOK_ENTRY = defineObject({
  name: 'PricebookEntry',
  label: 'Price Book Entry',
  labelPlural: 'Price Book Entries',
  keyPrefix: '01u',
  sharingModel: 'ControlledByParent',
  fields: [
    text('Name', 255, { label: 'Product Name', readOnly: true, nameField: true }),
    lookup('Pricebook2Id', 'Pricebook2', 'PricebookEntries', {
      label: 'Price Book ID', required: true, updateable: false, deleteConstraint: 'cascade',
    }),
    lookup('Product2Id', 'Product2', 'PricebookEntries', {
      label: 'Product ID', required: true, updateable: false, deleteConstraint: 'cascade',
    }),
    currency('UnitPrice', { label: 'List Price', required: true }),
    checkbox('IsActive', { label: 'Active' }),
    checkbox('UseStandardPrice'),
    text('ProductCode', 255, { readOnly: true }),
    checkbox('IsArchived', { readOnly: true, label: 'Archived' }),
  ],
});

export const CONTRACT = defineObject({
  name: 'Contract',
  label: 'Contract',
  keyPrefix: '800',
  fields: [
    lookup('AccountId', 'Account', 'Contracts', { required: true, deleteConstraint: 'cascade' }),
    lookup('Pricebook2Id', 'Pricebook2', undefined, { label: 'Price Book ID' }),
    picklist('OwnerExpirationNotice', ['15', '30', '45', '60', '90', '120']),
    date('StartDate', { label: 'Contract Start Date' }),
    date('EndDate', { readOnly: true, label: 'Contract End Date' }),
    ...addressFields('Billing'),
    integer('ContractTerm', 4),
    owner(),
    picklist('Status', CONTRACT_STATUSES, { initial: 'Draft' }),
    lookup('CompanySignedId', 'User'),
    date('CompanySignedDate'),
    lookup('CustomerSignedId', 'Contact', 'ContractsSigned'),
    text('CustomerSignedTitle', 40),
    date('CustomerSignedDate'),
    textarea('SpecialTerms', 4000),
    lookup('ActivatedById', 'User'),
    datetime('ActivatedDate'),
    picklist('StatusCode', ['Draft', 'InApproval', 'Activated'], { readOnly: true, length: 40 }),
    textarea('Description', 32000),
    text('Name', 80, { label: 'Contract Name' }),
    makeField('ContractNumber', 'autonumber', {
      readOnly: true, nillable: false, nameField: true, displayFormat: '{00000000}', system: true,
    }),
    datetime('LastApprovedDate', { readOnly: true }),
    date('LastActivityDate', { readOnly: true, label: 'Last Activity' }),
    ...viewFields(),
  ],
});

export const ORDER = defineObject({
  name: 'Order',
  label: 'Order',
  keyPrefix: '801',
  fields: [
    owner('UserOrGroup'),
    lookup('ContractId', 'Contract', 'Orders', { deleteConstraint: 'restrict' }),
    lookup('AccountId', 'Account', 'Orders', { deleteConstraint: 'restrict' }),
    lookup('Pricebook2Id', 'Pricebook2', undefined, { label: 'Price Book ID' }),
    lookup('OriginalOrderId', 'Order', 'Orders', { updateable: false }),
    date('EffectiveDate', { label: 'Order Start Date', required: true }),
    date('EndDate', { label: 'Order End Date' }),
    checkbox('IsReductionOrder', { label: 'Reduction Order', updateable: false }),
    picklist('Status', ORDER_STATUSES, { required: true }),
    textarea('Description', 32000),
    lookup('CustomerAuthorizedById', 'Contact'),
    date('CustomerAuthorizedDate'),
    lookup('CompanyAuthorizedById', 'User'),
    date('CompanyAuthorizedDate'),
    picklist('Type', [], { label: 'Order Type' }),
    ...addressFields('Billing'),
    ...addressFields('Shipping'),
    text('Name', 80, { label: 'Order Name' }),
    date('PoDate', { label: 'PO Date' }),
    text('PoNumber', 80, { label: 'PO Number' }),
    text('OrderReferenceNumber', 80),
    lookup('BillToContactId', 'Contact'),
    lookup('ShipToContactId', 'Contact'),
    datetime('ActivatedDate'),
    lookup('ActivatedById', 'User'),
    picklist('StatusCode', ['Draft', 'Activated'], { readOnly: true, length: 40 }),
    makeField('OrderNumber', 'autonumber', {
      readOnly: true, nillable: false, nameField: true, displayFormat: '{00000000}', system: true,
    }),
    currency('TotalAmount', { readOnly: true, label: 'Order Amount', defaultValue: '0' }),
    ...viewFields(),
  ],
});

export const ORDER_ITEM = defineObject({
  name: 'OrderItem',
  label: 'Order Product',
  keyPrefix: '802',
  sharingModel: 'ControlledByParent',
  fields: [
    lookup('Product2Id', 'Product2', 'OrderItems', { label: 'Product ID', updateable: false, deleteConstraint: 'restrict' }),
    lookup('OrderId', 'Order', 'OrderItems', { required: true, updateable: false, deleteConstraint: 'cascade' }),
    lookup('PricebookEntryId', 'PricebookEntry', 'OrderItems', { required: true, updateable: false, deleteConstraint: 'restrict' }),
    lookup('OriginalOrderItemId', 'OrderItem', 'ChildOrderItems', { updateable: false }),
    number('AvailableQuantity', 18, 2, { readOnly: true }),
    number('Quantity', 18, 2, { required: true }),
    currency('UnitPrice', { required: true }),
    currency('ListPrice', { readOnly: true }),
    currency('TotalPrice', { readOnly: true }),
    date('ServiceDate', { label: 'Start Date' }),
    date('EndDate'),
    text('Description', 255, { label: 'Line Description' }),
    makeField('OrderItemNumber', 'autonumber', {
      readOnly: true, nillable: false, nameField: true, displayFormat: '{0000000000}', system: true, label: 'Order Product Number',
    }),
  ],
});

export const ASSET = defineObject({
  name: 'Asset',
  label: 'Asset',
  keyPrefix: '02i',
  sharingModel: 'ControlledByParent',
  fields: [
    lookup('ContactId', 'Contact', 'Assets'),
    lookup('AccountId', 'Account', 'Assets', { deleteConstraint: 'cascade' }),
    lookup('ParentId', 'Asset', 'ChildAssets', { label: 'Parent Asset ID' }),
    lookup('RootAssetId', 'Asset', undefined, { readOnly: true }),
    lookup('Product2Id', 'Product2', 'Assets', { label: 'Product ID' }),
    text('ProductCode', 255, { readOnly: true }),
    checkbox('IsCompetitorProduct', { label: 'Competitor Asset' }),
    text('Name', 255, { label: 'Asset Name', required: true, nameField: true }),
    text('SerialNumber', 80),
    date('InstallDate'),
    date('PurchaseDate'),
    date('UsageEndDate'),
    picklist('Status', ASSET_STATUSES),
    currency('Price'),
    number('Quantity', 12, 2),
    textarea('Description', 32000),
    owner(),
    lookup('AssetProvidedById', 'Account', 'ProvidedAssets'),
    lookup('AssetServicedById', 'Account', 'ServicedAssets'),
    checkbox('IsInternal', { label: 'Internal Asset' }),
    ...viewFields(),
  ],
});
