trigger SyntheticOpportunityTrigger on Opportunity(
  before insert,
  before delete,
  after insert,
  after update,
  after delete,
  after undelete
) {
  SyntheticGovernedObjectTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
