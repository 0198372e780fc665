/** Platform events that the platform itself publishes. Source: Platform Events Developer Guide, "Standard Platform Events". */
import { checkbox, fieldMap, text, textarea } from '../fields.ts';
import type { ObjectSchema } from '../model.ts';
import { platformEventFields } from '../platform-fields.ts';
import { defineObject } from './define.ts';

const readOnly = { readOnly: true } as const;

/** Of a batch job whose class implements Database.RaisesPlatformEvents. */
export const BATCH_APEX_ERROR_EVENT: ObjectSchema = {
  ...defineObject({ name: 'BatchApexErrorEvent', label: 'Batch Apex Error Event', keyPrefix: 'e06', fields: [] }),
  kind: 'platformEvent',
  fields: fieldMap([
    ...platformEventFields(),
    text('AsyncApexJobId', 255, readOnly),
    checkbox('DoesExceedJobScopeMaxLength', readOnly),
    text('ExceptionType', 255, readOnly),
    textarea('JobScope', 40_000, readOnly),
    textarea('Message', 5000, readOnly),
    text('Phase', 255, readOnly),
    text('RequestId', 255, readOnly),
    textarea('StackTrace', 5000, readOnly),
  ]),
  publishBehavior: 'PublishImmediately',
  updateable: false,
  deletable: false,
  queryable: false,
};
