trigger OnAccount on Account(before insert, after insert, before update) {
  Tell.fired();
}
