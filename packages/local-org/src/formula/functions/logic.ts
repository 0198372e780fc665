/** Logical functions, and those that ask about picklists and the saved record. Source: Salesforce Help, as the others. */
import type { Call, Compiled, Frame, FormulaFunction, Run, Typed } from '../typed.ts';
import { plain } from '../typed.ts';
import { equal } from '../operators.ts';
import { Decimal } from '../../values/decimal.ts';
import { EvaluationError } from '../values.ts';

const isTrue = (run: Run, frame: Frame): boolean => run(frame) === true;

/** Stops at the first argument that settles it; a blank counts as false. */
function connective(settles: boolean): FormulaFunction {
  return {
    compile(call) {
      call.count(1, Infinity);
      call.expect(0, Infinity, 'boolean');
      const runs = call.args.map((argument) => argument.run);
      return {
        type: 'boolean',
        run: (frame) => {
          for (const run of runs) if (isTrue(run, frame) === settles) return settles;
          return !settles;
        },
      };
    },
  };
}

function conditional(call: Call): Compiled {
  call.count(3);
  call.expect(0, 0, 'boolean');
  const [condition, yes, no] = call.args;
  return {
    type: call.common([yes, no]),
    run: (frame) => (isTrue(condition.run, frame) ? yes.run(frame) : no.run(frame)),
  };
}

function choice(call: Call): Compiled {
  const { args } = call;
  if (args.length < 4 || args.length % 2 !== 0) call.count(args.length < 4 ? 4 : args.length + 1);
  const [subject] = args;
  if (subject.type === 'boolean' || subject.type === 'location')
    call.fail(`Incorrect argument type for ${call.shown}.`);
  const pairs: (readonly [Typed, Typed])[] = [];
  for (let index = 1; index < args.length - 1; index += 2) pairs.push([args[index], args[index + 1]]);
  const otherwise = args.at(-1)!;
  if (subject.type === 'picklist') for (const [value] of pairs) call.literal(value);
  else call.common([subject, ...pairs.map(([value]) => value)]);
  const results = [...pairs.map(([, result]) => result), otherwise];
  if (results.some((result) => result.type === 'boolean')) call.fail(`Incorrect argument type for ${call.shown}.`);
  const type = call.common(results);
  const asText = subject.type === 'picklist' || subject.type === 'text';
  return {
    type,
    run: (frame) => {
      const value = subject.run(frame);
      for (const [candidate, result] of pairs) {
        if (equal(value, candidate.run(frame), asText) === true) return result.run(frame);
      }
      return otherwise.run(frame);
    },
  };
}

/** `texts`: whether a blank text is told from one that is not; ISNULL and NULLVALUE take every text for a value. */
function isBlank(texts: boolean): FormulaFunction {
  return {
    compile(call) {
      call.count(1);
      const [{ type, run }] = call.args;
      if (type === 'text' && !texts) return { type: 'boolean', run: () => false };
      return {
        type: 'boolean',
        run: (frame) => {
          const value = run(frame);
          return value === null || value === '';
        },
      };
    },
  };
}

function orElse(texts: boolean): FormulaFunction {
  return {
    compile(call) {
      call.count(2);
      const [value, other] = call.args;
      for (const argument of call.args) if (argument.type.endsWith('picklist')) call.wrongType(argument, ['text']);
      const type = call.common([value, other]);
      if (type === 'text' && !texts) return { type, run: value.run };
      return {
        type,
        run: (frame) => {
          const given = value.run(frame);
          return given === null || given === '' ? other.run(frame) : given;
        },
      };
    },
  };
}

function picklistValue(call: Call): Compiled {
  call.count(2);
  const [field, value] = call.args;
  if (field.type !== 'picklist') {
    call.fail(`Incorrect parameter for ${call.shown}. Expected Picklist field reference.`, field.node.at);
  }
  const wanted = call.literal(value);
  return { type: 'boolean', run: (frame) => ((field.run(frame) as string | null) ?? '') === wanted };
}

const partsOf = (value: unknown): readonly string[] =>
  typeof value === 'string' ? value.split(';').map((part) => part.trim()) : [];

function includes(call: Call): Compiled {
  call.count(2);
  const [field, value] = call.args;
  if (field.type !== 'multipicklist') {
    call.fail(`Incorrect parameter for ${call.shown}. Expected Multi-Select Picklist field reference.`, field.node.at);
  }
  const wanted = call.literal(value);
  return { type: 'boolean', run: (frame) => partsOf(field.run(frame)).includes(wanted) };
}

/** In the fields of the record as it was: for a new record, as it is. */
const before = (frame: Frame): Frame => (frame.prior === undefined ? frame : { ...frame, inputs: frame.prior });

function ownField(call: Call): Typed {
  call.count(1);
  const [argument] = call.args;
  if (argument.field === undefined || argument.own !== true) {
    call.fail(`Incorrect parameter for ${call.shown}. Expected field reference.`, argument.node.at);
  }
  return argument;
}

const SAVES = ['validation'] as const;

export const LOGIC_FUNCTIONS: Readonly<Record<string, FormulaFunction>> = {
  AND: connective(false),
  OR: connective(true),
  NOT: plain(['boolean'], 'boolean', ([value]: readonly boolean[]) => !value),
  IF: { compile: conditional },
  CASE: { compile: choice },
  ISBLANK: isBlank(true),
  ISNULL: isBlank(false),
  BLANKVALUE: orElse(true),
  NULLVALUE: orElse(false),
  IFERROR: {
    compile(call) {
      call.count(2);
      const [value, other] = call.args;
      return {
        type: call.common([value, other]),
        run: (frame) => {
          try {
            return value.run(frame);
          } catch (error) {
            if (!(error instanceof EvaluationError)) throw error;
            return other.run(frame);
          }
        },
      };
    },
  },
  ISPICKVAL: { compile: picklistValue },
  INCLUDES: { compile: includes },
  PICKLISTCOUNT: {
    compile(call) {
      call.count(1);
      const [field] = call.args;
      if (field.type !== 'multipicklist') call.wrongType(field, ['multipicklist']);
      return { type: 'number', run: (frame) => Decimal.ofInt(partsOf(field.run(frame)).length) };
    },
  },
  ISNEW: { ...plain([], 'boolean', (_, frame) => frame.isNew), uses: SAVES },
  ISCLONE: { ...plain([], 'boolean', (_, frame) => frame.isClone), uses: SAVES },
  ISCHANGED: {
    uses: SAVES,
    compile(call) {
      const { run, type } = ownField(call);
      return {
        type: 'boolean',
        run: (frame) => {
          if (frame.prior === undefined) return false;
          const [now, then] = [run(frame), run(before(frame))];
          if (now === null || then === null) return now !== then;
          return equal(now, then, type === 'text') !== true;
        },
      };
    },
  },
  PRIORVALUE: {
    uses: SAVES,
    compile(call) {
      const { run, type } = ownField(call);
      return { type, run: (frame) => run(before(frame)) };
    },
  },
};
