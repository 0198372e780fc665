trigger SyntheticSweepRunTrigger on Synthetic_Sweep_Run__c(before insert, before update, before delete) {
  SyntheticSweepTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
