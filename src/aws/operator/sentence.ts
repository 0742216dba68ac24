/**
 * An AWS error as one line for an operator. Only for calls that carry no user's address: the SDK quotes what it refused,
 * so the trigger uses `failure.ts` instead.
 */

/** What a call lacked before it was made, by how the SDK's message begins, and how it is given. */
const LACKED: readonly (readonly [string, string])[] = [
  ['Region is missing', 'no AWS Region is set: give `--region`, set `AWS_REGION`, or name a profile that has one'],
  [
    'Could not load credentials from any providers',
    'no AWS credentials were found: give `--profile`, set `AWS_PROFILE`, or set `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`',
  ],
];

/** What the settings lacked for AWS to be asked at all, and what to do; null for every other error. */
export function lackedSetting(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  return LACKED.find(([beginning]) => error.message.startsWith(beginning))?.[1] ?? null;
}

/** Name and message on one line; of a lacking setting, what to do. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const lacked = lackedSetting(error);
  if (lacked !== null) return lacked;
  const message = error.message.replaceAll(/\s+/gu, ' ').trim();
  return message === '' ? error.name : `${error.name}: ${message}`;
}
