/** What a project exposes to the outside by annotation: classes, methods, and who may call them. */
import { ApexException } from '../../runtime/kernel/exception.ts';
import type { AnnotationMeta, ClassMeta, MethodMeta } from '../../runtime/kernel/object.ts';
import type { LocalOrg } from '../local-org.ts';

/** An exposed static method that has been found and may be called. */
export interface ExposedMethod {
  readonly meta: ClassMeta;
  readonly method: MethodMeta;
  readonly annotation: AnnotationMeta;
}

export function annotationNamed(
  annotated: { readonly annotations: readonly AnnotationMeta[] },
  name: string,
): AnnotationMeta | undefined {
  return annotated.annotations.find((annotation) => annotation.name === name);
}

export function call({ meta, method }: ExposedMethod, args: readonly unknown[]): unknown {
  const methods = meta.jsClass as unknown as Record<string, (...args: readonly unknown[]) => unknown>;
  return methods[method.key](...args);
}

/**
 * Salesforce lets a user run Apex from outside where a profile or permission set grants the class, or with "Author Apex". What
 * counts is the outermost class. Apex Developer Guide, "Class Security".
 */
export function mayCall(org: LocalOrg, userId: string, meta: ClassMeta): boolean {
  const [outermost] = meta.name.split('.');
  return org.data.security.hasClassAccess(userId, outermost);
}

/** Type, message and trace of what Apex threw; what is no Apex exception goes on. */
export function thrownBy(error: unknown): ApexException {
  if (error instanceof ApexException) return error;
  throw error;
}
