/**
 * Functions of one row: labels, formats, distances, parts of dates.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_date_functions.htm
 */
import type { SoqlBind, SoqlFunction, SoqlLiteral, SoqlValueExpression } from '../../compiler/syntax/ast.ts';
import { queryError } from '../errors.ts';
import { constant, joined, parameter, sql } from '../sql.ts';
import type { Fragment } from '../sql.ts';
import { toSql, WrongValue } from '../values.ts';
import { argument } from './expressions.ts';
import type { Value } from './expressions.ts';
import type { Scope } from './scope.ts';

export function scalarFunction(name: string, call: SoqlFunction, scope: Scope): Value {
  switch (name) {
    case 'tolabel':
      return labelValue(call, scope);
    case 'format':
      return formatValue(call, scope);
    case 'convertcurrency':
      return argument(call, scope); // one currency: the amount is in it already
    case 'distance':
      return distanceValue(call, scope);
    default:
      if (name === 'day_only' || Object.hasOwn(DATE_PARTS, name)) return datePart(name, call, scope);
      throw queryError(`The SOQL function ${call.name} is not supported by the local org`);
  }
}

/** The label of a picklist value, the value itself where it is none of the defined ones. */
function labelValue(call: SoqlFunction, scope: Scope): Value {
  const of = argument(call, scope);
  const field = of.resolved?.field;
  if (field === undefined) throw queryError(`toLabel takes a field`);
  const renamed = field.picklistValues.filter((value) => value.label !== value.value);
  if (renamed.length === 0) return of;
  const whens = renamed.map(({ value, label }) => sql`WHEN ${constant(value)} THEN ${constant(label)}`);
  return { ...of, column: sql`(CASE ${of.column} ${joined(whens, ' ')} ELSE ${of.column} END) COLLATE NOCASE` };
}

/** SQL of each date function over `d`, a date as SQLite writes it. The fiscal year is the calendar year. */
const DATE_PARTS: Readonly<Record<string, (d: Fragment) => Fragment>> = {
  calendar_year: (d) => sql`CAST(strftime('%Y', ${d}) AS INTEGER)`,
  calendar_quarter: (d) => sql`((CAST(strftime('%m', ${d}) AS INTEGER) + 2) / 3)`,
  calendar_month: (d) => sql`CAST(strftime('%m', ${d}) AS INTEGER)`,
  fiscal_year: (d) => sql`CAST(strftime('%Y', ${d}) AS INTEGER)`,
  fiscal_quarter: (d) => sql`((CAST(strftime('%m', ${d}) AS INTEGER) + 2) / 3)`,
  fiscal_month: (d) => sql`CAST(strftime('%m', ${d}) AS INTEGER)`,
  day_in_month: (d) => sql`CAST(strftime('%d', ${d}) AS INTEGER)`,
  day_in_week: (d) => sql`(CAST(strftime('%w', ${d}) AS INTEGER) + 1)`,
  day_in_year: (d) => sql`CAST(strftime('%j', ${d}) AS INTEGER)`,
  hour_in_day: (d) => sql`CAST(strftime('%H', ${d}) AS INTEGER)`,
  week_in_month: (d) => sql`((CAST(strftime('%d', ${d}) AS INTEGER) + 6) / 7)`,
  week_in_year: (d) => sql`((CAST(strftime('%j', ${d}) AS INTEGER) + 6) / 7)`,
};

function datePart(name: string, call: SoqlFunction, scope: Scope): Value {
  const [first] = call.arguments;
  const converted = first?.kind === 'function' && first.call.name.toLowerCase() === 'converttimezone';
  const of = argument(converted ? first.call : call, scope);
  if (of.kind !== 'date' && of.kind !== 'datetime') throw queryError(`${call.name} takes a date or dateTime field`);
  const zone = parameter(({ session }) => session.timeZone);
  const local =
    converted && of.kind === 'datetime' ? sql`(${of.column} + zone_offset(${of.column}, ${zone}))` : of.column;
  const rest = { scale: undefined, name: call.name, resolved: undefined, aggregate: false };
  if (name === 'day_only') {
    if (of.kind === 'date') return { column: of.column, kind: 'date', ...rest };
    return { column: sql`CAST(floor(${local} / 86400000.0) AS INTEGER)`, kind: 'date', ...rest };
  }
  const seconds = of.kind === 'date' ? sql`${of.column} * 86400` : sql`${local} / 1000`;
  const part = DATE_PARTS[name](sql`${seconds}, 'unixepoch'`);
  return { column: part, kind: 'int', ...rest };
}

/** A number, amount, date or time as text in the user's locale; other values are their own text. */
function formatValue(call: SoqlFunction, scope: Scope): Value {
  const of = argument(call, scope);
  const zone = parameter(({ session }) => session.timeZone);
  const locale = parameter(({ session }) => session.locale);
  const type = of.resolved?.field.type;
  const kind =
    of.kind === 'date' || of.kind === 'datetime'
      ? of.kind
      : type === 'currency' || type === 'percent'
        ? type
        : of.kind === 'decimal' || of.kind === 'int' || of.kind === 'long'
          ? 'number'
          : undefined;
  if (kind === undefined) return of;
  const column = sql`format_value(${of.column}, ${constant(kind)}, ${constant(of.scale ?? 0)}, ${zone}, ${locale})`;
  return { ...of, column, kind: 'text', scale: undefined };
}

// ---------------------------------------------------------------- distances

type Argument = SoqlValueExpression | SoqlLiteral | SoqlBind;

/** `DISTANCE(Location__c, GEOLOCATION(37.7, -122.4), 'mi')` */
function distanceValue(call: SoqlFunction, scope: Scope): Value {
  const [from, to, unit, more] = call.arguments as readonly (Argument | undefined)[];
  const length = unit?.kind === 'value' && unit.type === 'string' ? unit.value.trim().toLowerCase() : undefined;
  if (from === undefined || to === undefined || more !== undefined || (length !== 'mi' && length !== 'km')) {
    throw queryError("DISTANCE takes two locations and the unit 'mi' or 'km'");
  }
  const column = sql`distance(${place(from, scope)}, ${place(to, scope)}, ${constant(length)})`;
  return { column, kind: 'decimal', scale: undefined, name: call.name, resolved: undefined, aggregate: false };
}

/** Latitude and longitude of a compound field or of GEOLOCATION. */
function place(node: Argument, scope: Scope): Fragment {
  if (node.kind === 'path') {
    const [latitude, longitude] = scope.coordinates(node.path);
    return sql`${latitude}, ${longitude}`;
  }
  if (node.kind === 'function' && node.call.name.toLowerCase() === 'geolocation') {
    const [latitude, longitude, more] = node.call.arguments as readonly (Argument | undefined)[];
    if (latitude !== undefined && longitude !== undefined && more === undefined)
      return sql`${coordinate(latitude, scope)}, ${coordinate(longitude, scope)}`;
  }
  throw queryError('DISTANCE takes geolocation or address fields, and GEOLOCATION(latitude, longitude)');
}

function coordinate(node: Argument, scope: Scope): Fragment {
  if (node.kind === 'value' && node.type === 'number') return constant(Number(node.text));
  if (node.kind !== 'bind') throw queryError('GEOLOCATION takes numbers');
  const index = scope.bindIndex(node);
  return parameter(({ binds }) => {
    try {
      return toSql('decimal', binds[index]);
    } catch (error) {
      if (error instanceof WrongValue) throw queryError(`Invalid bind expression for GEOLOCATION: ${error.message}`);
      throw error;
    }
  });
}
