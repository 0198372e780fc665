trigger SyntheticLegalHoldTrigger on Synthetic_Legal_Hold__c(
  before insert,
  before update,
  before delete,
  after insert,
  after update
) {
  SyntheticLegalHoldTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
