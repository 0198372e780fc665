/** Who may run an Apex class from outside. Source: Apex Developer Guide, "Class Security". */
import type { OrgSchema } from '../../schema/model.ts';
import type { Database } from '../../storage/database.ts';

/** Whether the user's profile, or a permission set that is assigned alone or in a group, grants the class. */
export function grantsClass(
  database: Database,
  schema: OrgSchema,
  userId: string,
  className: string,
  now: number,
): boolean {
  const folded = className.toLowerCase();
  return database.all(GRANTING_SETS, userId, now, userId, now, userId).some((row) => {
    const isProfile = row['ProfileName'] !== null;
    const set = schema.permissionSets.get(String(row['ProfileName'] ?? row['Name']).toLowerCase());
    if (set === undefined || set.isProfile !== isProfile) return false;
    for (const name of set.classAccesses) if (name.toLowerCase() === folded) return true;
    return false;
  });
}

const IN_FORCE = '"AssigneeId" = ? AND ("ExpirationDate" IS NULL OR "ExpirationDate" > ?)';

const GRANTING_SETS = `
  SELECT s."Name", p."Name" AS "ProfileName" FROM "PermissionSet" s LEFT JOIN "Profile" p ON p."Id" = s."ProfileId"
  WHERE s."Id" IN (
    SELECT "PermissionSetId" FROM "PermissionSetAssignment" WHERE ${IN_FORCE}
    UNION SELECT c."PermissionSetId" FROM "PermissionSetGroupComponent" c
      JOIN "PermissionSetAssignment" a ON a."PermissionSetGroupId" = c."PermissionSetGroupId" WHERE ${IN_FORCE}
    UNION SELECT o."Id" FROM "PermissionSet" o JOIN "User" u ON u."ProfileId" = o."ProfileId" WHERE u."Id" = ?
  )`;
