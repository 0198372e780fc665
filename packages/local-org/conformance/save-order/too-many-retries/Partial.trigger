trigger Partial on Account (before insert) {
    Counts.runs++;
    Trigger.new[0].addError('refused');
}
