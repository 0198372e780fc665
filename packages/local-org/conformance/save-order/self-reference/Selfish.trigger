trigger Selfish on Account (before update, after update) {
    if (Trigger.isBefore && Trigger.new[0].Site == 'update') update new Account(Id = Trigger.new[0].Id, Name = 'again');
    if (Trigger.isAfter && Trigger.new[0].Site == 'delete') delete new Account(Id = Trigger.new[0].Id);
    if (Trigger.isAfter && Trigger.new[0].Site == 'once') update new Account(Id = Trigger.new[0].Id, Site = 'done');
}
