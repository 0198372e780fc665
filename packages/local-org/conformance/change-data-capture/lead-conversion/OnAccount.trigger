trigger OnAccount on AccountChangeEvent (after insert) {
  for (AccountChangeEvent event : Trigger.new) Seen.add(event.ChangeEventHeader);
}
