trigger OnContact on Contact (after insert) {
  insert new Secret__c(Name = 'by the trigger');
  Called.insertOne();
}
