trigger SyntheticAuditEventTrigger on Synthetic_Audit_Event__e(after insert) {
  SyntheticAuditEventTriggerHandler.handle(Trigger.new);
}
