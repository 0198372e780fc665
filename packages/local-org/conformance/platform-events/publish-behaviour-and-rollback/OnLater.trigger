trigger OnLater on Later__e (after insert) {
  for (Later__e event : Trigger.new) System.debug('later ' + event.Text__c);
}
