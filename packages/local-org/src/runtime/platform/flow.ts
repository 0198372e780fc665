/**
 * Flow.Interview. The local org has no engine for flows: an interview of a flow of the project can be made, and says so when it is
 * started. Of others it cannot be made. Source: Apex Reference Guide, Interview Class, createInterview.
 */
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import type { ApexMap } from '../library/map.ts';
import { org } from './session.ts';

class Interview {
  readonly flow: string;
  readonly variables: ApexMap;

  constructor(namespace: string | null, flow: string | null, variables: ApexMap | null) {
    if (flow === null || variables === null) throwNull();
    this.flow = namespace === null || namespace === '' ? flow : `${namespace}__${flow}`;
    if (!isOfProject(namespace, flow)) throwApex('System.TypeException', `Invalid type: Flow.Interview.${this.flow}`);
    this.variables = variables;
  }

  /** Before a start, the values that were put in. */
  'getVariableValue(String)'(name: string | null): unknown {
    if (name === null) throwNull();
    return this.variables.get(name);
  }
  'start()'(): never {
    throwApex('System.FlowException', `The local org does not run flows: ${this.flow}`);
  }
}

function isOfProject(namespace: string | null, flow: string): boolean {
  const { schema } = org();
  const own = namespace === null || namespace === '' || namespace.toLowerCase() === schema.namespace.toLowerCase();
  return own && schema.setup.flows.has(flow.toLowerCase());
}

register('Flow.Interview', {
  class: Interview,
  statics: {
    'createInterview(String,Map)': (flow: string | null, variables: ApexMap | null) =>
      new Interview(null, flow, variables),
    'createInterview(String,String,Map)': (namespace: string | null, flow: string | null, variables: ApexMap | null) =>
      new Interview(namespace, flow, variables),
  },
});
