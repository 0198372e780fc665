trigger OnNow on Now__e (after insert) {
  for (Now__e event : Trigger.new) System.debug('now ' + event.Text__c);
}
