trigger SyntheticDatasetTrigger on Synthetic_Dataset__c(
  before insert,
  before update,
  before delete,
  after insert,
  after update,
  after delete,
  after undelete
) {
  SyntheticDatasetTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
