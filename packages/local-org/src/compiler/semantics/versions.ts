/**
 * What depends on the API version that a class was saved with. Source: Apex Developer Guide, "Apex Versioned Behavior Changes"; "Set an
 * Access Mode for Database Operations"; "Use the with sharing, without sharing, and inherited sharing Keywords".
 */
import type { TypeSymbol } from './types.ts';

const SECURE_BY_DEFAULT = 67;

/**
 * From version 67.0 on, queries and DML that do not say how they see records do so in user mode, classes that do not declare their
 * sharing enforce it, and WITH SECURITY_ENFORCED is no more. Triggers stay as they are: in system mode, whatever their version.
 */
export const isSecureByDefault = (apiVersion: number | undefined): boolean => (apiVersion ?? 0) >= SECURE_BY_DEFAULT;

/** "If the class is part of an inheritance chain, and any class in that chain is saved as API version 67.0 and later": it enforces sharing. */
export function sharesByDefault(symbol: TypeSymbol): boolean {
  for (let at: TypeSymbol | undefined = symbol; at !== undefined; at = at.superclass?.symbol) {
    if (isSecureByDefault(at.apiVersion)) return true;
  }
  return false;
}
