trigger Guard on Account(before insert, before update, after delete, after undelete) {
  if (Trigger.isBefore && Trigger.new != null) {
    for (Account one : Trigger.new) {
      Account old = Trigger.isUpdate ? Trigger.oldMap.get(one.Id) : null;
      if (old?.Name != one.Name)
        one.Name.addError('no', false);
    }
  }
}
