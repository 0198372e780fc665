trigger SyntheticStagedRecordTrigger on Synthetic_Staged_Record__c(
  before insert,
  before update,
  before delete,
  after insert,
  after update,
  after delete
) {
  SyntheticStagedRecordTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
