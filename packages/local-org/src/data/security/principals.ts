/**
 * Whom a user stands for when records are shared: himself, the groups, queues and roles that he is in, and, where access is
 * granted up the role hierarchy, everybody below him and their groups. Kept in a table, so that a query asks it with one probe
 * a row; computed when a user is first asked about, and again after users, roles or groups have changed.
 * Source: Salesforce Help, "Controlling Access Using Hierarchies", "What Is a Group?".
 */
import type { Database } from '../../storage/database.ts';
import { identifier, parameter, sql } from '../sql.ts';
import type { Fragment } from '../sql.ts';

const TABLE = 'local_org_principal';

const DIRECT = `
  WITH RECURSIVE
    above(id) AS (
      SELECT "UserRoleId" FROM "User" WHERE "Id" = ?1 AND "UserRoleId" IS NOT NULL
      UNION SELECT r."ParentRoleId" FROM "UserRole" r JOIN above a ON r."Id" = a.id WHERE r."ParentRoleId" IS NOT NULL),
    own(id) AS (
      SELECT ?1
      UNION SELECT g."Id" FROM "Group" g JOIN "User" u ON u."Id" = ?1
        WHERE g."Type" = 'Role' AND g."RelatedId" = u."UserRoleId"
      UNION SELECT g."Id" FROM "Group" g
        WHERE g."Type" IN ('RoleAndSubordinates', 'RoleAndSubordinatesInternal') AND g."RelatedId" IN (SELECT id FROM above)
      UNION SELECT g."Id" FROM "Group" g JOIN "User" u ON u."Id" = ?1
        WHERE g."Type" = 'Organization' AND u."UserType" = 'Standard'
      UNION SELECT m."GroupId" FROM "GroupMember" m JOIN own o ON m."UserOrGroupId" = o.id)
  INSERT OR IGNORE INTO temp.${TABLE} SELECT ?1, id FROM own`;

/** A public group passes its members' access to their managers unless it says otherwise (`DoesIncludeBosses`). */
const BELOW = `
  WITH RECURSIVE
    below(id) AS (
      SELECT r."Id" FROM "UserRole" r JOIN "User" u ON u."Id" = ?1 WHERE r."ParentRoleId" = u."UserRoleId"
      UNION SELECT r."Id" FROM "UserRole" r JOIN below b ON r."ParentRoleId" = b.id),
    theirs(id) AS (
      SELECT u."Id" FROM "User" u WHERE u."UserRoleId" IN (SELECT id FROM below)
      UNION SELECT g."Id" FROM "Group" g
        WHERE g."Type" IN ('Role', 'RoleAndSubordinates', 'RoleAndSubordinatesInternal')
          AND g."RelatedId" IN (SELECT id FROM below)
      UNION SELECT m."GroupId" FROM "GroupMember" m JOIN theirs t ON m."UserOrGroupId" = t.id
        JOIN "Group" g ON g."Id" = m."GroupId" WHERE g."Type" <> 'Regular' OR g."DoesIncludeBosses" = 1)
  INSERT OR IGNORE INTO temp.${TABLE} SELECT ?1, id FROM theirs`;

const MEMBERS = `
  WITH RECURSIVE
    inside(id) AS (
      SELECT ?1 UNION SELECT m."UserOrGroupId" FROM "GroupMember" m JOIN inside i ON m."GroupId" = i.id),
    roles(id, deep) AS (
      SELECT g."RelatedId", g."Type" <> 'Role' FROM "Group" g JOIN inside i ON g."Id" = i.id
        WHERE g."Type" IN ('Role', 'RoleAndSubordinates', 'RoleAndSubordinatesInternal')
      UNION SELECT r."Id", 1 FROM "UserRole" r JOIN roles p ON r."ParentRoleId" = p.id WHERE p.deep)
  SELECT id FROM inside
  UNION SELECT u."Id" FROM "User" u WHERE u."UserRoleId" IN (SELECT id FROM roles)
  UNION SELECT u."Id" FROM "User" u WHERE u."UserType" = 'Standard'
    AND EXISTS (SELECT 1 FROM "Group" g JOIN inside i ON g."Id" = i.id WHERE g."Type" = 'Organization')`;

export class Principals {
  readonly #database: Database;
  readonly #known = new Set<string>();
  readonly #members = new Map<string, string>();
  #rollbacks = 0;

  constructor(database: Database) {
    this.#database = database;
    database.execute(
      `CREATE TEMP TABLE IF NOT EXISTS ${TABLE}` +
        ' ("user" TEXT NOT NULL, "principal" TEXT NOT NULL, PRIMARY KEY ("user", "principal"))' +
        ' STRICT, WITHOUT ROWID',
    );
  }

  /** After any write or rollback that may have touched users, roles, groups or their members. */
  forget(): void {
    this.#known.clear();
    this.#members.clear();
  }

  /** Before a statement with `principals()` in it runs for the user. */
  prepare(userId: string): void {
    if (this.#rollbacks !== this.#database.rollbacks) {
      this.#rollbacks = this.#database.rollbacks;
      this.forget();
    }
    if (this.#known.has(userId)) return;
    this.#database.run(`DELETE FROM temp.${TABLE} WHERE "user" = ?`, userId);
    this.#database.run(DIRECT, userId);
    this.#database.run(BELOW, userId);
    this.#known.add(userId);
  }

  /** Whether what is shared with the principal is shared with the user. */
  standsFor(userId: string, principal: string): boolean {
    this.prepare(userId);
    const text = `SELECT 1 FROM temp.${TABLE} WHERE "user" = ? AND "principal" = ?`;
    return this.#database.get(text, userId, principal) !== undefined;
  }

  /** Everybody and every group inside a group, as JSON for `json_each`. */
  membersOf(principal: string): string {
    let members = this.#members.get(principal);
    if (members === undefined) {
      const ids = this.#database.arrays(MEMBERS, principal).map(([id]) => id);
      this.#members.set(principal, (members = JSON.stringify(ids)));
    }
    return members;
  }
}

/** `SELECT ...` of the principals of the user who asks. */
export function principals(): Fragment {
  const user = parameter((run) => run.userId);
  return sql`SELECT "principal" FROM temp.${identifier(TABLE)} WHERE "user" = ${user}`;
}
