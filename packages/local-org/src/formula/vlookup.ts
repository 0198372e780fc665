/** VLOOKUP($ObjectType.Zip__c.Fields.City__c, $ObjectType.Zip__c.Fields.Name, value): the only function that is given fields, not values. */
import type { FieldSchema, ObjectSchema, OrgSchema } from '../schema/model.ts';
import type { FormulaNode } from './ast.ts';
import { FormulaProblem } from './ast.ts';
import { formulaTypeOf, inputValue } from './inputs.ts';
import { Call } from './typed.ts';
import type { Compiled, Typed } from './typed.ts';

interface ObjectField {
  readonly object: ObjectSchema;
  readonly field: FieldSchema;
}

export function vlookup(
  schema: OrgSchema,
  node: Extract<FormulaNode, { readonly kind: 'call' }>,
  typed: (node: FormulaNode) => Typed,
): Compiled {
  const call: Call = new Call('VLOOKUP', [], node.at);
  if (node.args.length !== 3) {
    call.fail(`Incorrect number of parameters for ${call.shown}. Expected 3, received ${node.args.length}`);
  }
  const [result, key] = node.args.slice(0, 2).map((argument) => objectField(schema, argument, call));
  if (result.object !== key.object || !key.field.nameField) {
    call.fail(`Incorrect parameter for ${call.shown}. Expected Record Name field reference.`, node.args[1].at);
  }
  const value = typed(node.args[2]);
  call.expectOne(value, ['text']);
  const type = formulaTypeOf(result.field);
  if (type === undefined) call.fail(`Incorrect argument type for ${call.shown}.`, node.args[0].at);
  return {
    type,
    run: (frame) => {
      const wanted = value.run(frame) as string | null;
      if (wanted === null) return null;
      return inputValue(result.field, frame.environment.lookup(result.object, result.field, key.field, wanted));
    },
  };
}

function objectField(schema: OrgSchema, node: FormulaNode, call: Call): ObjectField {
  const parts = node.kind === 'reference' ? node.name.split('.') : [];
  const [root = '', object = '', fields = '', field = ''] = parts.map((part) => part.toLowerCase());
  if (root !== '$objecttype' || fields !== 'fields' || parts.length !== 4) {
    call.fail(`Incorrect parameter for ${call.shown}. Expected field reference.`, node.at);
  }
  const target = schema.objects.get(object);
  const found = target?.fields.get(field);
  if (target === undefined || found === undefined) {
    throw new FormulaProblem(`Field ${parts.join('.')} does not exist. Check spelling.`, node.at);
  }
  return { object: target, field: found };
}
