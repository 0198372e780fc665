trigger OnAccount on AccountChangeEvent (after insert) {
  System.debug(Trigger.new.size() + ' ' + Trigger.new[0].Name + ' by ' + UserInfo.getName());
  System.debug(Trigger.new[0].ChangeEventHeader.commitUser == [SELECT Id FROM User WHERE Username LIKE 'admin%' LIMIT 1].Id);
  System.debug('origin "' + Trigger.new[0].ChangeEventHeader.changeOrigin + '"');
}
