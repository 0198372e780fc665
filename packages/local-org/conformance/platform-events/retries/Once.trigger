trigger Once on Later__e (after insert) {
  EventBus.TriggerContext context = EventBus.TriggerContext.currentContext();
  if (context.retries < 9) throw new EventBus.RetryableException('again');
  insert new Account(Name = 'after ' + context.retries + ' retries, last ' + context.lastError);
  EventBusSubscriber state = [SELECT Status FROM EventBusSubscriber WHERE Name = 'Failing'];
  System.debug([SELECT Name FROM Account].Name + ', the other is in ' + state.Status);
}
