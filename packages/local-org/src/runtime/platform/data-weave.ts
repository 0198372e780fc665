/** DataWeave.Script. The local org has no engine for DataWeave: a script can be found, and says so when it is run. */
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { org } from './session.ts';

class Script {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  'execute(Map)'(): never {
    throwApex('System.DataWeaveScriptException', `The local org does not run DataWeave scripts: ${this.name}`);
  }
}

/** What a script answers; nothing makes one here. */
class Result {
  'getValue()'(): unknown {
    return null;
  }
  'getValueAsString()'(): string | null {
    return null;
  }
}

function scriptNamed(name: string | null): Script {
  if (name === null) throwNull();
  const found = org().schema.setup.dataWeaveScripts.get(name.toLowerCase());
  if (found === undefined) throwApex('System.DataWeaveScriptException', `Unable to find the DataWeave script ${name}`);
  return new Script(found);
}

register('DataWeave.Script', {
  class: Script,
  statics: {
    'createScript(String)': scriptNamed,
    'createScript(String,String)': (_namespace: string | null, name: string | null) => scriptNamed(name),
  },
});
register('DataWeave.Result', { class: Result });
