trigger Partial on Account (before insert) {
    Counts.runs++;
    List<Account> none = [SELECT Id FROM Account WHERE Name = 'nothing'];
    System.debug('run ' + Counts.runs + ' on ' + Trigger.new.size() + ', queries: ' + Limits.getQueries());
    for (Account a : Trigger.new) {
        if (a.Site == 'no' || (a.Site == 'second' && Counts.runs == 2)) a.addError('refused');
    }
}
