trigger Stepping on Now__e (after insert) {
  Integer done = 0;
  for (Now__e event : Trigger.new) {
    if (++done > 2) {
      insert new Account();
    }
    insert new Account(Name = event.Text__c);
    System.debug(event.Text__c + ' of ' + Trigger.new.size() + ', ' + [SELECT COUNT() FROM Account] + ' accounts');
    EventBus.TriggerContext.currentContext().setResumeCheckpoint(event.ReplayId);
  }
}
