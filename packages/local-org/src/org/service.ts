/** The org as the HTTP layer sees it. */
import { ApexException } from '../runtime/kernel/exception.ts';
import type { AccessContext, RowResult, UserInfo } from '../runtime/ports.ts';
import type { SObject } from '../runtime/platform/sobject.ts';
import { CompilationError, SourceFile } from '../diagnostics/diagnostic.ts';
import { runAnonymous } from './anonymous.ts';
import type {
  AnonymousOutcome,
  JobReport,
  OrgService,
  QueryOutcome,
  TreeNode,
  WriteRequest,
} from '../server/service.ts';
import type { OrgSchema } from '../schema/model.ts';
import { ApexDatetime } from '../values/datetime.ts';
import type { LocalOrg } from './local-org.ts';

/** Carries the results of a tree whose transaction has to be undone. */
class TreeRefused extends Error {
  readonly results: readonly RowResult[];

  constructor(results: readonly RowResult[]) {
    super('the tree was refused');
    this.results = results;
  }
}

export class LocalOrgService implements OrgService {
  readonly #org: LocalOrg;

  constructor(org: LocalOrg) {
    this.#org = org;
  }

  get schema(): OrgSchema {
    return this.#org.schema;
  }

  get organizationId(): string {
    return this.#org.ports.organizationId;
  }

  get organizationName(): string {
    return this.#org.ports.organizationName;
  }

  now(): number {
    return this.#org.clock.now();
  }

  moveClock(to: number): readonly JobReport[] {
    const before = new ApexDatetime(this.now());
    this.#org.moveClock(to);
    return this.#org
      .systemQuery(
        `SELECT Id, JobType, ApexClass.Name, Status, ExtendedStatus FROM AsyncApexJob WHERE CompletedDate >= ${isoOf(before)} ORDER BY CompletedDate, Id`,
      )
      .map((row) => ({
        id: String(row.peek('Id')),
        kind: String(row.peek('JobType')),
        name: String((row.peek('ApexClass') as SObject | null)?.peek('Name') ?? ''),
        status: String(row.peek('Status')),
        error: (row.peek('ExtendedStatus') as string | null) ?? undefined,
      }));
  }

  user(id: string): UserInfo {
    return this.#org.user(id);
  }

  users(): readonly UserInfo[] {
    return [...this.#org.seeded.userIds.values()].map((id) => this.#org.user(id));
  }

  findUser(username: string): UserInfo | undefined {
    return this.users().find((user) => user.username.toLowerCase() === username.toLowerCase());
  }

  query(userId: string, soql: string): QueryOutcome {
    return this.#org.transaction(userId, 'rest', () => {
      const { rows, count } = this.#org.data.query(soql, [], access(userId));
      return { rows, totalSize: rows.length > 0 ? rows.length : count };
    });
  }

  write(userId: string, request: WriteRequest): readonly RowResult[] {
    const { rows, operation } = request;
    const isPublish = operation === 'insert' && rows.every((row) => row.schema?.kind === 'platformEvent');
    return this.#attempt(rows.length, () =>
      this.#org.transaction(userId, 'rest', () =>
        isPublish ? this.#publish(userId, rows) : this.#org.data.dml({ ...request, access: access(userId) }),
      ),
    );
  }

  /** Inserting a platform event publishes it. */
  #publish(userId: string, events: readonly SObject[]): readonly RowResult[] {
    const denied = events.find((event) => !this.objectAccess(userId, event.type).create);
    if (denied === undefined) return this.#org.async.publish(events);
    const message = `Access to entity '${denied.type}' denied`;
    const errors = [{ statusCode: 'INSUFFICIENT_ACCESS_OR_READONLY', message, fields: [] }];
    return events.map(() => ({ id: null, success: false, created: false, errors }));
  }

  writeTree(userId: string, nodes: readonly TreeNode[]): readonly RowResult[] {
    try {
      return this.#org.transaction(userId, 'rest', () => {
        const results: RowResult[] = nodes.map(() => ({ id: null, success: true, created: false, errors: [] }));
        for (let level = nodes.flatMap((node, index) => (node.parent ? [] : [index])); level.length > 0;) {
          for (const index of level) {
            const { record, parent } = nodes[index];
            if (parent) record.poke(parent.field, results[parent.index].id);
          }
          for (const group of byType(nodes, level)) {
            const rows = group.map((index) => nodes[index].record);
            this.#org.data
              .dml({ operation: 'insert', rows, allOrNone: true, access: access(userId) })
              .forEach((result, at) => (results[group[at]] = result));
          }
          if (results.some((result) => !result.success)) throw new TreeRefused(results);
          const written = new Set(level);
          level = nodes.flatMap((node, index) => (node.parent && written.has(node.parent.index) ? [index] : []));
        }
        return results;
      });
    } catch (error) {
      if (error instanceof TreeRefused) return error.results;
      return failures(nodes.length, error);
    }
  }

  executeAnonymous(userId: string, apex: string): AnonymousOutcome | undefined {
    if (!this.#org.data.security.hasUserPermission(userId, 'AuthorApex')) return undefined;
    const outcome = {
      compiled: true,
      success: true,
      line: -1,
      column: -1,
      compileProblem: null,
      exceptionMessage: null,
      exceptionStackTrace: null,
    };
    try {
      runAnonymous(this.#org, userId, new SourceFile('AnonymousBlock', apex), () => {});
      return outcome;
    } catch (error) {
      if (error instanceof CompilationError) {
        const { line, column, message } = error.diagnostics[0];
        return { ...outcome, compiled: false, success: false, line, column, compileProblem: message };
      }
      if (!(error instanceof ApexException)) throw error;
      return {
        ...outcome,
        success: false,
        line: error['getLineNumber()'](),
        column: 1,
        exceptionMessage: error.message,
        exceptionStackTrace: error['getStackTraceString()'](),
      };
    }
  }

  objectAccess(userId: string, object: string): { create: boolean; read: boolean; edit: boolean; delete: boolean } {
    return this.#org.data.security.objectAccess(userId, object);
  }

  fieldAccess(userId: string, object: string, field: string): { read: boolean; edit: boolean } {
    return this.#org.data.security.fieldAccess(userId, object, field);
  }

  /** What Apex throws fails every row; what is the org's own fault goes on. */
  #attempt(rows: number, work: () => readonly RowResult[]): readonly RowResult[] {
    try {
      return work();
    } catch (error) {
      return failures(rows, error);
    }
  }
}

function failures(rows: number, error: unknown): readonly RowResult[] {
  if (!(error instanceof ApexException)) throw error;
  const statusCode =
    error.typeName === 'System.LimitException' ? 'LIMIT_EXCEEDED' : 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY';
  return Array.from({ length: rows }, () => ({
    id: null,
    success: false,
    created: false,
    errors: [{ statusCode, message: error.message, fields: [] }],
  }));
}

/** The API works in user mode with sharing. */
function access(userId: string): AccessContext {
  return { userId, mode: 'user', sharing: true };
}

function isoOf(instant: ApexDatetime): string {
  return new Date(instant.ms).toISOString();
}

/** Indexes of one level, neighbours of one object together. */
function byType(nodes: readonly TreeNode[], level: readonly number[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const index of level) {
    const { type } = nodes[index].record;
    const group = groups.get(type);
    if (group) group.push(index);
    else groups.set(type, [index]);
  }
  return [...groups.values()];
}
