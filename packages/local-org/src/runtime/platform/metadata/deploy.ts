/** Metadata.Operations. A deployment happens after its transaction, all or nothing, and then its callback hears of it. */
import type { CustomMetadataRecord, FieldSchema, ObjectSchema } from '../../../schema/model.ts';
import { textOf } from '../../../values/text.ts';
import { ApexDatetime } from '../../../values/datetime.ts';
import { Decimal } from '../../../values/decimal.ts';
import { current } from '../../kernel/context.ts';
import { throwApex, throwNull } from '../../kernel/exception.ts';
import type { ApexEnum } from '../../kernel/object.ts';
import { register } from '../../kernel/registry.ts';
import type { ApexList } from '../../library/list.ts';
import type { OrgPorts } from '../../ports.ts';
import { newList } from '../collections.ts';
import { enumValue } from '../enums.ts';
import { coerceToField } from '../field-types.ts';
import { queryOne } from '../messaging/merge.ts';
import { org } from '../session.ts';
import type { DeployContainer } from './types.ts';
import {
  CustomMetadata,
  CustomMetadataValue,
  DeployCallbackContext,
  DeployDetails,
  DeployMessage,
  DeployResult,
  type CustomMetadataFields,
  type CustomMetadataValueFields,
} from './types.ts';

interface DeployCallback {
  'handleResult(Metadata.DeployResult,Metadata.DeployCallbackContext)'(result: object, context: object): void;
}

const DEPLOY_REQUEST = '0Af';
const ASYNC_JOB = '707';

/** @returns the Id of the deployment. Tests may not deploy. */
function enqueueDeployment(container: DeployContainer | null, callback: DeployCallback | null): string {
  if (container === null) throwNull();
  const { isTest, user, org: ports, root } = current();
  if (isTest) throwApex('System.AsyncException', 'Metadata cannot be deployed from within a test');
  if (container.components.length === 0) {
    throwApex('System.IllegalArgumentException', 'The deploy container has no metadata');
  }
  const id = ports.data.newId(DEPLOY_REQUEST);
  const components = container.components.map((component) => component as unknown as CustomMetadataFields);
  const outcomes = components.map((component) => ({ component, ...recordOf(component) }));
  root.afterCommit.push(() => {
    const failed = outcomes.some(({ problem }) => problem !== undefined);
    const records = outcomes.map(({ record }) => record).filter((record) => record !== undefined);
    if (!failed) ports.deployment.deploy(records);
    if (callback === null) return;
    ports.deployment.afterwards(user.id, () => {
      const context = new DeployCallbackContext();
      context.jobId = ports.data.newId(ASYNC_JOB);
      callback['handleResult(Metadata.DeployResult,Metadata.DeployCallbackContext)'](
        resultOf(id, outcomes, failed, ports),
        context,
      );
    });
  });
  return id;
}

interface Outcome {
  readonly record?: CustomMetadataRecord;
  readonly problem?: string;
}

/** The record that a component describes: `Type.Name`, with or without `__mdt` after the type. */
function recordOf({ f_fullName, f_label, f_protected_x, f_values }: CustomMetadataFields): Outcome {
  const [type = '', developerName = ''] = (f_fullName ?? '').split(/\.(.*)/s);
  const object = org().schema.objects.get(`${type.replace(/__mdt$/i, '')}__mdt`.toLowerCase());
  if (object === undefined) return { problem: `no CustomObject named ${type}__mdt found` };
  if (!/^[A-Za-z]\w{0,39}$/.test(developerName)) return { problem: `Invalid fullName: ${f_fullName}` };
  if (f_label === null || f_label === '') return { problem: 'Required fields are missing: [MasterLabel]' };
  const values = new Map<string, string | number | boolean | null>();
  for (const { f_field, f_value } of (f_values?.items ?? []) as CustomMetadataValueFields[]) {
    const field = object.fields.get((f_field ?? '').toLowerCase());
    if (field?.custom !== true) return { problem: `no CustomField named ${object.name}.${f_field} found` };
    try {
      values.set(field.name, plain(field, f_value));
    } catch {
      return { problem: `'${textOf(f_value)}' is not a valid value for ${field.name}` };
    }
  }
  const missing = missingField(object, values);
  if (missing !== undefined) return { problem: `Required fields are missing: [${missing}]` };
  return {
    record: { type: object.name, developerName, label: f_label, isProtected: f_protected_x ?? false, values },
  };
}

/** As a file of metadata would have it; a relationship names another record or object by its full name. */
function plain(field: FieldSchema, value: unknown): string | number | boolean | null {
  if (value === null || typeof value === 'boolean') return value;
  if (field.type === 'reference') return textOf(value);
  const coerced = coerceToField(field, value);
  if (coerced instanceof Decimal) return coerced.doubleValue();
  return coerced instanceof ApexDatetime ? coerced.toIso() : textOf(coerced).replace(/ 00:00:00$/, '');
}

function missingField(object: ObjectSchema, values: ReadonlyMap<string, unknown>): string | undefined {
  const required = [...object.fields.values()].filter(
    (field) => field.custom && !field.nillable && field.type !== 'boolean',
  );
  return required.find((field) => field.defaultValue === undefined && (values.get(field.name) ?? null) === null)?.name;
}

function resultOf(
  id: string,
  outcomes: readonly (Outcome & { readonly component: CustomMetadataFields })[],
  failed: boolean,
  ports: OrgPorts,
): object {
  const now = new ApexDatetime(ports.clock.now());
  const messages = outcomes.map(({ component, problem }) =>
    Object.assign(new DeployMessage(), {
      f_componentType: 'CustomMetadata',
      f_fullName: component.f_fullName,
      f_success: problem === undefined,
      f_problem: problem ?? null,
      f_changed: !failed,
      f_created: !failed,
    }),
  );
  const failures = messages.filter(({ f_success }) => !f_success);
  const successes = messages.filter(({ f_success }) => f_success);
  return Object.assign(new DeployResult(), {
    f_id: id,
    f_done: true,
    f_checkOnly: false,
    f_rollbackOnError: true,
    f_success: !failed,
    f_status: enumValue('Metadata.DeployStatus', failed ? 'Failed' : 'Succeeded'),
    f_createdDate: now,
    f_startDate: now,
    f_completedDate: now,
    f_createdBy: current().user.id,
    f_numberComponentsTotal: messages.length,
    f_numberComponentErrors: failures.length,
    f_numberComponentsDeployed: failed ? 0 : messages.length,
    f_details: Object.assign(new DeployDetails(), {
      f_componentFailures: newList('Metadata.DeployMessage', failures),
      f_componentSuccesses: newList('Metadata.DeployMessage', successes),
    }),
  });
}

/** The records of those names that there are. */
function retrieve(type: ApexEnum | null, fullNames: ApexList | null): ApexList {
  if (type === null || fullNames === null) throwNull();
  const found = (fullNames.items as string[]).flatMap((fullName) => {
    const [name = '', developerName = ''] = fullName.split(/\.(.*)/s);
    const object = org().schema.objects.get(`${name.replace(/__mdt$/i, '')}__mdt`.toLowerCase());
    if (object === undefined) return [];
    const fields = [...object.fields.values()].filter((field) => field.custom).map((field) => field.name);
    const row = queryOne(
      `SELECT ${['Label', ...fields].join(', ')} FROM ${object.name} WHERE DeveloperName = :name`,
      developerName,
    );
    if (row === undefined) return [];
    const values = fields.map((field) =>
      Object.assign(new CustomMetadataValue(), { f_field: field, f_value: row.get(field) }),
    );
    return [
      Object.assign(new CustomMetadata(), {
        f_fullName: fullName,
        f_label: row.get('Label'),
        f_protected_x: false,
        f_values: newList('Metadata.CustomMetadataValue', values),
      }),
    ];
  });
  return newList('Metadata.Metadata', found);
}

register('Metadata.Operations', {
  statics: {
    'enqueueDeployment(Metadata.DeployContainer,Metadata.DeployCallback)': enqueueDeployment,
    'retrieve(Metadata.MetadataType,List)': retrieve,
  },
});
