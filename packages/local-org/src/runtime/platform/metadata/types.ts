/** What a deployment is made of, and what comes of it. Only records of custom metadata types are offered. Source: Apex Reference Guide, Metadata Namespace. */
import { throwApex, throwNull } from '../../kernel/exception.ts';
import { register } from '../../kernel/registry.ts';
import type { ApexList } from '../../library/list.ts';
import { newList } from '../collections.ts';
import { dataClass } from '../data-class.ts';

export const Metadata = dataClass({ fullName: undefined });

export interface CustomMetadataFields {
  readonly f_fullName: string | null;
  readonly f_label: string | null;
  readonly f_protected_x: boolean | null;
  readonly f_values: ApexList | null;
}

export interface CustomMetadataValueFields {
  readonly f_field: string | null;
  readonly f_value: unknown;
}

export class CustomMetadata extends dataClass(
  {
    description: undefined,
    label: undefined,
    protected_x: undefined,
    values: () => newList('Metadata.CustomMetadataValue', []),
  },
  Metadata,
) {}

export class CustomMetadataValue extends dataClass({ field: undefined, value: undefined }) {}

export class DeployContainer {
  readonly components: Record<string, unknown>[] = [];

  'addMetadata(Metadata.Metadata)'(component: Record<string, unknown> | null): void {
    if (component === null) throwNull();
    this.components.push(component);
  }
  'getMetadata()'(): ApexList {
    return newList('Metadata.Metadata', [...this.components]);
  }
  'removeMetadata(Metadata.Metadata)'(component: Record<string, unknown> | null): boolean {
    return this.#remove((one) => one === component);
  }
  'removeMetadataByFullName(String)'(fullName: string | null): boolean {
    if (fullName === null) throwApex('System.IllegalArgumentException', 'The full name is null');
    return this.#remove((one) => one.f_fullName === fullName);
  }

  #remove(isMeant: (component: Record<string, unknown>) => boolean): boolean {
    const at = this.components.findIndex(isMeant);
    if (at >= 0) this.components.splice(at, 1);
    return at >= 0;
  }
}

export const DeployDetails = dataClass({
  componentFailures: () => newList('Metadata.DeployMessage', []),
  componentSuccesses: () => newList('Metadata.DeployMessage', []),
});
export const DeployMessage = dataClass({
  changed: undefined,
  componentType: undefined,
  created: undefined,
  fullName: undefined,
  problem: undefined,
  success: undefined,
});
export const DeployResult = dataClass({
  checkOnly: undefined,
  completedDate: undefined,
  createdBy: undefined,
  createdDate: undefined,
  details: undefined,
  done: undefined,
  errorMessage: undefined,
  id: undefined,
  numberComponentErrors: undefined,
  numberComponentsDeployed: undefined,
  numberComponentsTotal: undefined,
  rollbackOnError: undefined,
  startDate: undefined,
  status: undefined,
  success: undefined,
});

export class DeployCallbackContext {
  jobId: string | null = null;

  'getCallbackJobId()'(): string | null {
    return this.jobId;
  }
}

register('Metadata.Metadata', { class: Metadata });
for (const [name, made] of Object.entries({
  CustomMetadata,
  CustomMetadataValue,
  DeployCallbackContext,
  DeployContainer,
  DeployDetails,
  DeployMessage,
  DeployResult,
})) {
  register(`Metadata.${name}`, { class: made, constructors: { 'new()': () => new made() } });
}
register('Metadata.DeployCallback', {});
