trigger OnOpportunity on OpportunityChangeEvent (after insert) {
  for (OpportunityChangeEvent event : Trigger.new) Seen.add(event.ChangeEventHeader);
}
