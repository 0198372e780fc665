trigger Links on ContentDocumentLink (before insert) {
  System.debug('before link ' + Trigger.new[0].ShareType);
}
