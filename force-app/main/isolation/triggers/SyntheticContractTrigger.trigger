trigger SyntheticContractTrigger on Contract(after insert, after update, after delete, after undelete) {
  SyntheticLinkTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
