/** Goes through checked code, statements and expressions alike, in no particular order. */
import type { HirExpression, HirPlace, HirStatement } from './hir.ts';

export type HirNode = HirStatement | HirExpression;

type Optional = HirNode | undefined;

/** `visit` answers whether it wants to see the parts of the node. Chains can be thousands of terms deep: nothing here is recursive. */
export function walk(root: HirNode, visit: (node: HirNode) => boolean): void {
  const open: HirNode[] = [root];
  const push = (part: Optional): void => {
    if (part !== undefined) open.push(part);
  };
  for (let node = open.pop(); node !== undefined; node = open.pop()) if (visit(node)) eachPart(node, push);
}

function eachPart(node: HirNode, push: (part: Optional) => void): void {
  switch (node.kind) {
    case 'block':
      node.statements.forEach(push);
      return;
    case 'local':
    case 'expression':
    case 'return':
    case 'throw':
    case 'convert':
    case 'cast':
    case 'instanceof':
      push(node.value);
      return;
    case 'if':
    case 'conditional':
      push(node.condition);
      push(node.then);
      push(node.else);
      return;
    case 'for':
      node.init.forEach(push);
      push(node.condition);
      node.update.forEach(push);
      push(node.body);
      return;
    case 'forEach':
      push(node.iterable);
      push(node.body);
      return;
    case 'while':
    case 'doWhile':
      push(node.condition);
      push(node.body);
      return;
    case 'switch':
      push(node.subject);
      for (const one of node.cases) {
        if (one.kind === 'values') one.values.forEach(push);
        push(one.body);
      }
      push(node.elseBody);
      return;
    case 'try':
      push(node.body);
      for (const { body } of node.catches) push(body);
      push(node.finallyBody);
      return;
    case 'dml':
      push(node.target);
      push(node.second);
      return;
    case 'runAs':
      node.arguments.forEach(push);
      push(node.body);
      return;
    case 'read':
      eachPartOfPlace(node.place, push);
      return;
    case 'assign':
    case 'compoundAssign':
      eachPartOfPlace(node.place, push);
      push(node.value);
      return;
    case 'increment':
      eachPartOfPlace(node.place, push);
      return;
    case 'binary':
    case 'coalesce':
      push(node.left);
      push(node.right);
      return;
    case 'negate':
    case 'bitNot':
    case 'not':
      push(node.operand);
      return;
    case 'safe':
      push(node.target);
      push(node.access);
      return;
    case 'callInstance':
    case 'callPlatformInstance':
      push(node.target);
      node.arguments.forEach(push);
      return;
    case 'callPlatformStatic':
      node.arguments.forEach(push);
      node.scope?.forEach(push);
      return;
    case 'callStatic':
    case 'callSuper':
    case 'constructorCall':
    case 'enumStatic':
    case 'callObjectStatic':
    case 'new':
    case 'newPlatform':
      node.arguments.forEach(push);
      return;
    case 'newSObject':
      for (const { value } of node.fields) push(value);
      return;
    case 'newList':
      node.elements.forEach(push);
      push(node.size);
      return;
    case 'newSet':
      node.elements.forEach(push);
      return;
    case 'newMap':
      for (const { key, value } of node.entries) {
        push(key);
        push(value);
      }
      return;
    case 'soql':
    case 'sosl':
      node.binds.forEach(push);
      return;
    case 'break':
    case 'continue':
    case 'constant':
    case 'this':
    case 'enumValue':
    case 'classLiteral':
    case 'objectToken':
    case 'fieldToken':
    case 'objectDescribe':
    case 'fieldDescribe':
    case 'label':
  }
}

function eachPartOfPlace(place: HirPlace, push: (part: Optional) => void): void {
  switch (place.kind) {
    case 'local':
    case 'staticField':
      return;
    case 'listElement':
      push(place.target);
      push(place.index);
      return;
    case 'field':
    case 'property':
    case 'sobjectField':
    case 'platformField':
      push(place.target);
  }
}
