trigger Items on Item__c (before insert, after insert, after update) {
    System.debug('item ' + Trigger.operationType);
}
