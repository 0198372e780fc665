/**
 * Database.DMLOptions (Apex Reference Guide). What it says of assignment, auto-response, e-mail and duplicate rules is kept and
 * read back; the local org has none of these rules and sends no e-mail, so nothing follows from it.
 */
import { register } from '../kernel/registry.ts';

class AssignmentRuleHeader {
  f_assignmentRuleId: string | null = null;
  f_useDefaultRule: boolean | null = null;
}

class DuplicateRuleHeader {
  f_allowSave: boolean | null = null;
  f_includeRecordDetails: boolean | null = null;
  f_runAsCurrentUser: boolean | null = null;
}

class EmailHeader {
  f_triggerAutoResponseEmail: boolean | null = null;
  f_triggerOtherEmail: boolean | null = null;
  f_triggerUserEmail: boolean | null = null;
}

/** Properties are null until they are set; the headers are always there. */
export class DMLOptions {
  f_allowFieldTruncation: boolean | null = null;
  f_localeOptions: string | null = null;
  f_optAllOrNone: boolean | null = null;
  f_assignmentRuleHeader: AssignmentRuleHeader | null = new AssignmentRuleHeader();
  f_duplicateRuleHeader: DuplicateRuleHeader | null = new DuplicateRuleHeader();
  f_emailHeader: EmailHeader | null = new EmailHeader();
}

register('Database.DMLOptions', { class: DMLOptions, constructors: { 'new()': () => new DMLOptions() } });
register('Database.DMLOptions.AssignmentRuleHeader', {
  class: AssignmentRuleHeader,
  constructors: { 'new()': () => new AssignmentRuleHeader() },
});
register('Database.DMLOptions.DuplicateRuleHeader', {
  class: DuplicateRuleHeader,
  constructors: { 'new()': () => new DuplicateRuleHeader() },
});
register('Database.DMLOptions.EmailHeader', {
  class: EmailHeader,
  constructors: { 'new()': () => new EmailHeader() },
});
