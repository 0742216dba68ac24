/**
 * The names that a user attribute can have in an event. A condition on any other name could never match, so a near miss
 * is explained where it is written.
 */
import { ALIAS_ATTRIBUTES } from '../attempt.ts';
import { fail, ok, type Result } from '../result.ts';
import type { ValueProblem } from './condition.ts';

/** Cognito's standard attributes, those of OpenID Connect. `sub` is none: no user has one before they exist (F1.4). */
export const STANDARD_ATTRIBUTES: readonly string[] = [
  ...ALIAS_ATTRIBUTES,
  'address',
  'birthdate',
  'email_verified',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number_verified',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
];

/** Cognito's bounds of a custom attribute's own name: 1 to 20 characters, none of them a space. */
const CUSTOM = /^custom:[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,20}$/u;

/** What people call standard attributes elsewhere, without case and separators. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  mail: 'email',
  emailaddress: 'email',
  phone: 'phone_number',
  mobile: 'phone_number',
  telephone: 'phone_number',
  firstname: 'given_name',
  lastname: 'family_name',
  surname: 'family_name',
  birthday: 'birthdate',
  timezone: 'zoneinfo',
};

/** Takes the name of a standard or custom attribute as it stands in an event. */
export function readAttributeName(text: string): Result<string, ValueProblem> {
  if (STANDARD_ATTRIBUTES.includes(text) || CUSTOM.test(text)) return ok(text);
  if (plain(text) === 'username') {
    return fail({
      message: `\`${text}\` is not an attribute: the condition \`userName\` is about it`,
      suggestion: null,
    });
  }
  if (plain(text) === 'sub') {
    return fail({ message: `\`${text}\` is not an attribute yet: a user gets it once they exist`, suggestion: null });
  }
  const known = STANDARD_ATTRIBUTES.find((name) => plain(name) === plain(text)) ?? OTHER_NAMES[plain(text)];
  const own = `custom:${text.trim().replace(/^custom:/iu, '')}`;
  const suggestion = known ?? (CUSTOM.test(own) ? own : null);
  return fail({
    message: `\`${text}\` is neither a standard attribute nor one of your own, \`custom:\` and its name`,
    suggestion,
  });
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/gu, '');
}
