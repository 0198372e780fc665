/** What the data layer asks of the running transaction. The composition root answers from the runtime's context. */
export interface DataSession {
  readonly userId: string;
  /** IANA name: dates of SOQL literals are days of the user */
  readonly timeZone: string;
  /** `en_US`: how FORMAT writes numbers and dates */
  readonly locale: string;
  /** milliseconds since the epoch */
  now(): number;
  /** Each counts and throws System.LimitException past the governor limit. */
  countQuery(): void;
  countQueryRows(rows: number): void;
  /** child relationships that a query reads, beside the query itself */
  countSubqueries(subqueries: number): void;
  countSearch(): void;
  /** in a test, the only rows that a search finds */
  readonly fixedSearchResults?: readonly string[];
  /** false in a test, whose work is never committed */
  readonly commits: boolean;
  /** which changes of records become events: those on a channel or, in a test that asks for it, those that a trigger gets */
  readonly captures: 'none' | 'selected' | 'triggers';
  countDmlStatement(): void;
  countDmlRows(rows: number): void;
  /** @returns what sets the counts back to what they are now */
  markLimits(): () => void;
  /** What may not be mixed in one transaction; nothing is remembered under System.runAs. */
  readonly dmlKinds: DmlKinds;
}

/** The first object of each kind that DML of the transaction wrote. */
export interface DmlKinds {
  setup: string | undefined;
  record: string | undefined;
}
