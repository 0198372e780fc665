trigger SyntheticValidationRunTrigger on Synthetic_Validation_Run__c(before insert, before update, before delete) {
  SyntheticValidationRunTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
