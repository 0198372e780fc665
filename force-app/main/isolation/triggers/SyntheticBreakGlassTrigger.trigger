trigger SyntheticBreakGlassTrigger on Synthetic_Break_Glass__c(
  before insert,
  before update,
  before delete,
  after update
) {
  SyntheticBreakGlassTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
