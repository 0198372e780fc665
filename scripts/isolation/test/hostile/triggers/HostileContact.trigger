/** What a careless org might have beside the package. */
trigger HostileContact on Contact(before insert, after insert, before update) {
  for (Contact contact : Trigger.new) {
    if (Trigger.isBefore && contact.Title == 'unmark') {
      contact.Is_Synthetic__c = false;
      contact.Synthetic_Digest__c = null;
    }
    if (Trigger.isBefore && contact.Title == 'take away') {
      contact.Synthetic_Dataset__c = null;
    }
    if (Trigger.isBefore && contact.Title == 'reparent before') {
      contact.AccountId = [SELECT Id FROM Account WHERE Name = 'Real'].Id;
    }
    if (Trigger.isAfter && contact.Title == 'reparent after') {
      update new Contact(Id = contact.Id, Title = 'x', AccountId = [SELECT Id FROM Account WHERE Name = 'Real'].Id);
    }
    if (Trigger.isAfter && contact.Title == 'task') {
      insert new Task(Subject = 'Call', WhoId = contact.Id, WhatId = [SELECT Id FROM Account WHERE Name = 'Real'].Id);
    }
  }
}
