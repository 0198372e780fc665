trigger SyntheticSweepFindingTrigger on Synthetic_Sweep_Finding__c(before insert, before update, before delete) {
  SyntheticSweepTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
