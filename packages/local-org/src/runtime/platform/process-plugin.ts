/** What a Process.Plugin describes itself by and exchanges with its caller (Apex Reference Guide, Process Namespace). */
import { register } from '../kernel/registry.ts';
import type { ApexMap } from '../library/map.ts';
import { newList, newMap } from './collections.ts';

const DESCRIBE = 'Process.PluginDescribeResult';

class PluginDescribeResult {
  f_description: string | null = null;
  f_inputParameters: unknown = newList(`${DESCRIBE}.InputParameter`, []);
  f_name: string | null = null;
  f_outputParameters: unknown = newList(`${DESCRIBE}.OutputParameter`, []);
  f_tag: string | null = null;
}

class InputParameter {
  f_name: string | null;
  f_description: string | null;
  f_parameterType: unknown;
  f_required: boolean | null;

  constructor(name: string | null, description: string | null, type: unknown, required: boolean | null) {
    this.f_name = name;
    this.f_description = description;
    this.f_parameterType = type;
    this.f_required = required;
  }
}

class OutputParameter {
  f_name: string | null;
  f_description: string | null;
  f_parameterType: unknown;

  constructor(name: string | null, description: string | null, type: unknown) {
    this.f_name = name;
    this.f_description = description;
    this.f_parameterType = type;
  }
}

class PluginRequest {
  f_inputParameters: ApexMap | null;

  constructor(inputs: ApexMap | null) {
    this.f_inputParameters = inputs;
  }
}

class PluginResult {
  f_outputParameters: ApexMap | null;

  constructor(outputs: ApexMap | null) {
    this.f_outputParameters = outputs;
  }
}

register(DESCRIBE, { class: PluginDescribeResult, constructors: { 'new()': () => new PluginDescribeResult() } });
register(`${DESCRIBE}.InputParameter`, {
  class: InputParameter,
  constructors: {
    [`new(String,${DESCRIBE}.ParameterType,Boolean)`]: (name: string, type: unknown, required: boolean) =>
      new InputParameter(name, null, type, required),
    [`new(String,String,${DESCRIBE}.ParameterType,Boolean)`]: (
      name: string,
      description: string,
      type: unknown,
      required: boolean,
    ) => new InputParameter(name, description, type, required),
  },
});
register(`${DESCRIBE}.OutputParameter`, {
  class: OutputParameter,
  constructors: {
    [`new(String,${DESCRIBE}.ParameterType)`]: (name: string, type: unknown) => new OutputParameter(name, null, type),
    [`new(String,String,${DESCRIBE}.ParameterType)`]: (name: string, description: string, type: unknown) =>
      new OutputParameter(name, description, type),
  },
});
register('Process.PluginRequest', {
  class: PluginRequest,
  constructors: { 'new(Map)': (inputs: ApexMap | null) => new PluginRequest(inputs) },
});
register('Process.PluginResult', {
  class: PluginResult,
  constructors: {
    'new(Map)': (outputs: ApexMap | null) => new PluginResult(outputs),
    'new(String,Object)': (name: string | null, value: unknown) =>
      new PluginResult(newMap('String', 'Object', [[name, value]])),
  },
});
