/** The namespace FormulaEval: formulas that Apex builds and evaluates (Apex Reference Guide). */
import { FormulaProblem } from '../../formula/ast.ts';
import { compileFormula, type CompiledFormula } from '../../formula/compile.ts';
import type { FormulaInput } from '../../formula/typed.ts';
import type { FormulaType } from '../../formula/values.ts';
import { textOf } from '../../values/text.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexDouble } from '../../values/double.ts';
import { idTo18 } from '../../values/id.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { metaOf, type ApexEnum, type ClassMeta } from '../kernel/object.ts';
import { register } from '../kernel/registry.ts';
import { constructorsOf } from '../library/exceptions.ts';
import type { ApexList } from '../library/list.ts';
import { ApexType } from '../library/type.ts';
import { newSet } from './collections.ts';
import { readInput, withClass } from './formula-context.ts';
import { org } from './session.ts';
import { SObject } from './sobject.ts';
import { SObjectTypeToken } from './tokens.ts';

/** What the formula gives for each return type. */
const RESULTS: Readonly<Record<string, FormulaType>> = {
  BOOLEAN: 'boolean',
  DATE: 'date',
  DATETIME: 'datetime',
  DECIMAL: 'number',
  DOUBLE: 'number',
  ID: 'text',
  INTEGER: 'number',
  LONG: 'number',
  STRING: 'text',
  TIME: 'time',
};

function invalid(message: string): never {
  return throwApex('FormulaEval.FormulaValidationException', message);
}

/** A formula, or the texts and formulas that a template is made of. */
type Part = string | CompiledFormula;

export class FormulaBuilder {
  #text: string | null = null;
  #returnType: ApexEnum | null = null;
  #context: SObjectTypeToken | ApexType | null = null;
  #template = false;
  #nullAsZero = false;
  #globals = new Set<string>();

  'parseAsTemplate(Boolean)'(template: boolean | null): this {
    this.#template = template === true;
    return this;
  }
  'treatNumericNullAsZero(Boolean)'(asZero: boolean | null): this {
    this.#nullAsZero = asZero === true;
    return this;
  }
  'withFormula(String)'(text: string | null): this {
    this.#text = text;
    return this;
  }
  'withGlobalVariables(List)'(globals: ApexList | null): this {
    this.#globals = new Set((globals?.items ?? []).map((value) => `$${(value as ApexEnum).name.toLowerCase()}`));
    return this;
  }
  'withReturnType(FormulaEval.FormulaReturnType)'(type: ApexEnum | null): this {
    this.#returnType = type;
    return this;
  }
  'withType(Schema.SObjectType)'(type: SObjectTypeToken | null): this {
    this.#context = type;
    return this;
  }
  'withType(System.Type)'(type: ApexType | null): this {
    this.#context = type;
    return this;
  }

  /** @throws FormulaEval.FormulaValidationException */
  'build()'(): FormulaInstance {
    const text = this.#text ?? invalid('The formula is missing: call withFormula()');
    const returnType = this.#returnType?.name ?? invalid('The return type is missing: call withReturnType()');
    const expected = RESULTS[returnType];
    if (!this.#template) return new FormulaInstance([this.#compile(text, expected)], returnType, this.#contextClass());
    if (returnType !== 'STRING') invalid('In template mode the return type must be STRING');
    const parts = text
      .split(/\{!([^}]*)\}/)
      .map((part, index): Part => (index % 2 === 0 ? part : this.#compile(part, undefined)));
    return new FormulaInstance(parts, returnType, this.#contextClass());
  }

  #contextClass(): ClassMeta | undefined {
    return this.#context instanceof ApexType ? this.#context.type.meta : undefined;
  }

  #compile(text: string, expected: FormulaType | undefined): CompiledFormula {
    const { schema, object } = this.#scope();
    try {
      const formula = compileFormula({
        text,
        schema,
        object,
        use: 'expression',
        blanksAsZero: this.#nullAsZero,
        expected: expected && [expected],
      });
      for (const name of formula.references) this.#checkGlobal(name);
      return formula;
    } catch (error) {
      if (!(error instanceof FormulaProblem)) throw error;
      return invalid(error.message);
    }
  }

  /** Global variables are available where the builder was told of them. */
  #checkGlobal(name: string): void {
    if (!name.startsWith('$')) return;
    const root = name.split('.')[0].toLowerCase();
    if (!this.#globals.has(root)) invalid(`Field ${name} does not exist. Check spelling.`);
  }

  #scope() {
    const { schema } = org();
    const context = this.#context;
    if (context === null) return invalid('The context type is missing: call withType()');
    if (context instanceof SObjectTypeToken) return { schema, object: context.object };
    const { kind, meta, name } = context.type;
    if (kind === 'sobject') return { schema, object: schema.objects.get(name.toLowerCase()) };
    if (meta === undefined || meta.visibility !== 'global') {
      return invalid(`The context type must be an sObject or a global Apex class: ${name}`);
    }
    return withClass(schema, meta);
  }
}

export class FormulaInstance {
  readonly #parts: readonly Part[];
  readonly #returnType: string;
  readonly #context: ClassMeta | undefined;

  constructor(parts: readonly Part[], returnType: string, context: ClassMeta | undefined) {
    this.#parts = parts;
    this.#returnType = returnType;
    this.#context = context;
  }

  /** @throws FormulaEval.FormulaEvaluationException */
  'evaluate(Object)'(context: unknown): unknown {
    if (context === null) return throwNull();
    if (this.#context === undefined ? !(context instanceof SObject) : metaOf(context) === undefined) {
      throwApex('FormulaEval.FormulaEvaluationException', 'The context object is not of the type given to withType()');
    }
    const values = this.#parts.map((part) => (typeof part === 'string' ? part : evaluate(part, context)));
    if (values.length === 1) return returned(this.#returnType, values[0]);
    return values.map((value) => (value === null ? '' : textOf(value))).join('');
  }

  'getReferencedFields()'(): unknown {
    const names = this.#parts.flatMap((part) => (typeof part === 'string' ? [] : [...part.references]));
    return newSet(
      'String',
      names.filter((name) => !name.startsWith('$')),
    );
  }
}

function evaluate(formula: CompiledFormula, context: unknown): unknown {
  const frame = {
    inputs: formula.inputs.map((input: FormulaInput) => readInput(context, input)),
    prior: undefined,
    isNew: false,
    isClone: false,
    environment: org().data.formulaEnvironment(),
  };
  return formula.evaluate(frame, (message) => throwApex('FormulaEval.FormulaEvaluationException', message));
}

function returned(type: string, value: unknown): unknown {
  if (value === null) return type === 'BOOLEAN' ? false : null;
  if (type === 'ID') return (value as string).length === 15 ? idTo18(value as string) : value;
  if (!(value instanceof Decimal)) return value;
  switch (type) {
    case 'INTEGER':
      return value.intValue();
    case 'LONG':
      return value.longValue();
    case 'DOUBLE':
      return new ApexDouble(value.doubleValue());
    default:
      return value;
  }
}

register('FormulaEval.FormulaBuilder', { class: FormulaBuilder });
register('FormulaEval.FormulaInstance', { class: FormulaInstance });
register('System.Formula', { statics: { 'builder()': () => new FormulaBuilder() } });
for (const name of ['FormulaValidationException', 'FormulaEvaluationException'])
  register(`FormulaEval.${name}`, { constructors: constructorsOf(`FormulaEval.${name}`) });
