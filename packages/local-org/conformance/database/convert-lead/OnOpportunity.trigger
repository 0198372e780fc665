trigger OnOpportunity on Opportunity(after insert) {
  Tell.fired();
}
