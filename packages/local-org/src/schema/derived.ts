/**
 * Standard fields whose value follows from other fields of the same row. They carry a marker in `formula`, which
 * storage turns into a generated column, so that they can be filtered, sorted and indexed like any other field and
 * are never written.
 *
 * - `PERSON_NAME`: `FirstName LastName` (Contact, Lead, User; the compound Name field of the Object Reference)
 * - `PICKLIST_IN:StageName:Closed Won|Closed Lost`: whether the picklist has one of these values (IsClosed, IsWon)
 */
import type { FieldSchema } from './model.ts';

export const PERSON_NAME = 'PERSON_NAME';

export type DerivedValue =
  | { readonly kind: 'personName' }
  | { readonly kind: 'picklistIn'; readonly field: string; readonly values: readonly string[] };

export function picklistIn(field: string, values: readonly string[]): string {
  return `PICKLIST_IN:${field}:${values.join('|')}`;
}

/** What a derived standard field is made of; undefined for stored fields and for formulas of the project. */
export function derivedValue(field: FieldSchema): DerivedValue | undefined {
  if (field.custom || field.formula === undefined) return undefined;
  if (field.formula === PERSON_NAME) return { kind: 'personName' };
  const [marker, of, values] = field.formula.split(':');
  if (marker === 'PICKLIST_IN' && of !== undefined && values !== undefined) {
    return { kind: 'picklistIn', field: of, values: values.split('|') };
  }
  throw new Error(`The catalogue's field ${field.name} has the unknown derivation "${field.formula}"`);
}

/** The fields that a derived one is made of. */
export function sourcesOf(derived: DerivedValue): readonly string[] {
  return derived.kind === 'personName' ? ['FirstName', 'LastName'] : [derived.field];
}
