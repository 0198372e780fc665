/** Something in what the user gave is wrong. The message names the place; no stack trace is shown for it. */
export class InputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InputError';
  }
}
