trigger OnLead on Lead(before update, after update) {
  Tell.fired();
  System.debug(Trigger.old[0].IsConverted + ' ' + Trigger.new[0].IsConverted);
}
