trigger SyntheticAuditCheckpointTrigger on Synthetic_Audit_Checkpoint__c(
  before insert,
  before update,
  before delete,
  after undelete
) {
  SyntheticAuditEvidenceTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
