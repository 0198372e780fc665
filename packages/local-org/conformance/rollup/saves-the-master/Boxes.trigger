trigger Boxes on Box__c (before update, after update) {
    for (Box__c b : Trigger.new) {
        System.debug('box ' + Trigger.operationType + ' ' + Trigger.oldMap.get(b.Id).Items__c + ' -> ' + b.Items__c);
    }
}
