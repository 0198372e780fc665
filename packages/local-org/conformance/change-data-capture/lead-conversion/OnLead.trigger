trigger OnLead on LeadChangeEvent (after insert) {
  for (LeadChangeEvent event : Trigger.new) Seen.add(event.ChangeEventHeader);
}
