/**
 * Which rows a user may read, edit or dispose of: what the org-wide default leaves open, what he or somebody below him owns,
 * what is shared with him by share rows and sharing rules, and what follows from the parent or the children of a record. Each
 * is a part of one SQL condition; where a user may do all, there is no condition.
 * Source: Salesforce Help, "Organization-Wide Sharing Defaults", "Built-in Sharing Behavior"; Apex Developer Guide,
 * "Understanding Sharing".
 */
import type { FieldSchema, ObjectSchema, OrgSchema, SharingModel } from '../../schema/model.ts';
import type { MemberReference, SharingRuleSchema } from '../../schema/setup.ts';
import type { Database } from '../../storage/database.ts';
import { memo } from '../objects.ts';
import { constant, identifier, joined, parameter, sql, tagged } from '../sql.ts';
import type { Fragment, SqlRun } from '../sql.ts';
import { criteriaCondition } from './criteria.ts';
import type { Permissions } from './permissions.ts';
import { Principals, principals } from './principals.ts';
import { ACCOUNT_CHILDREN, shareOf } from './share-objects.ts';

/** `all`: delete, transfer, share */
export type RecordRight = 'read' | 'edit' | 'all';

/** The rows that a right reaches; `id` is the same for users to whom the same condition applies. */
export interface VisibleRows {
  readonly id: number;
  on(alias: string): Fragment;
}

type Condition = (alias: string) => Fragment;

/** Parents of parents, at the most: details of details of details, and what those hang on. */
const MAX_DEPTH = 5;

export class Sharing {
  readonly principals: Principals;
  readonly #schema: OrgSchema;
  readonly #database: Database;
  readonly #permissions: Permissions;
  readonly #known = new Map<string, VisibleRows | undefined>();
  readonly #groups = new Map<string, string | undefined>();
  readonly #ids = new Map<string, number>();

  constructor(schema: OrgSchema, database: Database, permissions: Permissions) {
    this.#schema = schema;
    this.#database = database;
    this.#permissions = permissions;
    this.principals = new Principals(database);
  }

  /** After any write or rollback that may have touched users, permissions, roles or groups. */
  forget(): void {
    this.#known.clear();
    this.#groups.clear();
    this.principals.forget();
  }

  /** Undefined where the user has the right on every row. */
  rows(userId: string, object: ObjectSchema, right: RecordRight): VisibleRows | undefined {
    const key = `${userId} ${right} ${object.name}`;
    const known = this.#known.get(key);
    if (known !== undefined || this.#known.has(key)) {
      if (known !== undefined) this.principals.prepare(userId);
      return known;
    }
    const condition = this.#condition(userId, object, right, 0);
    const rows = condition === undefined ? undefined : { id: this.#idOf(condition('t')), on: condition };
    if (rows !== undefined) this.principals.prepare(userId);
    this.#known.set(key, rows);
    return rows;
  }

  #idOf({ text, parameters }: Fragment): number {
    const key = JSON.stringify([text, ...parameters.map((source) => source.tag ?? null)]);
    let id = this.#ids.get(key);
    if (id === undefined) this.#ids.set(key, (id = this.#ids.size + 1));
    return id;
  }

  /** Those of the rows with these ids that the right reaches; undefined where it reaches all. */
  reached(userId: string, object: ObjectSchema, right: RecordRight, ids: readonly string[]): Set<string> | undefined {
    const rows = this.rows(userId, object, right);
    if (rows === undefined) return undefined;
    const { text, parameters } =
      sql`SELECT t."Id" FROM ${identifier(object.name)} AS t WHERE t."Id" IN (SELECT value FROM json_each(${parameter(({ binds }) => binds[0] as string)})) AND (${rows.on('t')})`;
    const run = { binds: [JSON.stringify(ids)], userId } as unknown as SqlRun;
    const found = this.#database.arrays(text, ...parameters.map((source) => source(run)));
    return new Set(found.map(([id]) => id as string));
  }

  // ---------------------------------------------------------------- the org-wide default

  #condition(userId: string, object: ObjectSchema, right: RecordRight, depth: number): Condition | undefined {
    const reachesAll =
      right === 'read'
        ? this.#permissions.seesAll(userId, object.name)
        : this.#permissions.changesAll(userId, object.name);
    if (reachesAll || depth > MAX_DEPTH) return undefined;
    switch (this.#model(userId, object)) {
      case 'ReadWrite':
        return right === 'all' ? this.#granted(userId, object, right, depth) : undefined;
      case 'Read':
        return right === 'read' ? undefined : this.#granted(userId, object, right, depth);
      case 'Private':
        return this.#granted(userId, object, right, depth);
      case 'ControlledByParent':
        return this.#byParent(userId, object, right, depth);
    }
  }

  #model(userId: string, object: ObjectSchema): SharingModel {
    const external = this.#permissions.userType(userId) !== 'Standard';
    return (external ? object.externalSharingModel : undefined) ?? object.sharingModel;
  }

  // ---------------------------------------------------------------- what is granted row by row

  #granted(userId: string, object: ObjectSchema, right: RecordRight, depth: number): Condition | undefined {
    if (!object.fields.has('ownerid')) return undefined;
    const ways = [
      ...this.#explicit(userId, object, right),
      ...this.#fromAccount(userId, object, right),
      ...(right === 'read' ? this.#fromChildren(userId, object) : []),
      ...(right === 'read' ? this.#ofActivity(userId, object, depth) : []),
    ];
    return anyOf(ways);
  }

  /** By ownership, share rows and sharing rules, not through other records. */
  #explicit(userId: string, object: ObjectSchema, right: RecordRight): Condition[] {
    const ways: Condition[] = [(alias) => sql`${identifier(alias, 'OwnerId')} IN (${principals()})`];
    if (right === 'all') return ways;
    const share = shareOf(this.#schema, object);
    if (share?.kept) {
      const levels = levelsFrom(right);
      ways.push(
        (alias) =>
          sql`${identifier(alias, 'Id')} IN (SELECT s.${identifier(share.parentField)} FROM ${identifier(share.object.name)} AS s WHERE s."UserOrGroupId" IN (${principals()}) AND s."IsDeleted" = 0 AND s.${identifier(share.levelField)} IN (${levels}))`,
      );
    }
    for (const rule of this.#rulesFor(userId, object)) {
      if (right === 'edit' && rule.access !== 'Edit') continue;
      ways.push(this.#ruleCondition(object, rule));
    }
    return ways;
  }

  #rulesFor(userId: string, object: ObjectSchema): SharingRuleSchema[] {
    const rules = this.#schema.setup.sharingRules.get(object.name.toLowerCase()) ?? [];
    return rules.filter(({ sharedTo }) => {
      const principal = this.principalOf(sharedTo);
      return principal !== undefined && this.principals.standsFor(userId, principal);
    });
  }

  #ruleCondition(object: ObjectSchema, { by }: SharingRuleSchema): Condition {
    if (by.kind === 'criteria') return (alias) => criteriaCondition(object, alias, by.items, by.filter);
    const source = this.principalOf(by.from) ?? '';
    const owners = tagged(source, () => this.principals.membersOf(source));
    return (alias) => sql`${identifier(alias, 'OwnerId')} IN (SELECT value FROM json_each(${owners}))`;
  }

  /** Id of the user or group that a rule names. */
  principalOf({ kind, name }: MemberReference): string | undefined {
    const key = `${kind} ${name}`.toLowerCase();
    if (!this.#groups.has(key)) {
      const row = this.#database.get(PRINCIPAL_OF[kind], ...(kind === 'allInternalUsers' ? [] : [name]));
      this.#groups.set(key, row?.['Id'] as string | undefined);
    }
    return this.#groups.get(key);
  }

  // ---------------------------------------------------------------- through other records

  /** What owning or sharing an account gives on its contacts, opportunities and cases. */
  #fromAccount(userId: string, object: ObjectSchema, right: RecordRight): Condition[] {
    const ownerLevel = ACCOUNT_CHILDREN.get(object.name);
    const account = this.#schema.objects.get('account');
    if (ownerLevel === undefined || account === undefined || right === 'all') return [];
    const levels = levelsFrom(right);
    const ways: Condition[] = [
      (alias) =>
        sql`${identifier(alias, 'AccountId')} IN (SELECT a."Id" FROM "Account" a JOIN "User" u ON u."Id" = a."OwnerId" JOIN "UserRole" r ON r."Id" = u."UserRoleId" WHERE a."OwnerId" IN (${principals()}) AND r.${identifier(ownerLevel)} IN (${levels}))`,
    ];
    const share = shareOf(this.#schema, account);
    const field = share?.object.fields.get(`${object.name.toLowerCase()}accesslevel`)?.name;
    if (share?.kept && field !== undefined) {
      ways.push(
        (alias) =>
          sql`${identifier(alias, 'AccountId')} IN (SELECT s."AccountId" FROM ${identifier(share.object.name)} AS s WHERE s."UserOrGroupId" IN (${principals()}) AND s."IsDeleted" = 0 AND s.${identifier(field)} IN (${levels}))`,
      );
    }
    for (const rule of this.#rulesFor(userId, account)) {
      const level = rule.children.get(object.name.toLowerCase());
      if (level === undefined || (right === 'edit' && level !== 'Edit')) continue;
      const accounts = this.#ruleCondition(account, rule);
      ways.push(
        (alias) => sql`${identifier(alias, 'AccountId')} IN (SELECT a."Id" FROM "Account" a WHERE ${accounts('a')})`,
      );
    }
    return ways;
  }

  /** Who sees a contact, opportunity or case by itself may read its account. */
  #fromChildren(userId: string, object: ObjectSchema): Condition[] {
    if (object.name !== 'Account') return [];
    return [...ACCOUNT_CHILDREN.keys()].flatMap((name): Condition[] => {
      const child = this.#schema.objects.get(name.toLowerCase());
      if (child === undefined || this.#model(userId, child) === 'ControlledByParent') return [];
      const rows = anyOf(this.#explicit(userId, child, 'read'));
      return [
        (alias) =>
          sql`${identifier(alias, 'Id')} IN (SELECT c."AccountId" FROM ${identifier(child.name)} AS c WHERE c."AccountId" IS NOT NULL AND (${rows!('c')}))`,
      ];
    });
  }

  /** Who reads the record that an activity is about reads the activity. */
  #ofActivity(userId: string, object: ObjectSchema, depth: number): Condition[] {
    if (object.name !== 'Task' && object.name !== 'Event') return [];
    return ['whatid', 'whoid'].flatMap((key): Condition[] => {
      const field = object.fields.get(key);
      if (field === undefined) return [];
      const reached = this.#parentReached(userId, field, 'read', depth);
      return [
        (alias) =>
          reached === undefined
            ? sql`${identifier(alias, field.name)} IS NOT NULL`
            : sql`(${identifier(alias, field.name)} IS NOT NULL AND (${reached(alias)}))`,
      ];
    });
  }

  #byParent(userId: string, object: ObjectSchema, right: RecordRight, depth: number): Condition | undefined {
    const parents = controllingFields(object);
    const conditions = parents.flatMap((field): Condition[] => {
      const needed = right === 'read' || field.writeRequiresMasterRead ? 'read' : 'edit';
      const reached = this.#parentReached(userId, field, needed, depth);
      return reached === undefined ? [] : [reached];
    });
    if (conditions.length === 0) return undefined;
    const all: Condition = (alias) =>
      joined(
        conditions.map((condition) => sql`(${condition(alias)})`),
        ' AND ',
      );
    if (!object.fields.has('ownerid')) return all;
    // A child without a parent is its owner's alone.
    const [{ name }] = parents;
    return (alias) =>
      sql`(${all(alias)}) OR (${identifier(alias, name)} IS NULL AND ${identifier(alias, 'OwnerId')} IN (${principals()}))`;
  }

  /** Undefined where the user has the right on whatever the reference may lead to. */
  #parentReached(userId: string, field: FieldSchema, right: RecordRight, depth: number): Condition | undefined {
    const closed = field.referenceTo.flatMap((name) => {
      const target = this.#schema.objects.get(name.toLowerCase());
      const rows = target === undefined ? undefined : this.#condition(userId, target, right, depth + 1);
      return rows === undefined ? [] : [{ target: target!, rows }];
    });
    if (closed.length === 0) return undefined;
    const alias = `p${depth}`;
    return (child) => {
      const column = identifier(child, field.name);
      const reached = closed.map(
        ({ target, rows }) =>
          sql`${column} IN (SELECT ${identifier(alias, 'Id')} FROM ${identifier(target.name)} AS ${identifier(alias)} WHERE ${rows(alias)})`,
      );
      if (closed.length < field.referenceTo.length) {
        const prefixes = joined(
          closed.map(({ target }) => constant(target.keyPrefix)),
          ', ',
        );
        reached.push(sql`substr(${column}, 1, 3) NOT IN (${prefixes})`);
      }
      return joined(reached, ' OR ');
    };
  }
}

const PRINCIPAL_OF: Readonly<Record<MemberReference['kind'], string>> = {
  user: 'SELECT "Id" FROM "User" WHERE "Username" = ?',
  group: 'SELECT "Id" FROM "Group" WHERE "DeveloperName" = ? AND "Type" IN (\'Regular\', \'Queue\')',
  role: 'SELECT g."Id" FROM "Group" g JOIN "UserRole" r ON r."Id" = g."RelatedId" WHERE r."DeveloperName" = ? AND g."Type" = \'Role\'',
  roleAndSubordinates:
    'SELECT g."Id" FROM "Group" g JOIN "UserRole" r ON r."Id" = g."RelatedId" WHERE r."DeveloperName" = ? AND g."Type" = \'RoleAndSubordinates\'',
  allInternalUsers: 'SELECT "Id" FROM "Group" WHERE "Type" = \'Organization\'',
};

const levelsFrom = (right: RecordRight): Fragment => ({
  text: right === 'read' ? `'Read', 'Edit', 'All'` : `'Edit', 'All'`,
  parameters: [],
});

function anyOf(ways: readonly Condition[]): Condition | undefined {
  if (ways.length === 0) return undefined;
  return (alias) =>
    joined(
      ways.map((way) => way(alias)),
      ' OR ',
    );
}

/** The references that a record's access follows. */
const controllingFields = memo((object: ObjectSchema): readonly FieldSchema[] => {
  const fields = [...object.fields.values()];
  const masters = fields.filter((field) => field.masterDetail);
  if (masters.length > 0 || object.custom) return masters;
  const first = fields.find((field) => field.deleteConstraint === 'cascade');
  return first === undefined ? [] : [first];
});
