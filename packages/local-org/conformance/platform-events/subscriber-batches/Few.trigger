trigger Few on Now__e (after insert) {
  System.debug('few ' + Trigger.new.size() + ' ' + Trigger.isAfter + Trigger.isInsert);
}
