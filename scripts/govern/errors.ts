/** What is asked for cannot be done; the message says why and what could be. */
export class GovernError extends Error {}
