trigger Greet on Account(before insert, after insert, before update) {
  for (Account a : Trigger.new) {
    System.debug(Trigger.operationType + ': ' + a.Greeting__c);
    if (Trigger.isUpdate)
      System.debug('old: ' + Trigger.oldMap.get(a.Id).Greeting__c);
    if (Trigger.isBefore) {
      a.Name = a.Name + '!';
      System.debug('changed: ' + a.Greeting__c);
      a.recalculateFormulas();
      System.debug('recalculated: ' + a.Greeting__c);
    }
  }
}
