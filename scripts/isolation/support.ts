/** An org of the package, and a dataset approved in it, for tests and measurements that run Apex. */
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SourceFile } from '../../packages/local-org/src/diagnostics/diagnostic.ts';
import type { OrgKind } from '../../packages/local-org/src/data/seed.ts';
import { runAnonymous } from '../../packages/local-org/src/org/anonymous.ts';
import { openOrg } from '../../packages/local-org/src/org/commands/project.ts';
import type { LocalOrg } from '../../packages/local-org/src/org/local-org.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface PackageOrg {
  readonly org: LocalOrg;
  /** Runs a block as the user of that name; gives what it wrote to the debug log. */
  readonly run: (apex: string, name?: 'admin' | 'requester' | 'approver' | 'loader') => string[];
}

/**
 * @param sourceDirectories beside `force-app`, from the repository's root
 * @param kind what the org says that it is for
 */
export function packageOrg(
  context: Pick<TestContext, 'after'>,
  sourceDirectories: readonly string[] = [],
  kind?: OrgKind,
): PackageOrg {
  const org = openOrg({ directory: ROOT, sourceDirectories: ['force-app', ...sourceDirectories], kind });
  context.after(() => org.close());
  const run: PackageOrg['run'] = (apex, name) => {
    const lines: string[] = [];
    const userId = name === undefined ? org.seeded.adminId : org.seeded.userIds.get(`${name}@example.com`)!;
    runAnonymous(org, userId, new SourceFile('AnonymousBlock', apex), (line) =>
      lines.push(line.replace(/^USER_DEBUG\|[A-Z]+\|/, '')),
    );
    return lines;
  };
  return { org, run };
}

/** Has a dataset for all five objects requested and approved; its key is `isolation`. */
export function approveDataset({ run }: PackageOrg): void {
  run(
    `for (User trained : [SELECT Id FROM User WHERE Username IN ('requester@example.com', 'loader@example.com')])
       insert new Synthetic_Attestation__c(User__c = trained.Id, Course__c = 'Synthetic_Data_Handling', Evidence__c = 'Test');`,
    'admin',
  );
  run(
    `Synthetic_Dataset__c dataset = new Synthetic_Dataset__c(Name = 'Isolation', Dataset_Key__c = 'isolation', Generator__c = 'Faker',
       Generator_Version__c = '1', Method__c = 'algorithmicMedia', Seed__c = '1', Generated_At__c = System.now().addDays(-1), Configuration_Hash__c = '${'0'.repeat(64)}', Purpose__c = 'Demonstration',
       Responsible_Entity__c = 'Example Bank plc', Allowed_Objects__c = 'Account;Contact;Lead;Opportunity;Case', Retention_Days__c = 30);
     insert dataset;
     dataset.Status__c = 'Submitted';
     update dataset;`,
    'requester',
  );
  run(
    `Synthetic_Dataset__c d = [SELECT Id FROM Synthetic_Dataset__c]; d.Status__c = 'Approved'; update d;`,
    'approver',
  );
}

/** The start of a block that loads: `datasetId` is the approved dataset. */
export const DATASET = 'Id datasetId = [SELECT Id FROM Synthetic_Dataset__c].Id;\n';
