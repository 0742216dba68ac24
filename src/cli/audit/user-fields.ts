/**
 * The names that exports, the console and spreadsheets give to what a user has, and Cognito's own name for each. Pure.
 */

/** Cognito's name by the letters and digits of what others write. */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    username: ['username', 'cognitousername', 'login', 'loginname', 'userpoolusername'],
    sub: ['sub', 'userid', 'usersub', 'cognitosub'],
    email: ['email', 'emailaddress', 'mail', 'emails', 'emailid'],
    email_verified: ['emailverified', 'emailisverified', 'isemailverified', 'verifiedemail'],
    phone_number: ['phonenumber', 'phone', 'mobile', 'mobilephone', 'telephone', 'phonenumbers'],
    phone_number_verified: ['phonenumberverified', 'phoneverified', 'isphoneverified'],
    userstatus: ['userstatus', 'status', 'confirmationstatus', 'accountstatus'],
    enabled: ['enabled', 'isenabled', 'accountenabled'],
  }).flatMap(([name, others]) => others.map((other) => [other, name] as const)),
);

/** A million users have the same few names. */
const known = new Map<string, string>();
const MOST_KNOWN = 1000;

/** Cognito's name of a field, or the name as it is; what others put before an attribute does not count. */
export function fieldName(written: string): string {
  const found = known.get(written) ?? nameOf(written);
  if (known.size < MOST_KNOWN) known.set(written, found);
  return found;
}

function nameOf(written: string): string {
  const bare = written.trim().replace(/^(?:user)?attributes?[./]/iu, '');
  return NAMES.get(bare.toLowerCase().replaceAll(/[^a-z0-9]/gu, '')) ?? bare;
}

/** Whether a header names users at all. */
export function namesUsers(header: readonly string[]): boolean {
  const fields = header.map(fieldName);
  return fields.includes('username') || fields.includes('sub');
}

const YES: ReadonlySet<string> = new Set([
  'true',
  'yes',
  'y',
  '1',
  'verified',
  'wahr',
  'ja',
  'vrai',
  'oui',
  'verdadero',
  'vero',
]);

/** A flag as programs and spreadsheets of several languages write it, in Cognito's form. */
export function flagText(written: string): string {
  return String(YES.has(written.trim().toLowerCase()));
}

/** A status as the console shows it, in the API's form. */
export function statusText(written: string): string {
  const status = written
    .trim()
    .toUpperCase()
    .replaceAll(/[\s-]+/gu, '_');
  return status === 'RESET_PASSWORD_REQUIRED' || status === 'PASSWORD_RESET_REQUIRED' ? 'RESET_REQUIRED' : status;
}
