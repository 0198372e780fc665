trigger OnContact on Contact(after insert) {
  Tell.fired();
}
