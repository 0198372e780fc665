trigger Failing on Now__e (after insert) {
  EventBus.TriggerContext context = EventBus.TriggerContext.currentContext();
  insert new Account(Name = 'undone');
  System.debug(context.retries + ' ' + context.lastError);
  throw new EventBus.RetryableException('not yet ' + context.retries);
}
