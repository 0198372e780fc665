trigger OnError on BatchApexErrorEvent(after insert) {
  for (BatchApexErrorEvent event : Trigger.new) {
    System.debug(event.Phase + ' ' + event.ExceptionType + ' ' + event.Message);
    System.debug(
      [SELECT Name FROM Account WHERE Id IN :event.JobScope.split(',')].Name + ' ' + event.DoesExceedJobScopeMaxLength
    );
    System.debug([SELECT JobType FROM AsyncApexJob WHERE Id = :event.AsyncApexJobId].JobType);
  }
}
