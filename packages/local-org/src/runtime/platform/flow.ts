/** Flow.Interview. The local org has no engine for flows: an interview can be made, and says so when it is started. */
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import type { ApexMap } from '../library/map.ts';

class Interview {
  readonly flow: string;
  readonly variables: ApexMap;

  constructor(namespace: string | null, flow: string | null, variables: ApexMap | null) {
    if (flow === null || variables === null) throwNull();
    this.flow = namespace === null || namespace === '' ? flow : `${namespace}__${flow}`;
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

register('Flow.Interview', {
  class: Interview,
  statics: {
    'createInterview(String,Map)': (flow: string | null, variables: ApexMap | null) =>
      new Interview(null, flow, variables),
    'createInterview(String,String,Map)': (namespace: string | null, flow: string | null, variables: ApexMap | null) =>
      new Interview(namespace, flow, variables),
  },
});
