/** Which fields have field-level security at all. */
import type { FieldSchema } from './model.ts';

/**
 * False for fields that whoever sees the record sees: IDs, names, system fields, owners, required and master-detail fields.
 * These never appear in `fieldPermissions`, and Salesforce refuses to deploy a permission on them.
 * Source: Salesforce Help, "Field-Level Security"; Metadata API Developer Guide, "PermissionSetFieldPermissions".
 */
export function hasFieldPermission(field: FieldSchema): boolean {
  if (field.nameField || field.masterDetail || field.type === 'id') return false;
  if (field.custom) return field.nillable || field.type === 'boolean' || field.type === 'autonumber';
  if (field.system || field.name === 'OwnerId' || field.name === 'RecordTypeId') return false;
  return field.nillable || field.type === 'boolean';
}
