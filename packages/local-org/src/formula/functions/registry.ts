import type { FormulaFunction } from '../typed.ts';
import { DATE_FUNCTIONS } from './dates.ts';
import { LOGIC_FUNCTIONS } from './logic.ts';
import { MATH_FUNCTIONS } from './math.ts';
import { TEXT_FUNCTIONS } from './text.ts';

const FUNCTIONS: ReadonlyMap<string, FormulaFunction> = new Map([
  ...Object.entries(TEXT_FUNCTIONS),
  ...Object.entries(MATH_FUNCTIONS),
  ...Object.entries(DATE_FUNCTIONS),
  ...Object.entries(LOGIC_FUNCTIONS),
]);

/** By name in capitals. */
export const formulaFunction = (name: string): FormulaFunction | undefined => FUNCTIONS.get(name);

/** Documented functions that need what the local org does not have. */
export const UNSUPPORTED_FUNCTIONS: ReadonlySet<string> = new Set([
  'CURRENCYRATE',
  'GETRECORDIDS',
  'GETSESSIONID',
  'INCLUDE',
  'JUNCTIONIDLIST',
  'LINKTO',
  'PARENTGROUPVAL',
  'PREVGROUPVAL',
  'PREDICT',
  'REQUIRESCRIPT',
  'URLFOR',
]);
