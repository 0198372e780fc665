/** Merge fields of email templates: `{!Contact.FirstName}`, `{!Recipient.Name}`, `{!RelatedTo.Name}`. Source: Salesforce Help, "Merge Fields for Email Templates". */
import { tryNormalizeId } from '../../../values/id.ts';
import { textOf } from '../../../values/text.ts';
import { throwApex } from '../../kernel/exception.ts';
import { current } from '../../kernel/context.ts';
import { org, platformAccess, uncounted } from '../session.ts';
import { objectOfId } from '../tokens.ts';

export interface MergeSources {
  readonly whoId: string | null;
  readonly whatId: string | null;
}

const FIELD = /\{!\s*(\w+)\.(\w+)\s*\}/g;

/** Fields of records that are not there are empty, as the platform writes them. */
export function merge(text: string, { whoId, whatId }: MergeSources): string {
  return text.replaceAll(FIELD, (_field, object: string, field: string) => {
    const id = sourceOf(object.toLowerCase(), whoId, whatId);
    return id === null ? '' : valueOf(id, field);
  });
}

function sourceOf(object: string, whoId: string | null, whatId: string | null): string | null {
  if (object === 'recipient') return whoId;
  if (object === 'relatedto') return whatId;
  for (const id of [whoId, whatId]) if (id !== null && nameOf(id).toLowerCase() === object) return id;
  return object === 'user' ? current().user.id : null;
}

/** Ids may come as texts, which may hold anything. */
function nameOf(id: string): string {
  const token = tryNormalizeId(id) === undefined ? undefined : objectOfId(id);
  return (token ?? throwApex('System.StringException', `Invalid id: ${id}`)).object.name;
}

function valueOf(id: string, field: string): string {
  const object = nameOf(id);
  if (!org().schema.objects.get(object.toLowerCase())?.fields.has(field.toLowerCase())) return '';
  const value = queryOne(`SELECT ${field} FROM ${object} WHERE Id = :id`, id)?.get(field) ?? null;
  return value === null ? '' : textOf(value);
}

/**
 * The values of the first row by the name that the query gives, read as the platform itself reads.
 * @param binds in the order of the text
 */
export function queryOne(
  soql: string,
  ...binds: readonly unknown[]
): { readonly get: (field: string) => unknown } | undefined {
  const { rows } = uncounted(() => org().data.query(soql, binds, platformAccess()));
  const row = rows.at(0);
  if (row === undefined) return undefined;
  const values = new Map([...row.values].map(([name, value]) => [name.toLowerCase(), value]));
  return { get: (field) => values.get(field.toLowerCase()) ?? null };
}
