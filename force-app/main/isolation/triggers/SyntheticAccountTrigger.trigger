trigger SyntheticAccountTrigger on Account(before insert, after insert, after update, after delete, after undelete) {
  SyntheticGovernedObjectTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
