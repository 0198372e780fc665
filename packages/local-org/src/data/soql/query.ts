import { parseApex, parseSoql } from '../../compiler/syntax/parser.ts';
import type { Expression, SoqlQuery } from '../../compiler/syntax/ast.ts';
import { CompilationError, SourceFile } from '../../diagnostics/diagnostic.ts';
import type { AccessContext, SoqlResult } from '../../runtime/ports.ts';
import { SObject } from '../../runtime/platform/sobject.ts';
import type { ObjectSchema, OrgSchema } from '../../schema/model.ts';
import type { Database } from '../../storage/database.ts';
import { queryError } from '../errors.ts';
import type { DataSession } from '../session.ts';
import type { Parameter, SqlRun, SqlValue } from '../sql.ts';
import type { Permissions } from '../security/permissions.ts';
import { fillRecordAccess, isRecordAccess } from '../security/record-access.ts';
import type { Sharing } from '../security/sharing.ts';
import { elementsOf, fromSql } from '../values.ts';
import { NO_ID } from './big-objects.ts';
import { accessOf, bindsOf, compileQuery } from './compile.ts';
import type { PlanVariant } from './compile.ts';
import type { AggregatePlan, ChildPlan, QueryPlan, RowsPlan } from './plan.ts';
import type { RowShape } from './rows.ts';
import { isAscii } from './sql-functions.ts';

export interface QueryRows extends SoqlResult {
  /** what the SELECT list named; undefined for counts and aggregates */
  readonly shape: RowShape | undefined;
}

/** Plans are kept by text; when there are as many, all are made again. */
const MAX_PLANS = 2000;

export interface QueryServices {
  readonly schema: OrgSchema;
  readonly database: Database;
  readonly permissions: Permissions;
  readonly sharing: Sharing;
  readonly session: () => DataSession;
  /** the Apex list of children */
  readonly listOf: (object: string, rows: SObject[]) => unknown;
}

/** Runs SOQL. */
export class QueryEngine {
  readonly #services: QueryServices;
  readonly #parsed = new Map<string, SoqlQuery>();
  readonly #plans = new Map<string, QueryPlan>();
  /** the objects in the FROM clauses of a text, and whether the text itself asks for sharing */
  readonly #sources = new Map<string, { readonly objects: readonly ObjectSchema[]; readonly always: boolean }>();

  constructor(services: QueryServices) {
    this.#services = services;
  }

  /** `binds` in the order of the text. */
  query(text: string, binds: readonly unknown[], access: AccessContext): QueryRows {
    return this.#run(text, binds, access, true);
  }

  /** For searches, which count as such. */
  uncounted(text: string, binds: readonly unknown[], access: AccessContext): QueryRows {
    return this.#run(text, binds, access, false);
  }

  queryDynamic(text: string, resolve: (name: string) => unknown, access: AccessContext): QueryRows {
    const binds = bindsOf(this.#parse(text)).map((bind) => resolve(pathOf(bind.expression).toLowerCase()));
    return this.#run(text, binds, access, true);
  }

  #run(text: string, binds: readonly unknown[], given: AccessContext, counted: boolean): QueryRows {
    const { codeSharing } = given;
    const leaves = codeSharing !== undefined && accessOf(this.#parse(text)) === 'system';
    const access = leaves ? ({ ...given, mode: 'system', sharing: codeSharing } as const) : given;
    const session = this.#services.session();
    const plan = this.#plan(text, binds, access);
    const counter = plan.free || !counted ? undefined : session;
    counter?.countQuery();
    if (plan.subqueries > 0) counter?.countSubqueries(plan.subqueries);
    if (plan.binds.length !== binds.length) {
      throw new Error(`The query has ${plan.binds.length} binds, ${binds.length} values were given: ${text}`);
    }
    this.#checkAccess(plan, access);
    if (isRecordAccess(plan.root.object)) fillRecordAccess(this.#services, this.#parse(text), binds);
    const run: SqlRun = { binds, session, userId: access.userId };
    switch (plan.root.kind) {
      case 'count': {
        const [row] = this.#select(plan.root, run);
        counter?.countQueryRows(1);
        return { rows: [], count: Number(row[0]), shape: undefined };
      }
      case 'aggregate': {
        const rows = this.#aggregates(plan.root, run, counter);
        return { rows, count: rows.length, shape: undefined };
      }
      case 'rows': {
        const rows = this.#rows(plan.root, run, counter).map(({ row }) => row);
        return { rows, count: rows.length, shape: plan.root.node.shape };
      }
    }
  }

  #rows(
    plan: RowsPlan,
    run: SqlRun,
    counter: DataSession | undefined,
  ): { readonly row: SObject; readonly cells: readonly SqlValue[] }[] {
    const { schema } = this.#services;
    const results = this.#select(plan, run);
    counter?.countQueryRows(results.length);
    const rows = results.map((cells) => ({ row: plan.node.read(cells, schema)!, cells }));
    if (plan.seen !== undefined && rows.length > 0) {
      const ids = JSON.stringify(rows.map(({ row }) => row.peek('Id')));
      this.#services.database.run(plan.seen, run.session.now(), ids);
    }
    if (plan.object.kind === 'bigObject') for (const { row } of rows) row.poke('Id', NO_ID);
    for (const child of plan.children)
      this.#addChildren(
        child,
        rows.map(({ row }) => row),
        run,
        counter,
      );
    return rows;
  }

  #addChildren(plan: ChildPlan, parents: readonly SObject[], run: SqlRun, counter: DataSession | undefined): void {
    const byParent = new Map<string, SObject[]>();
    for (const parent of parents) {
      const children: SObject[] = [];
      byParent.set(parent.peek('Id') as string, children);
      parent.poke(plan.relationshipName, this.#services.listOf(plan.object.name, children));
    }
    if (parents.length === 0) return;
    const ids = JSON.stringify([...byParent.keys()]);
    for (const { row, cells } of this.#rows(plan, { ...run, binds: [...run.binds, ids] }, counter)) {
      byParent.get(cells[plan.parentIndex] as string)!.push(row);
    }
  }

  #aggregates(plan: AggregatePlan, run: SqlRun, counter: DataSession | undefined): SObject[] {
    const results = this.#select(plan, run);
    const { rowCountIndex } = plan;
    counter?.countQueryRows(
      rowCountIndex === undefined
        ? results.length
        : results.reduce((sum, cells) => sum + Number(cells[rowCountIndex]), 0),
    );
    return results.map((cells) => {
      const values = new Map(
        plan.columns.map(({ key, kind, scale }, index) => [key, fromSql(kind, cells[index], scale)]),
      );
      return new SObject('AggregateResult', undefined, values, true);
    });
  }

  #select(plan: { readonly sql: string; readonly parameters: readonly Parameter[] }, run: SqlRun): SqlValue[][] {
    return this.#services.database.arrays(plan.sql, ...plan.parameters.map((parameter) => parameter(run)));
  }

  // ---------------------------------------------------------------- plans

  #plan(text: string, binds: readonly unknown[], access: AccessContext): QueryPlan {
    const bindsWithNull = new Set<number>();
    const collections = new Set<number>();
    for (let index = 0; index < binds.length; index++) {
      const elements = elementsOf(binds[index]);
      if (elements !== undefined) collections.add(index);
      if (elements === undefined ? isNull(binds[index]) : elements.includes(null)) bindsWithNull.add(index);
    }
    const kinds =
      collections.size + bindsWithNull.size === 0
        ? ''
        : `${[...bindsWithNull].join(',')};${[...collections].join(',')}`;
    const plan = this.#planOf(kinds, text, access, { bindsWithNull, collections, foldedBinds: NONE });
    const folded = plan.textBinds.filter((index) => !isAsciiValue(binds[index]));
    if (folded.length === 0) return plan;
    const variant = { bindsWithNull, collections, foldedBinds: new Set(folded) };
    return this.#planOf(`${folded.join(',')}~${kinds}`, text, access, variant);
  }

  #planOf(prefix: string, text: string, access: AccessContext, variant: Omit<PlanVariant, 'visible'>): QueryPlan {
    let plan = this.#plans.get(`${prefix}${this.#visibility(text, access)}:${text}`);
    if (plan === undefined) {
      const { schema, sharing } = this.#services;
      const from: ObjectSchema[] = [];
      const always = accessOf(this.#parse(text)) === 'user';
      plan = compileQuery(this.#parse(text), schema, {
        ...variant,
        visible: (object) => {
          from.push(object);
          return access.sharing || always ? sharing.rows(access.userId, object, 'read') : undefined;
        },
      });
      if (this.#plans.size >= MAX_PLANS) {
        this.#plans.clear();
        this.#sources.clear();
      }
      this.#sources.set(text, { objects: [...new Set(from)], always });
      // Not known before the first compilation: which conditions it holds.
      this.#plans.set(`${prefix}${this.#visibility(text, access)}:${text}`, plan);
    }
    return plan;
  }

  /** Which rows of the query's objects the user sees: part of the key of a plan, empty where he sees all of them. */
  #visibility(text: string, access: AccessContext): string {
    const sources = this.#sources.get(text);
    if (sources === undefined) return '?';
    if (!access.sharing && !sources.always) return '';
    let key = '';
    for (const object of sources.objects) {
      const rows = this.#services.sharing.rows(access.userId, object, 'read');
      if (rows !== undefined) key += `${object.name}${rows.id} `;
    }
    return key;
  }

  #parse(text: string): SoqlQuery {
    let query = this.#parsed.get(text);
    if (query === undefined) {
      query = parse(text);
      if (this.#parsed.size >= MAX_PLANS) this.#parsed.clear();
      this.#parsed.set(text, query);
    }
    return query;
  }

  /** User mode looks at everything that the query names, WITH SECURITY_ENFORCED at the first thing that may not be read. */
  #checkAccess(plan: QueryPlan, access: AccessContext): void {
    const mode = plan.access === 'system' ? 'system' : (plan.access ?? access.mode);
    if (mode === 'system') return;
    const { permissions, schema } = this.#services;
    const { userId, permissionSetId } = access;
    const objects = new Set([plan.root.object.name, ...plan.uses.map((use) => use.object)]);
    const denied = [...objects].find((object) => !permissions.objectAccess(userId, object, permissionSetId).read);
    if (denied !== undefined) {
      throw queryError(
        mode === 'user'
          ? `sObject type '${denied}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`
          : `Insufficient permissions: secure query included inaccessible field`,
      );
    }
    const hidden = plan.uses.filter(
      ({ object, field }) =>
        !schema.objects.get(object.toLowerCase())!.fields.has(field.toLowerCase()) ||
        !permissions.fieldAccess(userId, object, field, permissionSetId).read,
    );
    if (hidden.length === 0) return;
    const [{ object, field }] = hidden;
    const message =
      mode === 'user'
        ? `No such column '${field}' on entity '${object}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`
        : `Insufficient permissions: secure query included inaccessible field`;
    throw Object.assign(queryError(message), mode === 'user' ? { inaccessible: hidden } : {});
  }
}

const NONE: ReadonlySet<number> = new Set();

function isAsciiValue(value: unknown): boolean {
  if (typeof value === 'string') return isAscii(value);
  return elementsOf(value)?.every((element) => typeof element !== 'string' || isAscii(element)) ?? true;
}

/** A record stands for its Id, which it may not have. */
function isNull(value: unknown): boolean {
  return value === null || value === undefined || (value instanceof SObject && (value.peek('Id') ?? null) === null);
}

/** Binds of static queries may hold any expression; those of dynamic ones are names. */
function parse(text: string): SoqlQuery {
  try {
    return parseSoql(text);
  } catch (error) {
    if (!(error instanceof CompilationError)) throw error;
    const found = text.includes(':') ? parseInApex(text) : undefined;
    if (found?.kind === 'soql') return found.query;
    throw queryError(error.diagnostics[0]?.message ?? error.message);
  }
}

/** Where the text begins in the source that `parseInApex` reads. */
export const APEX_PREFIX = 'Object q = [';

/** A query as it stands in code, whose binds may hold any expression; undefined where it is none. */
export function parseInApex(text: string): Expression | undefined {
  const { unit, diagnostics } = parseApex(new SourceFile('<query>', `${APEX_PREFIX}${text}];`), 'anonymous');
  const [member, second] = unit?.kind === 'anonymousUnit' && diagnostics.length === 0 ? unit.members : [];
  // text that closes the bracket begins something of its own, which is no part of a query
  const alone = member?.kind === 'local' && second === undefined && member.declarators.length === 1;
  return alone ? member.declarators[0]?.initializer : undefined;
}

/** The name that a bind of a dynamic query gives. */
export function pathOf(expression: Expression): string {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind === 'fieldAccess') return `${pathOf(expression.target)}.${expression.name.name}`;
  throw queryError('Binds of a dynamic query are names of variables');
}
