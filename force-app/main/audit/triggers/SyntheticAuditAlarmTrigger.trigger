trigger SyntheticAuditAlarmTrigger on Synthetic_Audit_Alarm__c(
  before insert,
  before update,
  before delete,
  after undelete
) {
  SyntheticAuditEvidenceTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
