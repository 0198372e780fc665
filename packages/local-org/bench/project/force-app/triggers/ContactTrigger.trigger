trigger ContactTrigger on Contact(before insert, before update, after insert, after update) {
  if (Trigger.isBefore) {
    for (Contact changed : Trigger.new) {
      changed.Department = changed.Title + ' department';
    }
  } else {
    Map<String, Id> byKey = new Map<String, Id>();
    for (Contact saved : Trigger.new) {
      byKey.put(saved.Key__c, saved.Id);
    }
  }
}
