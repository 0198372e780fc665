trigger Refuse on Account (before update) {
  for (Account a : Trigger.new) {
    if (a.Description == 'broken') {
      a.addError('not this');
    }
  }
}
