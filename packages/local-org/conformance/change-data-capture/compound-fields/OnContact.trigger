trigger OnContact on ContactChangeEvent (after insert) {
  for (ContactChangeEvent event : Trigger.new)
    System.debug(event.ChangeEventHeader.changedFields + ' ' + event.Name + ' ' + event.MailingStreet + ' ' + event.MailingCity);
}
