/** The data layer of one org: queries, DML, search, security and transactions over one database. */
import type { FormulaEnvironment } from '../formula/typed.ts';
import type {
  AccessContext,
  ApprovalRequest,
  ApprovalResult,
  DataPort,
  DmlRequest,
  FormulaError,
  LeadConversionRequest,
  LeadConversionResult,
  RowResult,
  SecurityPort,
} from '../runtime/ports.ts';
import type { SObject } from '../runtime/platform/sobject.ts';
import type { ObjectSchema, OrgSchema } from '../schema/model.ts';
import type { Database } from '../storage/database.ts';
import { tryNormalizeId } from '../values/id.ts';
import { tablesOnUse } from '../storage/tables.ts';
import { ChangeCapture, type Commit } from './changes/capture.ts';
import type { ChangeEvent } from './changes/change-event.ts';
import { Counters } from './counters.ts';
import { writeFirstRows } from './first-rows.ts';
import { declaredDefaults } from './dml/defaults.ts';
import { DmlEngine } from './dml/engine.ts';
import { FieldHistory } from './dml/history.ts';
import { Locks } from './dml/locks.ts';
import { prepareRecycleBin } from './dml/recycle-bin.ts';
import { refreshSummaries } from './dml/rollups.ts';
import type { TriggerRunner } from './dml/triggers.ts';
import { defineFormulaFunction } from './formulas/column.ts';
import { DataEnvironment } from './formulas/environment.ts';
import { recalculate } from './formulas/rows.ts';
import { Permissions } from './security/permissions.ts';
import { dataError } from './errors.ts';
import { objectOfId } from './objects.ts';
import { Sharing } from './security/sharing.ts';
import type { DataSession } from './session.ts';
import { quoted } from './sql.ts';
import { QueryEngine } from './soql/query.ts';
import { defineSqlFunctions } from './soql/sql-functions.ts';
import type { QueryRows } from './soql/query.ts';
import { SearchEngine } from './sosl/search.ts';

export interface DataLayerOptions {
  readonly schema: OrgSchema;
  /** with the schema's tables: see storage/tables.ts */
  readonly database: Database;
  readonly triggers: TriggerRunner;
  /** the running transaction's */
  readonly session: () => DataSession;
  /** the Apex list of children that a subquery gives */
  readonly listOf: (object: string, rows: SObject[]) => unknown;
  readonly now: () => number;
}

export class DataLayer implements DataPort {
  readonly security: Permissions & SecurityPort;
  readonly sharing: Sharing;
  readonly counters: Counters;
  readonly #schema: OrgSchema;
  readonly #database: Database;
  readonly #environment: () => FormulaEnvironment;
  readonly #queries: QueryEngine;
  readonly #search: SearchEngine;
  readonly #dml: DmlEngine;
  readonly #locks: Locks;
  readonly #history: FieldHistory;
  readonly #changes: ChangeCapture;
  readonly #recordTypes = new Map<string, string | undefined>();
  #organizationId: string | undefined;

  constructor(options: DataLayerOptions) {
    const { schema, database } = options;
    this.#schema = schema;
    this.#database = database;
    prepareRecycleBin(database);
    tablesOnUse(database, schema, (object) => {
      writeFirstRows(object, { schema, database, newId: (prefix) => this.counters.newId(prefix), now: options.now() });
    });
    defineSqlFunctions(database);
    const environment = (): FormulaEnvironment =>
      new DataEnvironment({
        database,
        permissions: this.security,
        session: options.session,
        organizationId: () => this.#organization(),
      });
    this.#environment = environment;
    defineFormulaFunction(database, schema, environment);
    refreshSummaries(database, schema);
    this.security = new Permissions(schema, database, options.now);
    this.sharing = new Sharing(schema, database, this.security);
    this.counters = new Counters(database);
    database.defineFunction('new_id', (prefix) => this.counters.newId(String(prefix)), { deterministic: false });
    this.#queries = new QueryEngine({ ...options, permissions: this.security, sharing: this.sharing });
    this.#search = new SearchEngine(schema, database, this.#queries, options.session);
    this.#locks = new Locks(database, schema);
    this.#history = new FieldHistory(database, schema, this.counters);
    this.#changes = new ChangeCapture(database, schema, this.counters, options.triggers);
    this.#dml = new DmlEngine({
      locks: this.#locks,
      history: this.#history,
      changes: this.#changes,
      schema,
      database,
      counters: this.counters,
      permissions: this.security,
      sharing: this.sharing,
      triggers: options.triggers,
      session: options.session,
      organizationId: () => this.#organization(),
      environment,
      recordTypeId: (object) => this.#defaultRecordType(object),
    });
  }

  query(text: string, binds: readonly unknown[], access: AccessContext): QueryRows {
    return this.#queries.query(text, binds, access);
  }

  queryDynamic(text: string, resolve: (name: string) => unknown, access: AccessContext): QueryRows {
    return this.#queries.queryDynamic(text, resolve, access);
  }

  search(text: string, binds: readonly unknown[], access: AccessContext): readonly (readonly SObject[])[] {
    return this.#search.search(text, binds, access);
  }

  searchDynamic(
    text: string,
    resolve: (name: string) => unknown,
    access: AccessContext,
  ): readonly (readonly SObject[])[] {
    return this.#search.searchDynamic(text, resolve, access);
  }

  dml(request: DmlRequest): readonly RowResult[] {
    return this.#database.inTransaction ? this.#dml.dml(request) : this.transaction(() => this.#dml.dml(request));
  }

  setLocks(ids: readonly string[], locked: boolean): readonly RowResult[] {
    return this.transaction(() => this.#locks.set(ids, locked));
  }

  lockedAmong(ids: readonly string[]): ReadonlySet<string> {
    return this.#locks.among(ids);
  }

  immediate(operation: 'insert' | 'delete', rows: readonly SObject[], access: AccessContext): readonly RowResult[] {
    return this.transaction(() => this.#dml.immediate(operation, rows, access));
  }

  approve(request: ApprovalRequest, access: AccessContext): ApprovalResult {
    return this.transaction(() => this.#dml.approve(request, access));
  }

  convertLeads(request: LeadConversionRequest): readonly LeadConversionResult[] {
    return this.transaction(() => this.#dml.convertLeads(request));
  }

  emptyRecycleBin(ids: readonly string[], _access: AccessContext): readonly RowResult[] {
    return this.transaction(() => this.#dml.emptyRecycleBin(ids));
  }

  formulaEnvironment(): FormulaEnvironment {
    return this.#environment();
  }

  defaultValues(object: ObjectSchema): Iterable<readonly [string, unknown]> {
    return declaredDefaults(object, { schema: this.#schema, environment: this.#environment });
  }

  recalculateFormulas(records: readonly SObject[]): readonly (readonly FormulaError[])[] {
    return recalculate({ database: this.#database, schema: this.#schema, environment: this.#environment }, records);
  }

  newId(keyPrefix: string): string {
    return this.counters.newId(keyPrefix);
  }

  setCreatedDate(text: string, at: number): void {
    const id = tryNormalizeId(text) ?? text;
    const object = objectOfId(this.#schema, id);
    const changed =
      object?.fields.has('createddate') === true &&
      this.#database.run(`UPDATE ${quoted(object.name)} SET "CreatedDate" = ? WHERE "Id" = ?`, at, id) > 0;
    if (!changed) throw dataError('System.StringException', `Invalid id: ${text}`);
  }

  /** The events of what the transaction has changed so far. */
  takeChanges(commit: Commit): readonly ChangeEvent[] {
    return this.#changes.take(commit);
  }

  // ---------------------------------------------------------------- transactions

  begin(): void {
    this.#database.begin();
  }

  commit(): void {
    this.#history.publish();
    this.counters.keep();
    this.#database.commit();
    this.security.settled();
  }

  rollback(): void {
    this.#database.rollback();
    this.#forget();
    this.security.settled();
  }

  /** Runs `work` as one transaction, or as part of the one that is open; undone when it throws. */
  transaction<T>(work: () => T): T {
    const outermost = !this.#database.inTransaction;
    try {
      return this.#database.transaction(() => {
        const result = work();
        if (outermost) this.#history.publish();
        this.counters.keep();
        return result;
      });
    } catch (error) {
      this.#forget();
      throw error;
    } finally {
      if (outermost) this.security.settled();
    }
  }

  setSavepoint(): number {
    return this.#database.savepoint();
  }

  rollbackTo(savepoint: number): void {
    this.#database.rollbackTo(savepoint);
    this.#forget();
  }

  releaseSavepoint(savepoint: number): void {
    this.#database.release(savepoint);
  }

  isOpenSavepoint(savepoint: number): boolean {
    return this.#database.isOpenSavepoint(savepoint);
  }

  #forget(): void {
    this.security.forget();
    this.sharing.forget();
  }

  #organization(): string {
    this.#organizationId ??= String(this.#database.get('SELECT "Id" FROM "Organization"')?.['Id'] ?? '');
    return this.#organizationId;
  }

  #defaultRecordType(object: ObjectSchema): string | undefined {
    if (!this.#recordTypes.has(object.name)) {
      const name = object.recordTypes.find((type) => type.active)?.developerName ?? '';
      const row = this.#database.get(
        'SELECT "Id" FROM "RecordType" WHERE "SobjectType" = ? AND "DeveloperName" = ?',
        object.name,
        name,
      );
      this.#recordTypes.set(object.name, row?.['Id'] as string | undefined);
    }
    return this.#recordTypes.get(object.name);
  }
}
