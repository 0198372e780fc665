/** Runs the project's triggers for the data layer: their context variables, and how their exceptions reach the DML that caused them. */
import type { TriggerEvent } from '../compiler/syntax/ast.ts';
import { TriggerFailure, type TriggerBatch, type TriggerRunner } from '../data/dml/triggers.ts';
import { asEntry, current, type TriggerFrame } from '../runtime/kernel/context.ts';
import { translate } from '../runtime/kernel/errors.ts';
import { ApexException } from '../runtime/kernel/exception.ts';
import type { LoadedProgram, LoadedTrigger } from '../runtime/kernel/program.ts';
import { newList, newMap } from '../runtime/platform/collections.ts';
import type { SObject } from '../runtime/platform/sobject.ts';

export class ProgramTriggers implements TriggerRunner {
  readonly #byEvent = new Map<string, LoadedTrigger[]>();
  readonly #byName = new Map<string, LoadedTrigger>();
  readonly #running: string[] = [];

  constructor(program: LoadedProgram) {
    for (const trigger of program.triggers) {
      this.#byName.set(trigger.name, trigger);
      for (const event of trigger.events) {
        const key = keyOf(trigger.object, event);
        const list = this.#byEvent.get(key);
        if (list) list.push(trigger);
        else this.#byEvent.set(key, [trigger]);
      }
    }
  }

  get running(): string | undefined {
    return this.#running.at(-1);
  }

  handles(object: string, event: TriggerEvent): boolean {
    return this.#byEvent.has(keyOf(object, event));
  }

  /** the triggers on an object, whatever their events */
  on(object: string): readonly string[] {
    return [...this.#byName.values()].filter((trigger) => trigger.object === object).map((trigger) => trigger.name);
  }

  /** Runs one trigger of a platform event. @throws what it threw */
  deliver(name: string, events: readonly SObject[]): void {
    const trigger = this.#byName.get(name)!;
    const { triggers } = current();
    triggers.push(frameOf(trigger.object, 'after insert', { newRows: events, oldRows: undefined }));
    try {
      asEntry(() => trigger.run());
    } catch (thrown) {
      throw translate(thrown);
    } finally {
      triggers.pop();
    }
  }

  run(object: string, event: TriggerEvent, batch: TriggerBatch): void {
    const context = current();
    for (const trigger of this.#byEvent.get(keyOf(object, event)) ?? []) {
      context.triggers.push(frameOf(object, event, batch));
      this.#running.push(trigger.name);
      try {
        asEntry(() => trigger.run());
      } catch (thrown) {
        const error = translate(thrown);
        if (!(error instanceof ApexException) || error.uncatchable) throw error;
        throw TriggerFailure.uncaught(trigger.name, event, `${error.message}\n\n${stackWithin(trigger.name, error)}`, {
          cause: error,
        });
      } finally {
        this.#running.pop();
        context.triggers.pop();
      }
    }
  }
}

/** The frames down to the trigger's own: who caused it to run is not part of what went wrong in it. */
function stackWithin(trigger: string, error: ApexException): string {
  const frames = error['getStackTraceString()']().split('\n');
  const own = frames.findIndex((frame) => frame.startsWith(`Trigger.${trigger}:`));
  return (own < 0 ? frames : frames.slice(0, own + 1)).join('\n');
}

function keyOf(object: string, event: TriggerEvent): string {
  return `${object.toLowerCase()} ${event}`;
}

function frameOf(object: string, event: TriggerEvent, { newRows, oldRows }: TriggerBatch): TriggerFrame {
  const [time, operation] = event.split(' ') as [string, string];
  const byId = (rows: readonly SObject[]): unknown =>
    newMap(
      'Id',
      object,
      rows.map((row) => [row.peek('Id'), row] as const),
    );
  return {
    object,
    operation: event,
    isBefore: time === 'before',
    isInsert: operation === 'insert',
    isUpdate: operation === 'update',
    isDelete: operation === 'delete',
    isUndelete: operation === 'undelete',
    newList: newRows === undefined ? null : newList(object, [...newRows]),
    oldList: oldRows === undefined ? null : newList(object, [...oldRows]),
    // Before an insert rows have no Id yet, so there is no map of them.
    newMap: newRows === undefined || event === 'before insert' ? null : byId(newRows),
    oldMap: oldRows === undefined ? null : byId(oldRows),
    size: (newRows ?? oldRows ?? []).length,
  };
}
