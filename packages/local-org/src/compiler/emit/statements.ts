/** Statements of Apex as lines of JavaScript, one for each statement, so that a line tells where an exception came from. */
import type { HirExpression, HirStatement, HirSwitchCase } from '../semantics/hir.ts';
import type { ClassType } from '../semantics/types.ts';
import { checkedValue, queryArguments, value } from './expressions.ts';
import { identifier, isPlatform, platformName, quote } from './names.ts';
import type { Unit } from './unit.ts';

type Of<Kind extends HirStatement['kind']> = HirStatement & { readonly kind: Kind };

/** What `return` means where the statement stands. */
export type ReturnKind = 'value' | 'this';

export function statement(unit: Unit, s: HirStatement, returns: ReturnKind = 'value'): void {
  const { writer } = unit;
  switch (s.kind) {
    case 'block':
      writer.open('{');
      for (const inner of s.statements) statement(unit, inner, returns);
      writer.close();
      return;
    case 'local':
      if (s.value !== undefined) unit.hit(s.start);
      writer.line(
        `let ${identifier(s.variable.jsName)} = ${s.value === undefined ? 'null' : value(unit, s.value)};`,
        s.start,
      );
      return;
    case 'expression':
      unit.hit(s.start);
      writer.line(`${value(unit, s.value, true)};`, s.start);
      return;
    case 'if':
      unit.hit(s.start);
      writer.open(`if (${checkedValue(unit, s.condition)}) {`, s.start);
      statement(unit, s.then, returns);
      if (s.else !== undefined) {
        writer.reopen('} else {');
        statement(unit, s.else, returns);
      }
      writer.close();
      return;
    case 'for':
      forLoop(unit, s, returns);
      return;
    case 'forEach':
      forEach(unit, s, returns);
      return;
    case 'while':
      unit.hit(s.start);
      writer.open(`while (${checkedValue(unit, s.condition)}) {`, s.start);
      turn(unit, s.body, returns);
      writer.close();
      return;
    case 'doWhile':
      unit.hit(s.start);
      writer.open('do {', s.start);
      turn(unit, s.body, returns);
      writer.close(`} while (${checkedValue(unit, s.condition)});`);
      return;
    case 'switch':
      switchOn(unit, s, returns);
      return;
    case 'return':
      unit.hit(s.start);
      writer.line(
        `return ${returns === 'this' ? 'this' : s.value === undefined ? '' : value(unit, s.value)};`,
        s.start,
      );
      return;
    case 'throw':
      unit.hit(s.start);
      writer.line(`throw $.thrown(${value(unit, s.value)});`, s.start);
      return;
    case 'break':
    case 'continue':
      unit.hit(s.start);
      writer.line(`${s.kind};`, s.start);
      return;
    case 'try':
      tryStatement(unit, s, returns);
      return;
    case 'dml':
      dml(unit, s);
      return;
    case 'runAs':
      runAs(unit, s, returns);
  }
}

/** A function body is a block without braces of its own. */
export function statementsOf(unit: Unit, s: HirStatement, returns: ReturnKind = 'value'): void {
  if (s.kind !== 'block') statement(unit, s, returns);
  else for (const inner of s.statements) statement(unit, inner, returns);
}

// ---------------------------------------------------------------- loops

function turn(unit: Unit, body: HirStatement | undefined, returns: ReturnKind): void {
  unit.writer.line(unit.turn());
  if (body !== undefined) statement(unit, body, returns);
}

function forLoop(unit: Unit, s: Of<'for'>, returns: ReturnKind): void {
  const { writer } = unit;
  const condition = s.condition === undefined ? '' : checkedValue(unit, s.condition);
  const update = s.update.map((e) => value(unit, e, true)).join(', ');
  unit.hit(s.start);
  writer.open('{');
  for (const init of s.init) initialise(unit, init);
  writer.open(`for (; ${condition}; ${update}) {`, s.start);
  turn(unit, s.body, returns);
  writer.close();
  writer.close();
}

/** The loop's line has its hit already. */
function initialise(unit: Unit, s: HirStatement): void {
  if (s.kind === 'local') {
    const text = s.value === undefined ? 'null' : value(unit, s.value);
    unit.writer.line(`let ${identifier(s.variable.jsName)} = ${text};`, s.start);
  } else if (s.kind === 'expression') unit.writer.line(`${value(unit, s.value, true)};`, s.start);
  else statement(unit, s);
}

function forEach(unit: Unit, s: Of<'forEach'>, returns: ReturnKind): void {
  const variable = identifier(s.variable.jsName);
  unit.hit(s.start);
  switch (s.over) {
    case 'list':
      forEachInList(unit, s, variable, returns);
      return;
    case 'iterable':
      forEachOfIterable(unit, s, variable, returns);
      return;
    case 'set':
      forOf(unit, s, variable, `$.membersOf(${value(unit, s.iterable)})`, returns);
      return;
    case 'soql':
      forOf(unit, s, variable, `$.soqlRows(${queryOf(unit, s.iterable)})`, returns);
      return;
    case 'soqlChunks':
      forOf(unit, s, variable, `$.soqlChunks(${queryOf(unit, s.iterable)}, ${unit.type(s.variable.type)})`, returns);
  }
}

function forEachOfIterable(unit: Unit, s: Of<'forEach'>, variable: string, returns: ReturnKind): void {
  const { writer } = unit;
  const iterator = unit.unique('n');
  writer.open('{');
  const sharing = (slot: string): string => unit.sharingArgument(slot).join();
  const iterated = [value(unit, s.iterable), ...unit.sharingArgument('iterator()')].join(', ');
  writer.line(`const ${iterator} = $.iteratorOf(${iterated});`, s.start);
  writer.open(`while (${iterator}["hasNext()"](${sharing('hasNext()')})) {`, s.start);
  writer.line(`let ${variable} = ${iterator}["next()"](${sharing('next()')});`, s.start);
  turn(unit, s.body, returns);
  writer.close();
  writer.close();
}

function queryOf(unit: Unit, e: HirExpression): string {
  if (e.kind === 'convert') return queryOf(unit, e.value);
  if (e.kind !== 'soql') throw new Error('A query loop needs a query');
  return queryArguments(unit, e);
}

function forOf(unit: Unit, s: Of<'forEach'>, variable: string, over: string, returns: ReturnKind): void {
  unit.writer.open(`for (let ${variable} of ${over}) {`, s.start);
  turn(unit, s.body, returns);
  unit.writer.close();
}

/**
 * By index over the list's own items: what is set meanwhile is seen, adding and removing is refused by the list. Since it cannot grow,
 * the turns that the runtime grants are a stretch of it, so that single turns need no count.
 */
function forEachInList(unit: Unit, s: Of<'forEach'>, variable: string, returns: ReturnKind): void {
  const { writer } = unit;
  const list = unit.unique('l');
  const index = unit.unique('i');
  const element = (): void => writer.line(`let ${variable} = ${list}.items[${index}];`, s.start);
  writer.open('{');
  writer.line(`const ${list} = $beginLoop(${value(unit, s.iterable)});`, s.start);
  writer.open('try {');
  if (s.body !== undefined && leaves(s.body)) {
    writer.open(`for (let ${index} = 0; ${index} < ${list}.items.length; ${index}++) {`, s.start);
    element();
    turn(unit, s.body, returns);
  } else {
    const end = unit.unique('z');
    writer.open(`for (let ${index} = 0; ${index} < ${list}.items.length; ) {`, s.start);
    writer.line(`let ${end} = ${list}.items.length;`);
    writer.line(unit.turns(`${end} - ${index}`, (granted) => `${end} = ${index} + ${granted};`));
    writer.open(`for (; ${index} < ${end}; ${index}++) {`, s.start);
    element();
    if (s.body !== undefined) statement(unit, s.body, returns);
    writer.close();
  }
  writer.close();
  writer.reopen('} finally {');
  writer.line(`${list}.iterating--;`);
  writer.close();
  writer.close();
}

/** Whether a `break` in the statement leaves the loop around it; those of inner loops do not. */
function leaves(s: HirStatement): boolean {
  switch (s.kind) {
    case 'break':
      return true;
    case 'block':
      return s.statements.some(leaves);
    case 'if':
      return leaves(s.then) || (s.else !== undefined && leaves(s.else));
    case 'switch':
      return s.cases.some(({ body }) => leaves(body)) || (s.elseBody !== undefined && leaves(s.elseBody));
    case 'try':
      return [
        s.body,
        ...s.catches.map(({ body }) => body),
        ...(s.finallyBody === undefined ? [] : [s.finallyBody]),
      ].some(leaves);
    case 'runAs':
      return leaves(s.body);
    default:
      return false;
  }
}

// ---------------------------------------------------------------- switch

function switchOn(unit: Unit, s: Of<'switch'>, returns: ReturnKind): void {
  const { writer } = unit;
  const subject = unit.temporary();
  unit.hit(s.start);
  writer.line(`${subject} = ${value(unit, s.subject)};`, s.start);
  let first = true;
  for (const one of s.cases) {
    const head = `if (${caseCondition(unit, s.subject, subject, one)}) {`;
    if (first) writer.open(head);
    else writer.reopen(`} else ${head}`);
    first = false;
    if (one.kind === 'type') writer.line(`let ${identifier(one.variable.jsName)} = ${subject};`);
    statement(unit, one.body, returns);
  }
  if (s.elseBody !== undefined) {
    if (first) writer.open('{');
    else writer.reopen('} else {');
    first = false;
    statement(unit, s.elseBody, returns);
  }
  if (!first) writer.close();
}

/** Texts in a switch differ by case, unlike those of `==`. */
function caseCondition(unit: Unit, subject: HirExpression, name: string, one: HirSwitchCase): string {
  if (one.kind === 'type') return `$.isInstance(${name}, ${unit.type(one.type)})`;
  const isLong = isPlatform(subject.type, 'System.Long');
  const tests = one.values.map((e) => {
    const text = isLong && e.kind === 'constant' && e.literal === 'integer' ? `${e.text}n` : value(unit, e);
    return isPlatform(subject.type, 'System.Id') ? `$idEquals(${name}, ${text})` : `${name} === ${text}`;
  });
  return tests.join(' || ');
}

// ---------------------------------------------------------------- exceptions

/**
 * A finally block of Apex does not run for errors that nothing catches (LimitException, failed assertions), so the
 * JavaScript one asks a flag that the outermost catch sets.
 */
function tryStatement(unit: Unit, s: Of<'try'>, returns: ReturnKind): void {
  const { writer } = unit;
  if (s.finallyBody === undefined) {
    tryCatch(unit, s, returns);
    return;
  }
  const runs = unit.unique('r');
  const error = unit.unique('e');
  writer.open('{');
  writer.line(`let ${runs} = true;`);
  writer.open('try {');
  if (s.catches.length === 0) statement(unit, s.body, returns);
  else tryCatch(unit, s, returns);
  writer.reopen(`} catch (${error}) {`);
  writer.line(`${runs} = $.runsFinally(${error});`);
  writer.line(`throw ${error};`);
  writer.reopen('} finally {');
  writer.open(`if (${runs}) {`);
  statement(unit, s.finallyBody, returns);
  writer.close();
  writer.close();
  writer.close();
}

function tryCatch(unit: Unit, s: Of<'try'>, returns: ReturnKind): void {
  const { writer } = unit;
  if (s.catches.length === 0) {
    statement(unit, s.body, returns);
    return;
  }
  const error = unit.unique('e');
  writer.open('try {');
  statement(unit, s.body, returns);
  writer.reopen(`} catch (${error}$) {`);
  writer.line(`const ${error} = $.caught(${error}$);`);
  let first = true;
  for (const one of s.catches) {
    const head = `if (${catches(unit, error, one.type)}) {`;
    if (first) writer.open(head);
    else writer.reopen(`} else ${head}`);
    first = false;
    writer.line(`let ${identifier(one.variable.jsName)} = ${error};`);
    statement(unit, one.body, returns);
  }
  writer.reopen('} else {');
  writer.line(`throw ${error};`);
  writer.close();
  writer.close();
}

function catches(unit: Unit, error: string, type: ClassType): string {
  if (type.symbol.isPlatform) return `$.isPlatformException(${error}, ${quote(platformName(type.symbol))})`;
  return `${error} instanceof ${unit.classOf(type.symbol)}`;
}

// ---------------------------------------------------------------- records

function dml(unit: Unit, s: Of<'dml'>): void {
  const target = value(unit, s.target);
  const second = s.second === undefined ? 'null' : value(unit, s.second);
  const mode = s.access ?? (unit.userMode ? 'user' : undefined);
  const access = mode === undefined ? 'undefined' : quote(mode);
  unit.hit(s.start);
  unit.writer.line(
    `$.dml(${quote(s.operation)}, ${target}, ${second}, ${access}, ${unit.sharingValue()} === 1);`,
    s.start,
  );
}

function runAs(unit: Unit, s: Of<'runAs'>, returns: ReturnKind): void {
  const { writer } = unit;
  const token = unit.unique('u');
  unit.hit(s.start);
  writer.open('{');
  writer.line(`const ${token} = $.beginRunAs([${s.arguments.map((arg) => value(unit, arg)).join(', ')}]);`, s.start);
  writer.open('try {');
  unit.withSharing(() => statement(unit, s.body, returns));
  writer.reopen('} finally {');
  writer.line(`$.endRunAs(${token});`);
  writer.close();
  writer.close();
}
