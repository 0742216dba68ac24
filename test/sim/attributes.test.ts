/**
 * What the pool refuses before it asks the trigger, and how it keeps what it takes. Where Cognito's own rule is not
 * published the model is lenient (F6.9): these are the bounds of that.
 */
import { describe, expect, it } from 'vitest';
import { addressKind, checkAttributes, checkUserName, checkWritable } from '../../src/sim/attributes.ts';
import { keepAttributes } from '../../src/sim/names.ts';
import { EMAIL, emptyPool, PHONE, SIGN_INS } from './pools.ts';

const TAKEN = { ok: true, value: null };
const { settings: SETTINGS } = emptyPool();

function refusal(name: string, message: string) {
  return { ok: false, error: { name, message } };
}

describe('addresses', () => {
  it.each([
    [EMAIL, 'email'],
    ['a@b@example.com', 'email'],
    [PHONE, 'phone_number'],
    ['+12345678901234567890', 'phone_number'],
    [`ann ${EMAIL}`, null],
    [`${EMAIL} `, null],
    ['@example.com', null],
    ['ann@', null],
    [PHONE.slice(1), null],
    [`tel${PHONE}`, null],
    [`${PHONE}x`, null],
    ['+', null],
    ['+123456789012345678901', null],
    ['ann', null],
  ])('%j is of kind %s (F6.9, F6.12)', (text, kind) => {
    expect(addressKind(text)).toBe(kind);
  });

  it.each([
    ['an email and a space', 'email', `${EMAIL} `, 'Invalid email address format.'],
    ['an empty email', 'email', '', 'Invalid email address format.'],
    ['a number and a letter', 'phone_number', `${PHONE}x`, 'Invalid phone number format.'],
    ['an empty number', 'phone_number', '', 'Invalid phone number format.'],
    [
      'a value of 2,049 characters',
      'name',
      'a'.repeat(2049),
      '1 validation error: name is longer than 2048 characters',
    ],
  ])('%s is refused', (_, name, value, message) => {
    expect(checkAttributes(SETTINGS, new Map([[name, value]]))).toEqual(refusal('InvalidParameterException', message));
  });

  it('attributes of 2,048 characters are taken (F6.9)', () => {
    expect(checkAttributes(SETTINGS, new Map([['name', 'a'.repeat(2048)]]))).toEqual(TAKEN);
  });
});

describe('the schema', () => {
  it('takes standard attributes and those that the pool declares', () => {
    const given = { sub: 's', name: 'Ann', zoneinfo: 'UTC', email: EMAIL, 'custom:team': 'sales' };

    expect(checkAttributes(SETTINGS, new Map(Object.entries(given)))).toEqual(TAKEN);
  });

  it('refuses all others in one text', () => {
    const given = { team: 'sales', name: 'Ann', 'custom:plan': 'gold', email: 'ann' };
    const message =
      'Attributes did not conform to the schema: team: Attribute does not exist in the schema.\n' +
      'custom:plan: Attribute does not exist in the schema.\n';

    expect(checkAttributes(SETTINGS, new Map(Object.entries(given)))).toEqual(
      refusal('InvalidParameterException', message),
    );
  });
});

describe('what a user may write', () => {
  it.each(['sub', 'email_verified', 'phone_number_verified'])('is not %s', (name) => {
    const message = 'A client attempted to write unauthorized attribute';

    expect(checkWritable(new Map([[name, 'true']]))).toEqual(refusal('NotAuthorizedException', message));
  });

  it('is everything else', () => {
    expect(checkWritable(new Map([['custom:email_verified', 'true']]))).toEqual(TAKEN);
  });
});

describe('a user name (F1.9)', () => {
  const BY_EMAIL = { kind: 'alias', attributes: ['email'] } as const;

  it.each([
    ['email', 'both are aliases', EMAIL, SIGN_INS[0]],
    ['phone number', 'both are aliases', PHONE, SIGN_INS[0]],
    ['email', 'emails alone are', EMAIL, BY_EMAIL],
  ])('of %s format is refused where %s', (words, _, userName, signIn) => {
    const message = `Username cannot be of ${words} format, since user pool is configured for ${words} alias.`;

    expect(checkUserName(emptyPool(signIn).settings, userName)).toEqual(refusal('InvalidParameterException', message));
  });

  it.each([
    ['a number, if only emails are aliases', PHONE, BY_EMAIL],
    ['an address, if nobody signs in by one', EMAIL, SIGN_INS[2]],
    ['a plain name', 'ann', SIGN_INS[0]],
  ])('may be %s', (_, userName, signIn) => {
    expect(checkUserName(emptyPool(signIn).settings, userName)).toEqual(TAKEN);
  });
});

it('only the email is flattened, not what else a user tells (F1.10)', () => {
  const attributes = new Map([
    ['email', 'Ann@Example.com'],
    ['name', 'Ann'],
  ]);

  expect(keepAttributes(emptyPool().settings, attributes)).toEqual(new Map([...attributes, ['email', EMAIL]]));
  expect(keepAttributes(emptyPool(undefined, true).settings, attributes)).toEqual(attributes);
});
