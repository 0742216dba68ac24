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

/** What AWS says of credentials that are no good, by the error's name. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ['ExpiredTokenException', 'expired'],
  ['ExpiredToken', 'expired'],
  ['RequestExpired', 'expired'],
  ['UnrecognizedClientException', 'unknown'],
  ['InvalidClientTokenId', 'unknown'],
  ['InvalidAccessKeyId', 'unknown'],
  ['InvalidSignatureException', 'signature'],
  ['SignatureDoesNotMatch', 'signature'],
]);

const REMEDIES: Readonly<Record<string, string>> = {
  expired:
    'the AWS credentials have expired: sign in again, as with `aws sso login`, or renew `AWS_SESSION_TOKEN` and its keys',
  unknown:
    'AWS does not know these credentials: give `--profile`, or look at `AWS_ACCESS_KEY_ID` and `AWS_SESSION_TOKEN`',
  signature: "AWS refuses the signature: look at `AWS_SECRET_ACCESS_KEY`, and at this machine's clock",
};

/** A session of IAM Identity Center that is over or was never begun, as the SDK tells it. */
const SIGNED_OUT = /^(?:The SSO session|Token is expired|Profile .* is configured to use .* login)/u;

/** What a failure before or at the door of AWS lacked, and what to do; null for every other error. */
export function remedyFor(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const lacked = LACKED.find(([beginning]) => error.message.startsWith(beginning))?.[1];
  if (lacked !== undefined) return lacked;
  if (SIGNED_OUT.test(error.message))
    return 'the profile is signed out: sign in with `aws sso login`, its `--profile` beside';
  const host = /\bENOTFOUND (?<host>[\w.-]+\.amazonaws\.com\S*)/u.exec(error.message)?.groups?.['host'];
  if (host !== undefined) return `there is no \`${host}\`: is the Region right, and this machine online?`;
  return REMEDIES[REFUSED.get(error.name) ?? ''] ?? null;
}

/** Whether a sentence says that Region or credentials lack, which a misspelt profile is a reason for. */
export function lacksSetting(sentence: string): boolean {
  return LACKED.some(([, remedy]) => sentence.includes(remedy));
}

/** Name and message on one line; of what lacks or has expired, what to do. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const remedy = remedyFor(error);
  if (remedy !== null) return remedy;
  const message = error.message.replaceAll(/\s+/gu, ' ').trim();
  if (message === '') return error.name;
  return error.name === 'Error' ? message : `${error.name}: ${message}`;
}
