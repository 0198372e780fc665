trigger OnAccount on AccountChangeEvent (after insert) {
  List<Log__c> rows = new List<Log__c>();
  for (AccountChangeEvent event : Trigger.new)
    rows.add(new Log__c(Text__c = event.ChangeEventHeader.changeType + ' of ' + event.ChangeEventHeader.recordIds.size() + ' number ' + event.ChangeEventHeader.sequenceNumber));
  insert rows;
}
