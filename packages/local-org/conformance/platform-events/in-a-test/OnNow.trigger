trigger OnNow on Now__e (after insert) {
  List<Account> rows = new List<Account>();
  for (Now__e event : Trigger.new) rows.add(new Account(Name = event.Text__c));
  insert rows;
}
