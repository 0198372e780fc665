trigger SyntheticTaskTrigger on Task(before insert, after insert, after update, after delete, after undelete) {
  SyntheticLinkTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
