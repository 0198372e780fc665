import type { FormulaEnvironment } from '../../formula/typed.ts';
import type { AccessContext } from '../../runtime/ports.ts';
import type { ObjectSchema, OrgSchema } from '../../schema/model.ts';
import type { Database } from '../../storage/database.ts';
import type { ChangeCapture } from '../changes/capture.ts';
import type { Counters } from '../counters.ts';
import type { Permissions } from '../security/permissions.ts';
import type { Sharing } from '../security/sharing.ts';
import type { DataSession } from '../session.ts';
import type { FieldHistory } from './history.ts';
import type { Locks } from './locks.ts';
import type { TriggerRunner } from './triggers.ts';

/** What all parts of DML share. */
export interface DmlServices {
  readonly schema: OrgSchema;
  readonly database: Database;
  readonly counters: Counters;
  readonly permissions: Permissions;
  readonly sharing: Sharing;
  readonly locks: Locks;
  readonly history: FieldHistory;
  readonly changes: ChangeCapture;
  readonly triggers: TriggerRunner;
  readonly session: () => DataSession;
  readonly organizationId: () => string;
  readonly environment: () => FormulaEnvironment;
  readonly recordTypeId: (object: ObjectSchema) => string | undefined;
}

/** One chunk's worth of work on rows of one object. */
export interface ChunkContext extends DmlServices {
  readonly object: ObjectSchema;
  readonly access: AccessContext;
}
