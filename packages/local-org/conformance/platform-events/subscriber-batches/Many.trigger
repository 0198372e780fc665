trigger Many on Now__e (after insert) {
  System.debug('many ' + Trigger.new.size());
}
