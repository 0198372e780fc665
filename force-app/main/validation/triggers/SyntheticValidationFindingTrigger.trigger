trigger SyntheticValidationFindingTrigger on Synthetic_Validation_Finding__c(
  before insert,
  before update,
  before delete
) {
  SyntheticFindingTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
