trigger Again on Account (after update) {
    update new Account(Id = Trigger.new[0].Id);
}
