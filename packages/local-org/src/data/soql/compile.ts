import type { Node, SoqlBind, SoqlBindable, SoqlPath, SoqlQuery, SoqlSelectItem } from '../../compiler/syntax/ast.ts';
import type { ObjectSchema, OrgSchema } from '../../schema/model.ts';
import { queryError } from '../errors.ts';
import { recyclable } from '../objects.ts';
import { allOf, constant, identifier, joined, parameter, quoted, sql } from '../sql.ts';
import type { Fragment } from '../sql.ts';
import type { VisibleRows } from '../security/sharing.ts';
import { compileAggregate } from './aggregate.ts';
import { checkBigObjectQuery } from './big-objects.ts';
import { condition } from './conditions.ts';
import type { ConditionContext } from './conditions.ts';
import { assertFilterable, fieldValue, isAggregate, sortKey, valueOf } from './expressions.ts';
import type { Value } from './expressions.ts';
import type { ChildPlan, QueryPlan, RowsPlan } from './plan.ts';
import { checkOffset, checkQueryRules, checkSemiJoinFields } from './rules.ts';
import { Columns, RowNode, newShape } from './rows.ts';
import type { RowShape } from './rows.ts';
import { CUSTOM_RELATIONSHIP_HINT, Scope, StatementNames } from './scope.ts';
import type { FieldUse } from './scope.ts';

/** How a plan may differ for one text. */
export interface PlanVariant {
  /** positions of binds that are null, or collections with a null in them */
  readonly bindsWithNull: ReadonlySet<number>;
  /** binds whose value is a collection */
  readonly collections: ReadonlySet<number>;
  /** positions of binds with text beyond ASCII, which SQLite cannot compare without regard to case */
  readonly foldedBinds: ReadonlySet<number>;
  /** the rows that the user may read; asked once for each FROM */
  readonly visible: ((object: ObjectSchema) => VisibleRows | undefined) | undefined;
}

/** Resolves a query and writes its SQL. Throws QueryException. */
export function compileQuery(query: SoqlQuery, schema: OrgSchema, variant: PlanVariant): QueryPlan {
  return new QueryCompiler(schema, variant, bindsOf(query)).compile(query);
}

/** The binds of a query in the order of the text. */
export function bindsOf(query: object): readonly SoqlBind[] {
  const binds: SoqlBind[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === 'object' && node !== null) {
      if ('kind' in node && node.kind === 'bind') binds.push(node as SoqlBind);
      else Object.values(node).forEach(visit);
    }
  };
  visit(query);
  return binds.sort((a, b) => a.start - b.start);
}

const subqueriesIn = ({ select }: SoqlQuery): number =>
  select.reduce((sum, item) => (item.kind === 'subquery' ? sum + 1 + subqueriesIn(item.query) : sum), 0);

export class QueryCompiler {
  readonly schema: OrgSchema;
  readonly uses: FieldUse[] = [];
  readonly #variant: PlanVariant;
  readonly #textBinds = new Set<number>();
  readonly #binds: readonly SoqlBind[];
  readonly #bindIndexes: ReadonlyMap<Node, number>;

  constructor(schema: OrgSchema, variant: PlanVariant, binds: readonly SoqlBind[]) {
    this.schema = schema;
    this.#variant = variant;
    this.#binds = binds;
    this.#bindIndexes = new Map(binds.map((bind, index) => [bind, index]));
  }

  compile(query: SoqlQuery): QueryPlan {
    const object = this.#object(query.from.object);
    const root = this.#root(query, object);
    return {
      root,
      binds: this.#binds,
      subqueries: subqueriesIn(query),
      uses: this.uses,
      textBinds: [...this.#textBinds],
      access: accessOf(query),
      free: object.kind === 'customMetadata',
    };
  }

  #object(path: SoqlPath): ObjectSchema {
    const name = path.parts.join('.');
    const object = this.schema.objects.get(name.toLowerCase());
    if (object === undefined || !object.queryable) {
      throw queryError(
        `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' ` +
          'after the entity name. Please reference your WSDL or the describe call for the appropriate names.',
      );
    }
    return object;
  }

  #root(query: SoqlQuery, object: ObjectSchema): QueryPlan['root'] {
    checkQueryRules(query);
    if (object.kind === 'bigObject') checkBigObjectQuery(query, object);
    const only = query.select[0];
    const counts =
      only?.kind === 'function' && only.call.name.toLowerCase() === 'count' && only.call.arguments.length === 0;
    if (counts && query.select.length === 1 && query.groupBy === undefined) return this.#count(query, object);
    const aggregate =
      query.groupBy !== undefined || query.select.some((item) => item.kind === 'function' && isAggregate(item.call));
    if (aggregate) return compileAggregate(this, query, this.scope(query, object));
    return this.#rows(query, this.scope(query, object), newShape(), undefined);
  }

  /** COUNT(): a LIMIT caps the answer. */
  #count(query: SoqlQuery, object: ObjectSchema): QueryPlan['root'] {
    const scope = this.scope(query, object);
    const where = this.where(query, scope);
    const rows = sql`SELECT 1 FROM ${scope.from()} WHERE ${where}${this.slice(query)}`;
    const { text, parameters } = sql`SELECT COUNT(*) FROM (${rows})`;
    return { kind: 'count', object, sql: text, parameters };
  }

  // ---------------------------------------------------------------- rows

  #rows(
    query: SoqlQuery,
    scope: Scope,
    shape: RowShape,
    child: { readonly field: string } | undefined,
  ): RowsPlan & { parentIndex: number } {
    const columns = new Columns();
    const node = new RowNode(scope.root, scope, columns, shape);
    const children: ChildPlan[] = [];
    for (const item of query.select) this.#select(item, scope, node, children);
    const parentIndex = child === undefined ? -1 : columns.add(scope.ownColumn(child.field));
    const conditions = [this.where(query, scope)];
    if (child !== undefined) {
      const ids = parameter(({ binds }) => binds.at(-1) as string);
      conditions.unshift(sql`${scope.ownColumn(child.field)} IN (SELECT value FROM json_each(${ids}))`);
    }
    const order = this.#order(query, scope);
    const list = joined(columns.fragments, ', ');
    const body = sql`FROM ${scope.from()} WHERE ${allOf(conditions)}`;
    let statement: Fragment;
    if (child !== undefined && (query.limit !== undefined || query.offset !== undefined)) {
      statement = this.#slicePerParent(query, columns, scope.ownColumn(child.field), body, order);
    } else {
      const slice = child === undefined ? this.slice(query) : sql``;
      statement = sql`SELECT ${list} ${body} ORDER BY ${order}${slice}`;
    }
    return {
      kind: 'rows',
      seen: seenStatement(query, scope.object),
      object: scope.object,
      sql: statement.text,
      parameters: statement.parameters,
      node,
      children,
      parentIndex,
    };
  }

  /** LIMIT and OFFSET of a subquery hold for each parent. */
  #slicePerParent(query: SoqlQuery, columns: Columns, key: Fragment, body: Fragment, order: Fragment): Fragment {
    const named = columns.fragments.map((fragment, index) => sql`${fragment} AS ${identifier(`c${index}`)}`);
    const names = columns.fragments.map((_, index) => identifier(`c${index}`));
    const inner = sql`SELECT ${joined(named, ', ')}, ROW_NUMBER() OVER (PARTITION BY ${key} ORDER BY ${order}) AS position ${body}`;
    const offset = query.offset === undefined ? constant(0) : this.bindable(query.offset, 'OFFSET');
    const lower = sql`position > ${offset}`;
    const upper =
      query.limit === undefined ? sql`TRUE` : sql`position <= ${offset} + ${this.bindable(query.limit, 'LIMIT')}`;
    return sql`SELECT ${joined(names, ', ')} FROM (${inner}) WHERE ${lower} AND ${upper} ORDER BY position`;
  }

  #select(item: SoqlSelectItem, scope: Scope, node: RowNode, children: ChildPlan[]): void {
    switch (item.kind) {
      case 'field':
        this.#selectField(item.path, scope, node);
        return;
      case 'function': {
        const value = valueOf({ kind: 'function', call: item.call }, scope);
        this.#nodeOf(value, node).add(value, item.alias ?? value.name);
        return;
      }
      case 'fields':
        for (const field of scope.object.fields.values()) {
          const wanted = item.set === 'ALL' || (item.set === 'CUSTOM') === field.custom;
          if (wanted) node.addField(field, fieldValue(scope.fieldAt(scope.root, field.name)));
        }
        return;
      case 'typeof':
        this.#typeof(item, scope, node);
        return;
      case 'subquery':
        children.push(this.#child(item.query, scope));
        node.shape.children.set(children.at(-1)!.relationshipName, children.at(-1)!.node.shape);
        return;
    }
  }

  #selectField(path: SoqlPath, scope: Scope, node: RowNode): void {
    const value = fieldValue(scope.field(path));
    this.#nodeOf(value, node).add(value, value.name);
  }

  /** The node of the sObject that the value's field belongs to, made on the way. */
  #nodeOf(value: Value, root: RowNode): RowNode {
    const climb = (source: RowNode['source']): RowNode =>
      source === root.source || source.via === undefined ? root : climb(source.via.from).parent(source);
    return value.resolved === undefined ? root : climb(value.resolved.source);
  }

  #typeof(item: Extract<SoqlSelectItem, { readonly kind: 'typeof' }>, scope: Scope, node: RowNode): void {
    const source = scope.walk(item.path.parts);
    const target = this.#nodeOf({ resolved: { source } } as Value, node);
    const select = (fields: readonly SoqlPath[], branch: RowNode): void => {
      for (const path of fields) {
        const value = fieldValue(scope.fieldFrom(branch.source, path));
        this.#nodeOf(value, branch).add(value, value.name);
      }
    };
    for (const when of item.whens) {
      const variant = source.variants.find(({ object }) => object.name.toLowerCase() === when.type.toLowerCase());
      if (variant === undefined)
        throw queryError(`'${when.type}' is not a type that '${item.path.parts.join('.')}' can refer to`);
      select(when.fields, target.branch(scope.narrowed(source, variant.object)));
    }
    if (item.elseFields !== undefined) select(item.elseFields, target.otherwise());
  }

  #child(query: SoqlQuery, parent: Scope): ChildPlan {
    const written = query.from.object.parts.at(-1)!;
    const relation = this.schema
      .childRelationships(parent.object.name)
      .find((candidate) => candidate.relationshipName?.toLowerCase() === written.toLowerCase());
    if (relation === undefined) {
      throw queryError(
        `Didn't understand relationship '${written}' in FROM part of query call. ${CUSTOM_RELATIONSHIP_HINT}`,
      );
    }
    if (
      query.groupBy !== undefined ||
      query.select.some((item) => item.kind === 'function' && isAggregate(item.call))
    ) {
      throw queryError('Aggregate functions are not supported in a subquery of the SELECT list');
    }
    const object = this.schema.objects.get(relation.childObject.toLowerCase())!;
    this.uses.push({ object: object.name, field: relation.field });
    const plan = this.#rows(query, this.scope(query, object), newShape(), { field: relation.field });
    return { ...plan, relationshipName: relation.relationshipName! };
  }

  // ---------------------------------------------------------------- clauses, shared with aggregates

  scope(query: SoqlQuery, object: ObjectSchema): Scope {
    const names = new StatementNames(this.uses);
    const scope = new Scope(this.schema, names, object, query.from.alias, (bind) => this.#bindIndexes.get(bind)!);
    for (const { path, alias } of query.fromAliases) scope.addAlias(path, alias);
    return scope;
  }

  where(query: SoqlQuery, scope: Scope): Fragment {
    const conditions: Fragment[] = [];
    if (recyclable(scope.object) && !query.allRows) conditions.push(sql`${scope.ownColumn('IsDeleted')} = 0`);
    const visible = this.#variant.visible?.(scope.object);
    if (visible !== undefined) conditions.push(visible.on(scope.alias));
    if (query.scope !== undefined) conditions.push(...this.#usingScope(query.scope, scope));
    if (query.where !== undefined) conditions.push(condition(query.where, this.conditionContext(scope)));
    if (query.with?.kind === 'condition' || query.with?.kind === 'dataCategory') {
      throw queryError('WITH conditions and data categories are not supported by the local org');
    }
    return allOf(conditions);
  }

  #usingScope(name: string, scope: Scope): Fragment[] {
    if (name.toLowerCase() === 'everything') return [];
    if (name.toLowerCase() !== 'mine') throw queryError(`USING SCOPE ${name} is not supported by the local org`);
    return [sql`${scope.ownColumn('OwnerId')} = ${parameter(({ session }) => session.userId)}`];
  }

  conditionContext(scope: Scope): ConditionContext {
    return {
      scope,
      bindIsFolded: (bind) => {
        const index = this.#bindIndexes.get(bind)!;
        this.#textBinds.add(index);
        return this.#variant.foldedBinds.has(index);
      },
      bindHasNull: (bind) => this.#variant.bindsWithNull.has(this.#bindIndexes.get(bind)!),
      bindIsCollection: (bind) => this.#variant.collections.has(this.#bindIndexes.get(bind)!),
      subquery: (query, left) => this.#semiJoin(query, left),
    };
  }

  #semiJoin(query: SoqlQuery, left: Value): Fragment {
    const [item, second] = query.select;
    if (item?.kind !== 'field' || second !== undefined) {
      throw queryError('The inner select of a semi join must have exactly one field');
    }
    const scope = this.scope(query, this.#object(query.from.object));
    const value = fieldValue(scope.field(item.path));
    if (value.kind !== 'id')
      throw queryError(
        `The selected field '${value.name}' in the semi join sub-select must be of type ID or reference`,
      );
    checkSemiJoinFields(left, value);
    const where = this.where(query, scope);
    return sql`SELECT ${value.column} FROM ${scope.from()} WHERE ${value.column} IS NOT NULL AND (${where})`;
  }

  /** Ends with the Id, so that rows have one order. */
  #order(query: SoqlQuery, scope: Scope): Fragment {
    const items = query.orderBy.map((item) => {
      const value = valueOf(item.value, scope);
      assertFilterable(value, 'sorted');
      return direction(sortKey(value), item);
    });
    return joined([...items, scope.ownColumn('Id')], ', ');
  }

  slice(query: SoqlQuery): Fragment {
    if (query.limit === undefined && query.offset === undefined) return sql``;
    const limit = query.limit === undefined ? constant(-1) : this.bindable(query.limit, 'LIMIT');
    const offset = query.offset === undefined ? sql`` : sql` OFFSET ${this.bindable(query.offset, 'OFFSET')}`;
    return sql` LIMIT ${limit}${offset}`;
  }

  bindable(node: SoqlBindable, clause: 'LIMIT' | 'OFFSET'): Fragment {
    if (node.kind === 'number') {
      if (clause === 'OFFSET') checkOffset(node.value);
      return constant(node.value);
    }
    const index = this.#bindIndexes.get(node)!;
    return parameter(({ binds }) => {
      const value = binds[index];
      if (typeof value !== 'number' && typeof value !== 'bigint') {
        throw queryError(`Invalid bind expression for ${clause}: an Integer is expected`);
      }
      if (clause === 'OFFSET') checkOffset(value);
      if (value < 0) throw queryError(`Invalid ${clause}: ${value}`);
      return value;
    });
  }
}

/** One item of ORDER BY. Nulls stand first unless told, in either direction. */
export function direction(
  key: Fragment,
  item: { readonly descending: boolean; readonly nulls: 'first' | 'last' | undefined },
): Fragment {
  const nullsLast = item.nulls === 'last';
  if (item.descending) return nullsLast ? sql`${key} DESC` : sql`${key} DESC NULLS FIRST`;
  return nullsLast ? sql`${key} NULLS LAST` : key;
}

/** Salesforce Object Query Language, "FOR VIEW", "FOR REFERENCE": the dates say when a record was last seen, or one that refers to it. */
function seenStatement(query: SoqlQuery, object: ObjectSchema): string | undefined {
  const names = [
    ...(query.forClause.includes('view') ? ['LastViewedDate', 'LastReferencedDate'] : []),
    ...(query.forClause.includes('reference') ? ['LastReferencedDate'] : []),
  ].filter((name) => object.fields.has(name.toLowerCase()));
  if (names.length === 0) return undefined;
  const sets = [...new Set(names)].map((name) => `${quoted(name)} = ?1`).join(', ');
  return `UPDATE ${quoted(object.name)} SET ${sets} WHERE "Id" IN (SELECT value FROM json_each(?2))`;
}

export function accessOf(query: SoqlQuery): QueryPlan['access'] {
  switch (query.with?.kind) {
    case 'userMode':
      return 'user';
    case 'systemMode':
      return 'system';
    case 'securityEnforced':
      return 'securityEnforced';
    default:
      return undefined;
  }
}
