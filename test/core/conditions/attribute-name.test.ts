/**
 * Names of attributes: those that OpenID Connect gives, one's own, and what people write instead.
 */
import { describe, expect, it } from 'vitest';
import { readAttributeName } from '../../../src/core/conditions/attribute-name.ts';

/** OpenID Connect Core 1.0, section 5.1, all of which Cognito has, but for `sub`. */
const STANDARD_CLAIMS =
  'name given_name family_name middle_name nickname preferred_username profile picture website email email_verified gender birthdate zoneinfo locale phone_number phone_number_verified address updated_at';

function suggestionFor(text: string): string | null | undefined {
  const read = readAttributeName(text);
  return read.ok ? undefined : read.error.suggestion;
}

describe('the name of an attribute', () => {
  it.each(STANDARD_CLAIMS.split(' '))('may be %s', (name) => {
    expect(readAttributeName(name)).toEqual({ ok: true, value: name });
  });

  it.each([
    ['Mail', 'email'],
    ['E-Mail_Address', 'email'],
    ['phone', 'phone_number'],
    ['mobile', 'phone_number'],
    ['telephone', 'phone_number'],
    ['first name', 'given_name'],
    ['lastName', 'family_name'],
    ['surname', 'family_name'],
    ['birthday', 'birthdate'],
    ['time_zone', 'zoneinfo'],
    ['familyName', 'family_name'],
    ['team', 'custom:team'],
    ['Custom:team', 'custom:team'],
    ['my-custom:team', 'custom:my-custom:team'],
    ['twenty-one-characters', null],
  ])('is not %s: did you mean %s', (text, suggestion) => {
    expect(suggestionFor(text)).toBe(suggestion);
  });
});
