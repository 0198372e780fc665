trigger Jobs on Job__c(before update) {
  Look.at('trigger');
}
