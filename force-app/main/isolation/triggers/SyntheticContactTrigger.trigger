trigger SyntheticContactTrigger on Contact(before insert, before update, after undelete) {
  SyntheticGovernedObjectTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
