/** The approval processes of the project as rows. Object Reference, "ProcessDefinition", "ProcessNode". */
import type { OrgSchema } from '../../schema/model.ts';
import type { SeedRows } from '../seed-rows.ts';

export function seedProcesses(schema: OrgSchema, rows: SeedRows): void {
  for (const { object, name, label, description, steps, approverMayEdit } of schema.setup.approvalProcesses.values()) {
    const definitionId = rows.put(
      'ProcessDefinition',
      { TableEnumOrId: object, DeveloperName: name },
      {
        Name: label,
        Description: description ?? null,
        Type: 'Approval',
        State: 'Active',
        LockType: approverMayEdit ? 'Workitem' : 'Admin',
      },
    );
    for (const step of steps)
      rows.put(
        'ProcessNode',
        { ProcessDefinitionId: definitionId, DeveloperName: step.name },
        { Name: step.label, Description: step.description ?? null },
      );
  }
}
