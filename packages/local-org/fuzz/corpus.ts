/**
 * The undamaged texts that the fuzzer starts from: the package's own Apex and the queries in it, and small programs and
 * queries that stand on their own.
 */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseApex } from '../src/compiler/syntax/parser.ts';
import { SourceFile } from '../src/diagnostics/diagnostic.ts';
import type { Subject } from './cases.ts';

export type Corpus = Readonly<Record<Subject, readonly string[]>>;

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const OWN = fileURLToPath(new URL('./corpus', import.meta.url));

const QUERIES: readonly string[] = [
  "SELECT Id, Name, Owner.Name, (SELECT Id FROM Contacts WHERE Email LIKE 'a%' ORDER BY Name NULLS LAST LIMIT 5) FROM Account WHERE CreatedDate = LAST_N_DAYS:30 AND (Amount__c > 1.5e3 OR NOT Name IN ('a', 'b')) LIMIT 10 OFFSET 2 FOR UPDATE",
  'SELECT COUNT(Id) n, CALENDAR_YEAR(CloseDate) FROM Opportunity WHERE AccountId IN (SELECT Id FROM Account) GROUP BY ROLLUP(CALENDAR_YEAR(CloseDate)) HAVING COUNT(Id) > :minimum ORDER BY COUNT(Id) DESC',
  'SELECT TYPEOF What WHEN Account THEN Phone, NumberOfEmployees WHEN Opportunity THEN Amount ELSE Name END FROM Event WITH USER_MODE ALL ROWS',
  "SELECT FIELDS(ALL) FROM Contact USING SCOPE mine WHERE DISTANCE(Location__c, GEOLOCATION(37.7, -122.4), 'mi') < 20 LIMIT 200",
  'FIND \'acme* OR "big corp"\' IN NAME FIELDS RETURNING Account(Id, Name WHERE Name != null ORDER BY Name LIMIT 3), Contact WITH SECURITY_ENFORCED LIMIT 20',
  'Map<Id, List<Account>>',
];

export function loadCorpus(): Corpus {
  const read = (...patterns: string[]): string[] =>
    globSync(patterns)
      .sort()
      .map((path) => readFileSync(path, 'utf8'));
  const classes = read(`${OWN}/*.cls`, `${ROOT}force-app/**/*.cls`);
  const own = read(`${OWN}/*.apex`);
  return {
    // the programs that compile on their own get as many cases as the others, since only they reach the emitter
    class: [...classes, ...repeat(read(`${OWN}/*.cls`), Math.floor(classes.length / 2))],
    trigger: read(`${ROOT}force-app/**/*.trigger`, `${OWN}/*.trigger`),
    anonymous: own,
    query: [...QUERIES, ...QUERIES, ...classes.flatMap(queriesOf)],
  };
}

/** The text of each query and search in a class. */
function queriesOf(text: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { kind, start, end } = value as { kind?: unknown; start?: number; end?: number };
    if (kind === 'soql' || kind === 'sosl') found.push(text.slice(start, end).replace(/^\[\s*|\s*\]$/g, ''));
    else Object.values(value).forEach(visit);
  };
  visit(parseApex(new SourceFile('corpus.cls', text), 'type').unit);
  return found;
}

function repeat<T>(list: readonly T[], atLeast: number): T[] {
  return Array.from({ length: Math.ceil(atLeast / list.length) }, () => list).flat();
}
