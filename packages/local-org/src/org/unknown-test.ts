/** Thrown where a name of a selection is no test. */
export class UnknownTestError extends Error {
  override readonly name = 'UnknownTestError';
}
