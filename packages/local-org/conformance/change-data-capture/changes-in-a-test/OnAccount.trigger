trigger OnAccount on AccountChangeEvent (after insert) {
  List<Log__c> rows = new List<Log__c>();
  for (AccountChangeEvent event : Trigger.new) {
    EventBus.ChangeEventHeader header = event.ChangeEventHeader;
    rows.add(new Log__c(Text__c = String.join(new List<String>{
      header.entityName, header.changeType, String.valueOf(header.recordIds.size()), String.valueOf(header.sequenceNumber),
      'changed ' + String.join(header.changedFields, ','), 'nulled ' + String.join(header.nulledFields, ','),
      event.Name, event.Industry, event.Phone
    }, ' ')));
  }
  insert rows;
}
