/** Formulas after their types have been checked: closures over the values of the fields that they read. */
import type { FieldSchema, ObjectSchema } from '../schema/model.ts';
import type { FormulaNode } from './ast.ts';
import { FormulaProblem } from './ast.ts';
import type { FormulaType } from './values.ts';
import { TYPE_NAMES } from './values.ts';

/** Where a formula stands, which decides what functions it may call. */
export type FormulaUse = 'field' | 'validation' | 'default' | 'expression';

/** One relationship on the way from the row to a field. */
export interface Step {
  readonly field: FieldSchema;
  readonly target: ObjectSchema;
}

/** A stored field that a formula reads. */
export interface FormulaInput {
  readonly steps: readonly Step[];
  readonly object: ObjectSchema;
  readonly field: FieldSchema;
}

/** What formulas ask of the org and of the running transaction. */
export interface FormulaEnvironment {
  /** milliseconds since the epoch */
  now(): number;
  /** of the running user */
  readonly timeZone: string;
  /** whether the whole text matches a regular expression of Java's kind */
  matches(text: string, pattern: string): boolean;
  /** field of the row of `$User`, `$Profile`, `$UserRole` or `$Organization`, as the data layer reads it */
  globalField(object: ObjectSchema, field: FieldSchema): unknown;
  hasCustomPermission(name: string): boolean;
  /** the running user's value of a hierarchy setting */
  setting(object: ObjectSchema, field: FieldSchema): unknown;
  /** VLOOKUP: the first row of `object` by Id whose field has the value */
  lookup(object: ObjectSchema, result: FieldSchema, key: FieldSchema, value: string): unknown;
}

export interface Frame {
  readonly inputs: readonly unknown[];
  /** the inputs of the row as it was before the save; undefined for a new one and outside of saves */
  readonly prior: readonly unknown[] | undefined;
  readonly isNew: boolean;
  readonly isClone: boolean;
  readonly environment: FormulaEnvironment;
}

export type Run = (frame: Frame) => unknown;

export interface Typed {
  readonly type: FormulaType;
  readonly run: Run;
  readonly node: FormulaNode;
  /** of a reference to a field of a row: the field itself, however it is computed */
  readonly field?: FieldSchema;
  /** of a reference to a field of the row itself, not of a parent */
  readonly own?: boolean;
}

/** A call whose arguments have been typed, for the function that is called. */
export class Call {
  readonly name: string;
  readonly args: readonly Typed[];
  readonly at: number;
  /** as messages show it: `function 'LEN()'`, `operator '+'` */
  readonly shown: string;

  constructor(name: string, args: readonly Typed[], at: number, shown = `function '${name}()'`) {
    this.name = name;
    this.args = args;
    this.at = at;
    this.shown = shown;
  }

  fail(message: string, at = this.at): never {
    throw new FormulaProblem(message, at);
  }

  count(least: number, most = least): void {
    const given = this.args.length;
    if (given >= least && given <= most) return;
    const expected = given < least ? least : most;
    this.fail(`Incorrect number of parameters for ${this.shown}. Expected ${expected}, received ${given}`);
  }

  /** Each argument from `first` on has one of the types; a null is of every type. */
  expect(first: number, last: number, ...types: readonly FormulaType[]): void {
    for (let index = first; index <= last && index < this.args.length; index++) this.expectOne(this.args[index], types);
  }

  expectOne(argument: Typed, types: readonly FormulaType[]): void {
    if (argument.type === 'null' || types.includes(argument.type)) return;
    this.wrongType(argument, types);
  }

  wrongType(argument: Typed, types: readonly FormulaType[]): never {
    refusePicklist(argument);
    const expected = types.map((type) => TYPE_NAMES[type]).join(', ');
    this.fail(
      `Incorrect parameter type for ${this.shown}. Expected ${expected}, received ${TYPE_NAMES[argument.type]}`,
      argument.node.at,
    );
  }

  /** The types of several values that stand for one another: the first that is not null. */
  common(values: readonly Typed[]): FormulaType {
    const first = values.find((value) => value.type !== 'null');
    if (first === undefined) return 'null';
    for (const value of values) {
      if (value.type !== 'null' && value.type !== first.type) this.wrongType(value, [first.type]);
    }
    return first.type;
  }

  /** The text that an argument is, written out. */
  literal(argument: Typed): string {
    if (argument.node.kind !== 'text') {
      this.fail(
        `Incorrect parameter type for ${this.shown}. Expected Text Literal, received ${TYPE_NAMES[argument.type]}`,
        argument.node.at,
      );
    }
    return argument.node.value;
  }
}

/** Picklists are read by functions that are made for them, not as texts. */
export function refusePicklist({ type, node }: Typed): void {
  const name = node.kind === 'reference' ? node.name : '';
  if (type === 'picklist') {
    throw new FormulaProblem(
      `Field ${name} is a picklist field. Picklist fields are only supported in certain functions.`,
      node.at,
    );
  }
  if (type === 'multipicklist') {
    throw new FormulaProblem(
      `Field ${name} is a multi-select picklist field. Multi-select picklist fields are only supported in certain functions.`,
      node.at,
    );
  }
}

export interface Compiled {
  readonly type: FormulaType;
  readonly run: Run;
}

export interface FormulaFunction {
  /** undefined: everywhere */
  readonly uses?: readonly FormulaUse[];
  compile(call: Call): Compiled;
}

type Plain = (values: never, frame: Frame) => unknown;

/**
 * A function of so many parameters of these types; the last `optional` may be missing. Without `blanks` the result is blank as soon
 * as one argument is.
 */
export function plain(
  parameters: readonly FormulaType[],
  type: FormulaType,
  compute: Plain,
  options: { readonly optional?: number; readonly blanks?: boolean; readonly uses?: readonly FormulaUse[] } = {},
): FormulaFunction {
  return {
    uses: options.uses,
    compile(call) {
      call.count(parameters.length - (options.optional ?? 0), parameters.length);
      parameters.forEach((parameter, index) => call.expect(index, index, parameter));
      const runs = call.args.map((argument) => argument.run);
      return {
        type,
        run: (frame) => {
          const values: unknown[] = [];
          for (const run of runs) {
            const value = run(frame);
            if (value === null && options.blanks !== true) return null;
            values.push(value);
          }
          return compute(values as never, frame);
        },
      };
    },
  };
}
