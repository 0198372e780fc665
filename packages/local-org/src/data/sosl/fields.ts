/**
 * Which fields a search reads.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_in.htm
 */
import type { SoslQuery } from '../../compiler/syntax/ast.ts';
import type { FieldSchema, ObjectSchema } from '../../schema/model.ts';
import { columnOf } from '../../storage/columns.ts';
import { isText, memo } from '../objects.ts';

/** All that any search of the object reads. */
export const searchedFields = memo((object: ObjectSchema): readonly FieldSchema[] =>
  [...object.fields.values()].filter(
    (field) => columnOf(field) !== undefined && isText(field) && field.type !== 'encryptedstring',
  ),
);

export function fieldsOfGroup(object: ObjectSchema, group: SoslQuery['in']): readonly FieldSchema[] {
  const fields = searchedFields(object);
  if (UNGROUPED.test(object.name)) return fields;
  switch (group) {
    case 'NAME':
      return fields.filter((field) => isName(object, field));
    case 'EMAIL':
      return fields.filter((field) => field.type === 'email');
    case 'PHONE':
      return fields.filter((field) => field.type === 'phone');
    case 'ALL':
    case 'SIDEBAR':
      return fields;
  }
}

/** Articles, documents, feed comments, feed items, files, products and solutions have no groups: all of their fields are searched. */
const UNGROUPED =
  /(?:__kav|^(?:KnowledgeArticleVersion|Document|FeedComment|FeedItem|ContentVersion|Product2|Solution))$/;

const isName = (object: ObjectSchema, field: FieldSchema): boolean =>
  field.nameField ||
  field.name === 'FirstName' ||
  field.name === 'LastName' ||
  MORE_NAMES.get(object.name)?.includes(field.name) === true;

const MORE_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['Account', ['Website', 'Site', 'NameLocal']],
  ['Asset', ['SerialNumber']],
  ['Case', ['SuppliedName', 'SuppliedCompany', 'Subject']],
  ['Contact', ['AssistantName', 'FirstNameLocal', 'LastNameLocal']],
  ['Event', ['Subject']],
  ['Lead', ['Company', 'CompanyLocal', 'FirstNameLocal', 'LastNameLocal']],
  ['Note', ['Title']],
  ['PermissionSet', ['Label']],
  ['Report', ['Description']],
  ['TagDefinition', ['NormName']],
  ['Task', ['Subject']],
  ['User', ['CommunityNickname']],
]);
