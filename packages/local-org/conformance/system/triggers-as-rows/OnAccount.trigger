// trigger Another on Contact (after delete)
trigger OnAccount on Account (before insert, after update, after undelete) {
  /* nothing */
}
