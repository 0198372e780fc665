trigger SyntheticAccountContactRelationTrigger on AccountContactRelation(after insert, after update, after delete) {
  SyntheticLinkTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
