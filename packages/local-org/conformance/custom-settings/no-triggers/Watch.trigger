trigger Watch on Switches__c (before insert) {
}
