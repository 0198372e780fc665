trigger Stages on Account (before insert, after insert) {
    for (Account a : Trigger.new) {
        System.debug(Trigger.operationType + ' ' + a.Name + ' ' + a.Origin__c + ' id: ' + (a.Id != null) + ' created: ' + (a.CreatedDate != null));
        if (Trigger.isBefore && a.Site == 'mend') a.Name = 'mended';
        if (Trigger.isBefore && a.Site == 'spoil') a.Name = null;
    }
}
