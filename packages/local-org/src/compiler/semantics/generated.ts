/**
 * Types that the platform generates from a project's metadata: `Flow.Interview.My_Flow`, `DataWeaveScriptResource.myScript`. To the
 * checker they are the type that they extend; `new` goes through its factory. Source: Apex Reference Guide, "Flow.Interview Class"
 * and "DataWeave.Script Class".
 */
import type { NewObject } from '../syntax/ast.ts';
import type { Body } from './body.ts';
import type { HirExpression } from './hir.ts';
import type { MethodSymbol, TypeSymbol } from './types.ts';
import { classType } from './typing.ts';
import type { Universe } from './universe.ts';

export interface GeneratedType {
  readonly base: TypeSymbol;
  /** makes an instance from the name and what the constructor is given */
  readonly factory: MethodSymbol;
  /** of the flow or script, as its metadata has it */
  readonly name: string;
}

export function generatedType(parts: readonly string[], universe: Universe): GeneratedType | undefined {
  const [first, second, third] = parts.map((part) => part.toLowerCase());
  const { flows, dataWeaveScripts } = universe.schema.setup;
  if (first === 'flow' && second === 'interview' && third !== undefined)
    return generated(universe, 'Flow', 'Interview', 'createInterview', 2, flows.get(third));
  if (first === 'dataweavescriptresource' && second !== undefined && third === undefined)
    return generated(universe, 'DataWeave', 'Script', 'createScript', 1, dataWeaveScripts.get(second));
  return undefined;
}

function generated(
  universe: Universe,
  namespace: string,
  type: string,
  factoryName: string,
  parameters: number,
  name: string | undefined,
): GeneratedType | undefined {
  const base = universe.stdlib.find(namespace, type);
  const factory = [...(base?.methods.values() ?? [])]
    .flat()
    .find((method) => method.name === factoryName && method.parameters.length === parameters);
  return base && factory && name !== undefined ? { base, factory, name } : undefined;
}

/** `new Flow.Interview.My_Flow(variables)`; undefined where the type is none of these */
export function newGenerated(body: Body, node: NewObject): HirExpression | undefined {
  const found = generatedType(
    node.type.parts.map((part) => part.name),
    body.universe,
  );
  if (found === undefined) return undefined;
  const { base, factory, name } = found;
  const { start } = node;
  const type = classType(base);
  const [, ...parameters] = factory.parameters;
  if (node.arguments.length !== parameters.length || node.named.length > 0)
    return body.fail(start, `Constructor not defined: [${node.type.parts.map((part) => part.name).join('.')}]`);
  const string = body.universe.system('String');
  const given = node.arguments.map((argument, index) => body.valueAs(argument, parameters[index].type));
  const args: HirExpression[] = [{ kind: 'constant', literal: 'string', text: name, type: string, start }, ...given];
  return { kind: 'callPlatformStatic', method: factory, arguments: args, scope: undefined, type, start };
}
