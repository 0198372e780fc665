trigger SyntheticAuditCosignatureTrigger on Synthetic_Audit_Cosignature__c(
  before insert,
  before update,
  before delete,
  after undelete
) {
  SyntheticAuditEvidenceTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
