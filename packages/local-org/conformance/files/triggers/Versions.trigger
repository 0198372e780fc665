trigger Versions on ContentVersion (after insert) {
  System.debug('after version ' + (Trigger.new[0].ContentDocumentId != null));
}
