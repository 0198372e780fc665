trigger OnContact on ContactChangeEvent (after insert) {
  System.debug('not selected');
}
