/** Functions of SOQL, lower-cased. https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/ */
export const SOQL_FUNCTIONS: ReadonlySet<string> = new Set([
  'avg',
  'count',
  'count_distinct',
  'min',
  'max',
  'sum',
  'tolabel',
  'format',
  'fields',
  'distance',
  'geolocation',
  'grouping',
  'formula',
  'convertcurrency',
  'converttimezone',
  'calendar_month',
  'calendar_quarter',
  'calendar_year',
  'day_in_month',
  'day_in_week',
  'day_in_year',
  'day_only',
  'fiscal_month',
  'fiscal_quarter',
  'fiscal_year',
  'hour_in_day',
  'week_in_month',
  'week_in_year',
]);

const PLAIN = [
  'YESTERDAY',
  'TODAY',
  'TOMORROW',
  'LAST_90_DAYS',
  'NEXT_90_DAYS',
  ...['WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR'].flatMap((unit) => [
    `LAST_${unit}`,
    `THIS_${unit}`,
    `NEXT_${unit}`,
  ]),
];

const COUNTED = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR'].flatMap((unit) => [
  `LAST_N_${unit}S`,
  `NEXT_N_${unit}S`,
  `N_${unit}S_AGO`,
]);

/** Date literals by upper-cased name; true when `:n` must follow. */
export const DATE_LITERALS: ReadonlyMap<string, boolean> = new Map([
  ...PLAIN.map((name): [string, boolean] => [name, false]),
  ...COUNTED.map((name): [string, boolean] => [name, true]),
]);
