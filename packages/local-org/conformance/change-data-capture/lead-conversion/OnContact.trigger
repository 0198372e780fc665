trigger OnContact on ContactChangeEvent (after insert) {
  for (ContactChangeEvent event : Trigger.new) Seen.add(event.ChangeEventHeader);
}
