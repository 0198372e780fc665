import type { SoqlSelectItem, SoslQuery, SoslWith } from './ast.ts';
import { SoqlParser } from './soql.ts';
import { C, T } from './tokens.ts';

type Returning = SoslQuery['returning'][number];

/**
 * FIND statements.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_syntax.htm
 */
export abstract class SoslParser extends SoqlParser {
  /** Reads a query that is the whole text: `FIND 'text' ...` as in Apex. */
  wholeSoslQuery(): SoslQuery {
    const query = this.soslQuery();
    if (this.kind !== T.eof) this.unexpected();
    return query;
  }

  /** Reads the clauses after `FIND {text}`, the form of the API, whose braces hold anything and so are read by the caller. */
  soslQueryAfter(text: string): SoslQuery {
    const query = this.#clauses(0, { kind: 'text', text });
    if (this.kind !== T.eof) this.unexpected();
    return query;
  }

  protected soslQuery(): SoslQuery {
    const start = this.start;
    this.expect(C.find, 'FIND');
    return this.#clauses(start, this.#searched());
  }

  #searched(): SoslQuery['find'] {
    if (this.kind === T.colon) return this.soqlBind();
    if (this.kind !== T.string && this.kind !== T.multilineString) this.unexpected();
    return { kind: 'text', text: this.stringValue('sosl') };
  }

  #clauses(start: number, find: SoslQuery['find']): SoslQuery {
    const group = this.#group();
    const returning: Returning[] = [];
    if (this.accept(C.returning)) {
      do returning.push(this.#returning());
      while (this.accept(T.comma));
    }
    const withClauses: SoslWith[] = [];
    while (this.accept(C.with)) withClauses.push(this.#with());
    const limit = this.limitClause();
    const updates = this.updateClause();
    return { start, end: this.lastEnd, find, in: group, returning, with: withClauses, limit, updates };
  }

  #group(): SoslQuery['in'] {
    if (!this.accept(C.in)) return 'ALL';
    const group = this.tokenText().toUpperCase();
    if (group !== 'ALL' && group !== 'NAME' && group !== 'EMAIL' && group !== 'PHONE' && group !== 'SIDEBAR') {
      return this.unexpected();
    }
    this.next();
    this.expect(C.fields, 'FIELDS');
    return group;
  }

  /** `Account(Id, Name WHERE ... USING LISTVIEW = x ORDER BY ... LIMIT 1 OFFSET 1)` */
  #returning(): Returning {
    const object = this.name().name;
    const fields: SoqlSelectItem[] = [];
    if (!this.accept(T.leftParen)) {
      return { object, fields, where: undefined, orderBy: [], limit: undefined, offset: undefined };
    }
    do fields.push(this.#field());
    while (this.accept(T.comma));
    const hasWhere = this.accept(C.where);
    const start = this.start;
    const where = hasWhere ? this.soqlCondition() : undefined;
    const whereSpan = hasWhere ? { start, end: this.lastEnd } : undefined;
    const listView = this.#listView();
    const orderBy = this.orderByClause();
    const limit = this.limitClause();
    const offset = this.offsetClause();
    this.expect(T.rightParen, ')');
    return { object, fields, where, whereSpan, listView, orderBy, limit, offset };
  }

  #field(): SoqlSelectItem {
    const value = this.valueExpression();
    if (value.kind === 'path') return { kind: 'field', path: value.path, alias: undefined };
    const named = this.kind === T.identifier;
    return { kind: 'function', call: value.call, alias: named ? this.takeIdentifier().name : undefined };
  }

  #listView(): string | undefined {
    if (!this.accept(C.using)) return undefined;
    if (this.lowerText() !== 'listview') this.unexpected();
    this.next();
    this.expect(T.assign, '=');
    return this.soqlPath().parts.join('.');
  }

  /** One WITH clause, without the word WITH. */
  #with(): SoslWith {
    const start = this.start;
    const name = this.lowerText();
    const value = this.#withClause(name);
    return { start, end: this.lastEnd, name, text: this.text.slice(start, this.lastEnd), value };
  }

  #withClause(name: string): SoslWith['value'] {
    if (this.kind === C.data && this.peek() === C.category) this.dataCategories();
    else if (name === 'user_mode' || name === 'system_mode' || name === 'highlight') this.next();
    else if (name === 'snippet') this.#snippet();
    else if (name === 'spell_correction') this.#spellCorrection();
    else if (name === 'network' || name === 'division' || name === 'pricebookid' || name === 'metadata') {
      this.next();
      if (name !== 'network' || !this.accept(C.in)) {
        this.expect(T.assign, '=');
        return this.#withValue();
      }
      this.expect(T.leftParen, '(');
      do this.#withValue();
      while (this.accept(T.comma));
      this.expect(T.rightParen, ')');
    } else this.unexpected();
    return undefined;
  }

  #withValue(): SoslWith['value'] {
    if (this.kind === T.colon) return this.soqlBind();
    if (this.kind !== T.string) this.unexpected();
    return { kind: 'text', text: this.stringValue('soql') };
  }

  /** `SPELL_CORRECTION = false` */
  #spellCorrection(): void {
    this.next();
    this.expect(T.assign, '=');
    const word = this.lowerText();
    if (word !== 'true' && word !== 'false') this.unexpected();
    this.next();
  }

  /** `SNIPPET (target_length = 120)` */
  #snippet(): void {
    this.next();
    if (!this.accept(T.leftParen)) return;
    if (this.lowerText() !== 'target_length') this.unexpected();
    this.next();
    this.expect(T.assign, '=');
    this.expect(T.integer, 'target_length');
    this.expect(T.rightParen, ')');
  }
}
