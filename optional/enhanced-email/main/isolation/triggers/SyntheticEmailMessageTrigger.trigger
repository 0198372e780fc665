trigger SyntheticEmailMessageTrigger on EmailMessage(
  before insert,
  before update,
  after insert,
  after update,
  after delete
) {
  SyntheticLinkTriggerHandler.handle(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
