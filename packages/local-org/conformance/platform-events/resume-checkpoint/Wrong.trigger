trigger Wrong on Later__e (after insert) {
  try {
    EventBus.TriggerContext.currentContext().setResumeCheckpoint('4711');
  } catch (EventBus.InvalidReplayIdException e) {
    System.debug(e.getTypeName());
  }
}
