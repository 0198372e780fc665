trigger SyntheticAuditStateTrigger on Synthetic_Audit_State__c(
  before insert,
  before update,
  before delete,
  after undelete
) {
  SyntheticAuditEvidenceTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
