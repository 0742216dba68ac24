/**
 * An AWS error as one line for an operator. Only for calls that carry no user's address: the SDK quotes what it refused,
 * so the trigger uses `failure.ts` instead.
 */

/** Name and message on one line. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message.replaceAll(/\s+/gu, ' ').trim();
  return message === '' ? error.name : `${error.name}: ${message}`;
}
