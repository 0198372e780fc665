trigger SyntheticOpportunityContactRoleTrigger on OpportunityContactRole(after insert, after update, after delete) {
  SyntheticLinkTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
