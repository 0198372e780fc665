/** What emitted code asks of the platform layer; see kernel/hooks.ts for the contract of each hook. */
import { current } from '../kernel/context.ts';
import { throwApex } from '../kernel/exception.ts';
import { setHooks, type PlatformHooks, type StatementAccess } from '../kernel/hooks.ts';
import { typeObject } from '../library/type.ts';
import type { AccessContext, UserInfo } from '../ports.ts';
import { callObjectStatic } from './custom-data.ts';
import { undeclared } from './dynamic-soql.ts';
import { describeField } from './describe-field.ts';
import { describeObject } from './describe-object.ts';
import { rowsOf, runDml } from './dml.ts';
import { org } from './session.ts';
import { createSObject, getChildren, getField, getParent, setField } from './sobject-access.ts';
import type { SObject } from './sobject.ts';
import * as soql from './soql.ts';
import { userOfRunAs } from './test-class.ts';
import { Version } from './version.ts';
import { fieldToken, objectToken, type SObjectFieldToken } from './tokens.ts';

function statementAccess(access: StatementAccess, sharing: boolean): AccessContext {
  const user = access === 'user';
  return { userId: current().user.id, mode: user ? 'user' : 'system', sharing: user || sharing };
}

const HOOKS: PlatformHooks = {
  newSObject: createSObject,
  getField: (record, field) => getField(record as SObject | null, field),
  getFieldOfParent: (record, field) => (record === null ? null : getField(record as SObject, field)),
  setField: (record, field, value) => setField(record as SObject | null, field, value),
  getParent: (record, relationship) => getParent(record as SObject | null, relationship),
  getParentOfParent: (record, relationship) => (record === null ? null : getParent(record as SObject, relationship)),
  setParent: (record, relationship, value) => setField(record as SObject | null, relationship, value),
  getChildren: (record, relationship) => getChildren(record as SObject | null, relationship),

  soql: soql.soqlList,
  soqlSingle: soql.soqlSingle,
  soqlOptional: soql.soqlOptional,
  singleRow: soql.singleRow,
  undeclaredBind: undeclared,
  soqlLocator: soql.soqlLocator,
  soqlCount: (text, binds, sharing) => soql.run(text, binds, sharing).count,
  soqlRows: (text, binds, sharing) => soql.run(text, binds, sharing).rows,
  soqlChunks: soql.soqlChunks,
  sosl: soql.sosl,

  dml(operation, target, second, access, sharing) {
    const options = { access: statementAccess(access, sharing), allOrNone: true };
    const rows = rowsOf(target);
    if (operation === 'merge') {
      for (const merged of rowsOf(second)) runDml('merge', rows, { ...options, merged: [merged] });
      return;
    }
    const externalIdField = (second as SObjectFieldToken | null)?.field.name;
    runDml(operation, rows, { ...options, externalIdField });
  },

  beginRunAs(args): UserInfo {
    const context = current();
    const before = context.user;
    // The version of a package that the code behaves as: this project's own code is no package.
    if (!(args[0] instanceof Version)) context.user = userOfRunAs(args[0]);
    context.asUsers++;
    return before;
  },

  endRunAs(token) {
    const context = current();
    context.user = token as UserInfo;
    context.asUsers--;
  },

  label(name) {
    return (
      org().schema.labels.get(name.toLowerCase())?.value ??
      throwApex('System.TypeException', `Label does not exist: ${name}`)
    );
  },

  objectToken,
  fieldToken,
  objectDescribe: (object) => describeObject(objectToken(object)),
  fieldDescribe: (object, field) => describeField(fieldToken(object, field)),
  callObjectStatic,
  typeObject,
};

setHooks(HOOKS);
