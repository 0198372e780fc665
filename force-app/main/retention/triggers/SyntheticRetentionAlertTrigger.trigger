trigger SyntheticRetentionAlertTrigger on Synthetic_Retention_Alert__c(before insert, before update, before delete) {
  SyntheticRetentionAlertTriggerHandler.handle(Trigger.new, Trigger.oldMap);
}
