trigger SyntheticPurgeRunTrigger on Synthetic_Purge_Run__c(before insert, before update, before delete) {
  SyntheticPurgeRunTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
