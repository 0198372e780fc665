trigger AccountSeen on Account (before update, after update) {
  Account a = Trigger.new[0];
  Seen.events.add((Trigger.isBefore ? 'before ' : 'after ') + a.State__c + ' ' + a.NumberOfEmployees);
}
