import type {
  SoqlBindable,
  SoqlGroupBy,
  SoqlPath,
  SoqlQuery,
  SoqlSelectItem,
  SoqlValueExpression,
  SoqlWith,
} from './ast.ts';
import { SoqlConditionParser } from './soql-conditions.ts';
import { C, R, T, isName } from './tokens.ts';

/** Words that begin a clause, so that they are no alias after a name. */
const CLAUSE_WORDS: ReadonlySet<number> = new Set<number>([
  C.from,
  C.using,
  C.where,
  C.with,
  C.group,
  C.having,
  C.order,
  C.limit,
  C.offset,
  C.all,
  R.for,
  R.update,
]);

type OrderItem = SoqlQuery['orderBy'][number];

/**
 * SELECT statements.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm
 */
export abstract class SoqlParser extends SoqlConditionParser {
  /** Reads a query that is the whole text. */
  wholeSoqlQuery(): SoqlQuery {
    const query = this.soqlQuery();
    if (this.kind !== T.eof) this.unexpected();
    return query;
  }

  protected override soqlQuery(): SoqlQuery {
    this.enter();
    const start = this.start;
    this.expect(C.select, 'SELECT');
    const select = [this.#selectItem()];
    while (this.accept(T.comma)) select.push(this.#selectItem());
    this.expect(C.from, 'FROM');
    const from = { object: this.soqlPath(), alias: this.#alias() };
    const fromAliases: { path: SoqlPath; alias: string }[] = [];
    while (this.accept(T.comma)) fromAliases.push({ path: this.soqlPath(), alias: this.name().name });
    const scope = this.#scope();
    const where = this.accept(C.where) ? this.soqlCondition() : undefined;
    const withClause = this.#with();
    const groupBy = this.#groupBy();
    const having = groupBy !== undefined && this.accept(C.having) ? this.soqlCondition() : undefined;
    const orderBy = this.orderByClause();
    const limit = this.limitClause();
    const offset = this.offsetClause();
    const allRows = this.#allRows();
    const forClause = this.#forClauses();
    const updates = this.updateClause();
    this.leave();
    return {
      start,
      end: this.lastEnd,
      select,
      from,
      fromAliases,
      scope,
      where,
      with: withClause,
      groupBy,
      having,
      orderBy,
      limit,
      offset,
      allRows,
      forClause,
      updates,
    };
  }

  // ---------------------------------------------------------------- SELECT

  #selectItem(): SoqlSelectItem {
    if (this.kind === T.leftParen) {
      this.next();
      const query = this.soqlQuery();
      this.expect(T.rightParen, ')');
      return { kind: 'subquery', query, alias: this.#alias() };
    }
    if (this.kind === C.from) this.unexpected();
    if (this.kind === C.typeof && isName(this.peek()) && this.peek() !== C.from) return this.#typeof();
    if (this.kind === C.fields && this.peek() === T.leftParen) return this.#fieldSet();
    const value = this.valueExpression();
    const alias = this.#alias();
    return value.kind === 'path'
      ? { kind: 'field', path: value.path, alias }
      : { kind: 'function', call: value.call, alias };
  }

  /** `FIELDS(ALL)`, `FIELDS(STANDARD)`, `FIELDS(CUSTOM)` */
  #fieldSet(): SoqlSelectItem {
    const start = this.start;
    this.next();
    this.next();
    const set = this.tokenText().toUpperCase();
    if (set !== 'ALL' && set !== 'STANDARD' && set !== 'CUSTOM') this.unexpected();
    this.next();
    this.expect(T.rightParen, ')');
    return { kind: 'fields', set, start, end: this.lastEnd };
  }

  /** `TYPEOF What WHEN Account THEN Phone, Name ELSE Name END` */
  #typeof(): SoqlSelectItem {
    this.next();
    const path = this.soqlPath();
    const whens: { type: string; fields: SoqlPath[] }[] = [];
    if (this.kind !== C.when) this.missing('WHEN');
    while (this.accept(C.when)) {
      const type = this.soqlPath().parts.join('.');
      this.expect(C.then, 'THEN');
      whens.push({ type, fields: this.#paths() });
    }
    const elseFields = this.accept(R.else) ? this.#paths() : undefined;
    this.expect(C.end, 'END');
    return { kind: 'typeof', path, whens, elseFields };
  }

  #paths(): SoqlPath[] {
    const paths = [this.soqlPath()];
    while (this.accept(T.comma)) paths.push(this.soqlPath());
    return paths;
  }

  #alias(): string | undefined {
    return isName(this.kind) && !CLAUSE_WORDS.has(this.kind) ? this.takeIdentifier().name : undefined;
  }

  // ---------------------------------------------------------------- clauses after FROM

  #scope(): string | undefined {
    if (!this.accept(C.using)) return undefined;
    this.expect(C.scope, 'SCOPE');
    return this.name().name;
  }

  #with(): SoqlWith | undefined {
    if (!this.accept(C.with)) return undefined;
    if (this.accept(C.security_enforced)) return { kind: 'securityEnforced' };
    if (this.accept(C.user_mode)) return { kind: 'userMode' };
    if (this.accept(C.system_mode)) return { kind: 'systemMode' };
    if (this.kind === C.data && this.peek() === C.category)
      return { kind: 'dataCategory', text: this.dataCategories() };
    return { kind: 'condition', condition: this.soqlCondition() };
  }

  /** `DATA CATEGORY Geography__c ABOVE usa__c AND Product__c AT (a__c, b__c)`; gives the text after the two words. */
  protected dataCategories(): string {
    this.next();
    this.next();
    const start = this.start;
    do {
      this.name();
      const selector = this.lowerText();
      if (selector !== 'at' && selector !== 'above' && selector !== 'below' && selector !== 'above_or_below') {
        this.unexpected();
      }
      this.next();
      if (this.accept(T.leftParen)) {
        do this.name();
        while (this.accept(T.comma));
        this.expect(T.rightParen, ')');
      } else this.name();
    } while (this.accept(C.and));
    return this.text.slice(start, this.lastEnd);
  }

  #groupBy(): SoqlGroupBy | undefined {
    if (!this.accept(C.group)) return undefined;
    this.expect(C.by, 'BY');
    const grouped = (this.kind === C.rollup || this.kind === C.cube) && this.peek() === T.leftParen;
    if (!grouped) return { kind: 'plain', items: this.#valueExpressions() };
    const kind = this.kind === C.rollup ? 'rollup' : 'cube';
    this.next();
    this.next();
    const items = this.#valueExpressions();
    this.expect(T.rightParen, ')');
    return { kind, items };
  }

  #valueExpressions(): SoqlValueExpression[] {
    const items = [this.valueExpression()];
    while (this.accept(T.comma)) items.push(this.valueExpression());
    return items;
  }

  protected orderByClause(): OrderItem[] {
    if (!this.accept(C.order)) return [];
    this.expect(C.by, 'BY');
    const items: OrderItem[] = [];
    do items.push(this.#orderItem());
    while (this.accept(T.comma));
    return items;
  }

  #orderItem(): OrderItem {
    const value = this.valueExpression();
    const descending = this.accept(C.desc);
    if (!descending) this.accept(C.asc);
    let nulls: OrderItem['nulls'];
    if (this.accept(C.nulls)) {
      if (this.accept(C.first)) nulls = 'first';
      else if (this.accept(C.last)) nulls = 'last';
      else this.unexpected();
    }
    return { value, descending, nulls };
  }

  protected limitClause(): SoqlBindable | undefined {
    return this.accept(C.limit) ? this.#bindable() : undefined;
  }

  protected offsetClause(): SoqlBindable | undefined {
    return this.accept(C.offset) ? this.#bindable() : undefined;
  }

  #bindable(): SoqlBindable {
    if (this.kind === T.colon) return this.soqlBind();
    if (this.kind !== T.integer) this.unexpected();
    const value = Number(this.tokenText());
    this.next();
    return { kind: 'number', value };
  }

  #allRows(): boolean {
    if (!this.accept(C.all)) return false;
    this.expect(C.rows, 'ROWS');
    return true;
  }

  #forClauses(): ('view' | 'reference' | 'update')[] {
    const clauses: ('view' | 'reference' | 'update')[] = [];
    while (this.accept(R.for)) {
      if (this.accept(C.view)) clauses.push('view');
      else if (this.accept(C.reference)) clauses.push('reference');
      else if (this.accept(R.update)) clauses.push('update');
      else this.unexpected();
    }
    return clauses;
  }

  /** `UPDATE TRACKING, VIEWSTAT` */
  protected updateClause(): ('tracking' | 'viewstat')[] {
    const updates: ('tracking' | 'viewstat')[] = [];
    if (!this.accept(R.update)) return updates;
    do {
      const word = this.lowerText();
      if (word !== 'tracking' && word !== 'viewstat') this.unexpected();
      updates.push(word);
      this.next();
    } while (this.accept(T.comma));
    return updates;
  }
}
