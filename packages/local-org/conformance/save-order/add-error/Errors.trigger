trigger Errors on Account (before insert, before delete) {
    for (Account a : Trigger.isDelete ? Trigger.old : Trigger.new) {
        if (a.Site == 'record') a.addError('on the record');
        if (a.Site == 'field') a.Name.addError('on a field');
        if (a.Site == 'dynamic') a.addError('Name', 'by name');
        if (a.Site == 'token') a.addError(Account.Site, 'by token', false);
        if (a.Site == 'exception') a.addError(new IllegalArgumentException('of an exception'));
        if (a.Site == 'two') { a.addError('first'); a.Name.addError('second'); }
        if (Trigger.isDelete) a.addError('stays');
    }
}
