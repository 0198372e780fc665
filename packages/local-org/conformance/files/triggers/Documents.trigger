trigger Documents on ContentDocument (before insert, after insert) {
  System.debug(Trigger.isBefore ? 'before document ' + Trigger.new[0].Title : 'after document ' + (Trigger.new[0].LatestPublishedVersionId != null));
}
