trigger SyntheticAuditPreimageTrigger on Synthetic_Audit_Preimage__c(
  before insert,
  before update,
  before delete,
  after undelete
) {
  SyntheticAuditEvidenceTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
