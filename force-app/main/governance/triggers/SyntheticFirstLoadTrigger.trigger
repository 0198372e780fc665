trigger SyntheticFirstLoadTrigger on Synthetic_Audit_Event__e(after insert) {
  SyntheticFirstLoadTriggerHandler.handle(Trigger.new);
}
