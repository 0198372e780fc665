/**
 * What comes with setup rows: the groups of a role, the assignment of a user's profile, the type that his licence gives him.
 * Source: Object Reference, "Group", "PermissionSetAssignment", "User".
 */
import type { ChunkContext } from '../dml/services.ts';

const INSERT_ASSIGNMENT =
  'INSERT INTO "PermissionSetAssignment" ("Id", "AssigneeId", "PermissionSetId", "IsActive", "SystemModstamp")' +
  ' SELECT new_id(\'0Pa\'), u."Id", s."Id", 1, ? FROM "User" u JOIN "PermissionSet" s ON s."ProfileId" = u."ProfileId" AND s."IsOwnedByProfile" = 1' +
  ' WHERE u."Id" IN (SELECT value FROM json_each(?))';

const INSERT_ROLE_GROUPS =
  'INSERT INTO "Group" ("Id", "DeveloperName", "RelatedId", "Type", "CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById", "SystemModstamp")' +
  ' SELECT new_id(\'00G\'), r."DeveloperName", r."Id", t.value, ?1, ?2, ?1, ?2, ?1 FROM "UserRole" r, json_each(\'["Role", "RoleAndSubordinates"]\') t' +
  ' WHERE r."Id" IN (SELECT value FROM json_each(?3))';

/** After rows of a setup object were written. */
export function completeSetup(context: ChunkContext, ids: readonly string[], created: boolean): void {
  const { object, database, session, access } = context;
  if (ids.length === 0 || (object.kind !== 'setup' && object.name !== 'User')) return;
  const json = JSON.stringify(ids);
  const now = session().now();
  switch (object.name) {
    case 'User':
      database.run(
        'UPDATE "User" SET "UserType" = ifnull((SELECT p."UserType" FROM "Profile" p WHERE p."Id" = "ProfileId"), "UserType")' +
          ' WHERE "Id" IN (SELECT value FROM json_each(?))',
        json,
      );
      database.run(
        'DELETE FROM "PermissionSetAssignment" WHERE "AssigneeId" IN (SELECT value FROM json_each(?))' +
          ' AND "PermissionSetId" IN (SELECT "Id" FROM "PermissionSet" WHERE "IsOwnedByProfile" = 1)',
        json,
      );
      database.run(INSERT_ASSIGNMENT, now, json);
      return;
    case 'UserRole':
      if (created) database.run(INSERT_ROLE_GROUPS, now, access.userId, json);
      return;
    case 'PermissionSet':
      if (created) {
        database.run(
          'UPDATE "PermissionSet" SET "IsCustom" = 1, "IsOwnedByProfile" = 0, "Type" = \'Regular\' WHERE "Id" IN (SELECT value FROM json_each(?))',
          json,
        );
      }
      return;
  }
}
