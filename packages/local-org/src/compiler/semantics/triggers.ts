/** Triggers: a body without a class, over the records of one object. */
import type { TriggerDeclaration, TypeDeclaration } from '../syntax/ast.ts';
import type { ObjectKind } from '../../schema/model.ts';
import type { SourceFile } from '../../diagnostics/diagnostic.ts';
import { Body } from './body.ts';
import { declareType } from './declare.ts';
import { checker } from './expressions.ts';
import type { HirTrigger } from './hir.ts';
import { settleNeverNull } from './nullness.ts';
import { asStatic, reportTo } from './passes.ts';
import { checkBlock } from './statements.ts';
import type { TypeSymbol } from './types.ts';
import type { Universe } from './universe.ts';

export interface DeclaredTrigger {
  readonly file: SourceFile;
  readonly trigger: TriggerDeclaration;
  readonly owner: TypeSymbol | undefined;
}

/** The class that holds what a trigger declares between its statements; undefined when it declares nothing. */
export function triggerOwner(
  trigger: TriggerDeclaration,
  file: SourceFile,
  universe: Universe,
): TypeSymbol | undefined {
  if (trigger.members.length === 0) return undefined;
  const { name, start, end } = trigger;
  const declaration: TypeDeclaration = {
    kind: 'class',
    name,
    modifiers: { keywords: ['public'], annotations: [], start, end: start },
    typeParameters: [],
    superclass: undefined,
    interfaces: [],
    members: trigger.members.map(asStatic),
    start,
    end,
  };
  return declareType(declaration, { file, report: reportTo(universe, file), jsName: `t_${name.name}` });
}

const WITHOUT_TRIGGERS: ReadonlySet<ObjectKind> = new Set<ObjectKind>(['customSetting', 'customMetadata', 'bigObject']);

export function checkTrigger({ file, trigger, owner }: DeclaredTrigger, universe: Universe): HirTrigger {
  const triggerObject = universe.sobject(trigger.object.name);
  if (!triggerObject?.object) universe.report(file, trigger.object.start, `Invalid type: ${trigger.object.name}`);
  if (triggerObject?.object?.kind === 'platformEvent' && trigger.events.some((event) => event !== 'after insert')) {
    universe.report(
      file,
      trigger.object.start,
      `Only after insert triggers are supported for platform events: ${triggerObject.name}`,
    );
  }
  if (WITHOUT_TRIGGERS.has(triggerObject?.object?.kind ?? 'standard')) {
    universe.report(file, trigger.object.start, `SObject type does not allow triggers: ${triggerObject!.name}`);
  }
  const body = new Body({ universe, file, checker, owner, isStatic: true, returnType: undefined, triggerObject });
  const checked = checkBlock(body, trigger.body);
  settleNeverNull(body.locals, body.writes);
  return {
    name: trigger.name.name,
    object: triggerObject?.name ?? trigger.object.name,
    events: trigger.events,
    file,
    body: checked,
    locals: body.locals,
    start: trigger.start,
  };
}
