trigger SyntheticAttestationTrigger on Synthetic_Attestation__c(
  before insert,
  before update,
  before delete,
  after insert,
  after update
) {
  SyntheticAttestationTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
