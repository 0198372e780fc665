/**
 * From a formula's text to something that can be evaluated: names are resolved against the schema, types are checked, and each node becomes
 * a closure. Formula fields that it refers to are compiled into it, so that a formula reads stored fields only.
 */
import { derivedValue } from '../schema/derived.ts';
import type { FieldSchema, ObjectSchema, OrgSchema } from '../schema/model.ts';
import { Decimal } from '../values/decimal.ts';
import type { FormulaNode } from './ast.ts';
import { FormulaProblem } from './ast.ts';
import { formulaFunction, UNSUPPORTED_FUNCTIONS } from './functions/registry.ts';
import { globalReference } from './globals.ts';
import { formulaTypeOf, isFormulaField } from './inputs.ts';
import { binary, unary } from './operators.ts';
import { parseFormula } from './parser.ts';
import { Call, refusePicklist } from './typed.ts';
import type { Compiled, FormulaInput, FormulaUse, Frame, Step, Typed } from './typed.ts';
import type { FormulaType, GeoLocation } from './values.ts';
import { EvaluationError, TYPE_NAMES, blankAsNull } from './values.ts';
import { vlookup } from './vlookup.ts';

export interface CompiledFormula {
  readonly type: FormulaType;
  /** what `Frame.inputs` holds, in this order, as `inputValue` gives it */
  readonly inputs: readonly FormulaInput[];
  /** the fields and global variables that its text names, in canonical spelling */
  readonly references: ReadonlySet<string>;
  /** null where the formula has no value, be it for blanks or for an error such as a division by zero, which `failed` hears */
  evaluate(frame: Frame, failed?: (message: string) => void): unknown;
}

export interface FormulaSource {
  readonly text: string;
  readonly schema: OrgSchema;
  /** the object whose fields the formula reads; undefined for formulas without a record */
  readonly object: ObjectSchema | undefined;
  readonly use: FormulaUse;
  readonly blanksAsZero: boolean;
  /** what the result must be; any of them */
  readonly expected: readonly FormulaType[] | undefined;
}

/** @throws FormulaProblem in the words of Salesforce's formula editor */
export function compileFormula(source: FormulaSource): CompiledFormula {
  const inputs = new InputTable();
  const compiler = new FormulaCompiler(source, inputs, [], []);
  const { type, run } = compiler.formula(source.text);
  return {
    type,
    inputs: inputs.list,
    references: inputs.references,
    evaluate(frame, failed) {
      try {
        return run(frame);
      } catch (error) {
        if (!(error instanceof EvaluationError)) throw error;
        failed?.(error.message);
        return null;
      }
    },
  };
}

/** The result types that a formula field of a type may have. */
export function resultTypes(field: FieldSchema): readonly FormulaType[] {
  const type = formulaTypeOf(field);
  return type === undefined ? [] : type === 'picklist' || type === 'multipicklist' ? ['text'] : [type];
}

class InputTable {
  readonly list: FormulaInput[] = [];
  readonly references = new Set<string>();
  readonly #indexes = new Map<string, number>();

  index(steps: readonly Step[], object: ObjectSchema, field: FieldSchema): number {
    const key = [...steps.map((step) => `${step.field.name}:${step.target.name}`), field.name].join('.');
    let index = this.#indexes.get(key);
    if (index === undefined) this.#indexes.set(key, (index = this.list.push({ steps, object, field }) - 1));
    return index;
  }
}

const MAX_STEPS = 10;
const CYCLE = 'Formula cannot use another formula field that directly or indirectly refers to itself.';

class FormulaCompiler {
  readonly #source: FormulaSource;
  readonly #inputs: InputTable;
  /** from the row to the object whose formula this is */
  readonly #steps: readonly Step[];
  /** the formula fields that are being compiled */
  readonly #open: readonly FieldSchema[];

  constructor(source: FormulaSource, inputs: InputTable, steps: readonly Step[], open: readonly FieldSchema[]) {
    this.#source = source;
    this.#inputs = inputs;
    this.#steps = steps;
    this.#open = open;
  }

  formula(text: string): Compiled {
    const typed = this.#typed(parseFormula(text));
    refusePicklist(typed);
    const { expected } = this.#source;
    if (expected !== undefined && typed.type !== 'null' && !expected.includes(typed.type)) {
      const [wanted = 'null'] = expected;
      throw new FormulaProblem(
        `Formula result is data type (${TYPE_NAMES[typed.type]}), incompatible with expected data type (${TYPE_NAMES[wanted]}).`,
        0,
      );
    }
    return typed;
  }

  #typed(node: FormulaNode): Typed {
    switch (node.kind) {
      case 'number':
        return constant('number', node.value, node);
      case 'text':
        return constant('text', blankAsNull(node.value), node);
      case 'boolean':
        return constant('boolean', node.value, node);
      case 'null':
        return constant('null', null, node);
      case 'reference':
        return this.#reference(node.name, node);
      case 'unary':
        return { ...unary(node.operator, this.#typed(node.operand), node.at), node };
      case 'binary':
        return { ...binary(node.operator, this.#typed(node.left), this.#typed(node.right), node.at), node };
      case 'call':
        return this.#call(node);
    }
  }

  #call(node: Extract<FormulaNode, { readonly kind: 'call' }>): Typed {
    const { name, at } = node;
    if (name === 'VLOOKUP') {
      this.#assertUse(name, ['validation'], at);
      return { ...vlookup(this.#source.schema, node, (argument) => this.#typed(argument)), node };
    }
    const definition = formulaFunction(name);
    if (definition === undefined) {
      const known = UNSUPPORTED_FUNCTIONS.has(name);
      const message = known
        ? `Function ${name} is not supported by the local org`
        : `Unknown function ${name}. Check spelling.`;
      throw new FormulaProblem(message, at);
    }
    this.#assertUse(name, definition.uses, at);
    const args = node.args.map((argument) => this.#typed(argument));
    return { ...definition.compile(new Call(name, args, at)), node };
  }

  #assertUse(name: string, uses: readonly FormulaUse[] | undefined, at: number): void {
    if (uses === undefined || uses.includes(this.#source.use)) return;
    throw new FormulaProblem(`Function ${name} may not be used in this type of formula`, at);
  }

  // ---------------------------------------------------------------- fields

  #reference(name: string, node: FormulaNode): Typed {
    const recordType = /^\$recordtype\.(\w+)$/i.exec(name);
    if (name.startsWith('$') && recordType === null) {
      if (this.#open.length === 0) this.#inputs.references.add(name);
      return { ...globalReference(this.#source.schema, name, node.at), node };
    }
    const parts = recordType === null ? name.split('.') : ['RecordType', recordType[1]];
    let object = this.#source.object;
    const steps: Step[] = [];
    for (const part of parts.slice(0, -1)) {
      const step = object === undefined ? undefined : this.#step(object, part, name, node.at);
      if (step === undefined) return this.#missing(name, node.at);
      steps.push(step);
      object = step.target;
    }
    const field = object?.fields.get(parts.at(-1)!.toLowerCase());
    if (object === undefined || field === undefined) return this.#missing(name, node.at);
    if (this.#steps.length + steps.length > MAX_STEPS) {
      throw new FormulaProblem(`Formula spans more than ${MAX_STEPS} relationships: ${name}`, node.at);
    }
    if (this.#open.length === 0) {
      this.#inputs.references.add([...steps.map((step) => step.field.relationshipName), field.name].join('.'));
    }
    return {
      ...this.#field([...this.#steps, ...steps], object, field, name, node.at),
      node,
      field,
      own: steps.length === 0,
    };
  }

  #missing(name: string, at: number): never {
    throw new FormulaProblem(`Field ${name} does not exist. Check spelling.`, at);
  }

  /** `Account`, `Parent__r`, and `Owner:User` where a reference leads to more than one object. */
  #step(object: ObjectSchema, part: string, name: string, at: number): Step | undefined {
    const [relationship, domain] = part.split(':');
    for (const field of object.fields.values()) {
      if (field.relationshipName?.toLowerCase() !== relationship.toLowerCase()) continue;
      const wanted = domain?.toLowerCase() === 'queue' ? 'group' : domain?.toLowerCase();
      const target =
        wanted === undefined
          ? field.referenceTo.length === 1
            ? field.referenceTo[0]
            : undefined
          : field.referenceTo.find((candidate) => candidate.toLowerCase() === wanted);
      if (domain !== undefined && target === undefined) {
        throw new FormulaProblem(`${domain} is an invalid object type for the ${name} field. Check spelling.`, at);
      }
      const found = this.#source.schema.objects.get((target ?? '').toLowerCase());
      return found && { field, target: found };
    }
    return undefined;
  }

  #field(steps: readonly Step[], object: ObjectSchema, field: FieldSchema, name: string, at: number): Compiled {
    const type = formulaTypeOf(field);
    const longText = field.type === 'longtextarea' || field.type === 'html';
    if (type === undefined || (longText && this.#source.use !== 'validation' && this.#source.use !== 'expression')) {
      throw new FormulaProblem(
        `You referenced an unsupported field type called "${UNSUPPORTED_NAMES[field.type] ?? field.type}" using the following field: ${name}`,
        at,
      );
    }
    if (type === 'location') return this.#location(steps, object, field);
    const { run } = isFormulaField(field)
      ? this.#nested(steps, object, field, at)
      : (this.#derived(steps, object, field) ?? this.#stored(steps, object, field));
    if (type !== 'number' || !this.#source.blanksAsZero) return { type, run };
    return { type, run: (frame) => run(frame) ?? Decimal.ZERO };
  }

  #stored(steps: readonly Step[], object: ObjectSchema, field: FieldSchema): Pick<Compiled, 'run'> {
    const index = this.#inputs.index(steps, object, field);
    return { run: (frame) => frame.inputs[index] };
  }

  #nested(steps: readonly Step[], object: ObjectSchema, field: FieldSchema, at: number): Compiled {
    if (this.#open.includes(field)) {
      throw new FormulaProblem(CYCLE, at);
    }
    const source: FormulaSource = {
      ...this.#source,
      object,
      use: 'field',
      blanksAsZero: field.blanksAsZero === true,
      expected: resultTypes(field),
    };
    try {
      return new FormulaCompiler(source, this.#inputs, steps, [...this.#open, field]).formula(field.formula!);
    } catch (error) {
      if (!(error instanceof FormulaProblem)) throw error;
      if (error.message === CYCLE) throw new FormulaProblem(CYCLE, at);
      throw new FormulaProblem(`Error in referenced formula ${field.name}, ${error.message}`, at);
    }
  }

  /** Standard fields that follow from others of the same row: names of persons, IsClosed and its like. */
  #derived(steps: readonly Step[], object: ObjectSchema, field: FieldSchema): Pick<Compiled, 'run'> | undefined {
    const derived = derivedValue(field);
    const part = (name: string): Pick<Compiled, 'run'> =>
      this.#stored(steps, object, object.fields.get(name.toLowerCase())!);
    switch (derived?.kind) {
      case undefined:
        return undefined;
      case 'personName': {
        const [first, last] = [part('FirstName'), part('LastName')];
        return { run: (frame) => [first.run(frame), last.run(frame)].filter((text) => text !== null).join(' ') };
      }
      case 'picklistIn': {
        const { run } = part(derived.field);
        const values = new Set(derived.values);
        return { run: (frame) => values.has(run(frame) as string) };
      }
    }
  }

  /** `Place__c` of `Place__Latitude__s` and `Place__Longitude__s`. */
  #location(steps: readonly Step[], object: ObjectSchema, field: FieldSchema): Compiled {
    const stem = field.name.replace(/__c$/, '');
    const [latitude, longitude] = ['Latitude', 'Longitude'].map((name) =>
      this.#stored(steps, object, object.fields.get(`${stem}__${name}__s`.toLowerCase())!),
    );
    return {
      type: 'location',
      run: (frame): GeoLocation | null => {
        const [a, b] = [latitude.run(frame), longitude.run(frame)] as (Decimal | null)[];
        return a === null || b === null ? null : { latitude: a.doubleValue(), longitude: b.doubleValue() };
      },
    };
  }
}

const UNSUPPORTED_NAMES: Readonly<Record<string, string>> = {
  longtextarea: 'Long Text Area',
  html: 'Rich Text Area',
  address: 'Address',
  encryptedstring: 'Text (Encrypted)',
  base64: 'File',
};

function constant(type: FormulaType, value: unknown, node: FormulaNode): Typed {
  return { type, run: () => value, node };
}
