/** System.Trigger: the context variables of the innermost running trigger (Apex Developer Guide, Trigger Context Variables). */
import { current, type TriggerFrame } from '../kernel/context.ts';
import { register } from '../kernel/registry.ts';
import { enumValue } from './enums.ts';

const frame = (): TriggerFrame | undefined => current().triggers.at(-1);

register('System.Trigger', {
  staticFields: {
    isExecuting: () => frame() !== undefined,
    isBefore: () => frame()?.isBefore ?? false,
    isAfter: () => (frame() === undefined ? false : !frame()!.isBefore),
    isInsert: () => frame()?.isInsert ?? false,
    isUpdate: () => frame()?.isUpdate ?? false,
    isDelete: () => frame()?.isDelete ?? false,
    isUndelete: () => frame()?.isUndelete ?? false,
    new: () => frame()?.newList ?? null,
    newMap: () => frame()?.newMap ?? null,
    old: () => frame()?.oldList ?? null,
    oldMap: () => frame()?.oldMap ?? null,
    operationType: () => (frame() === undefined ? null : enumValue('System.TriggerOperation', operationName(frame()!))),
    size: () => frame()?.size ?? null,
  },
});

function operationName(of: TriggerFrame): string {
  return of.operation.toUpperCase().replace(' ', '_');
}
