/**
 * Under which name a sign-up starts in each kind of pool, and which names are taken.
 */
import { describe, expect, it } from 'vitest';
import type { AliasAttribute } from '../../../src/core/attempt.ts';
import { NEUTRAL } from '../../../src/core/decision.ts';
import { beginSignUp, finishSignUp } from '../../../src/sim/operations/sign-up.ts';
import type { Pool, SignIn } from '../../../src/sim/pool.ts';
import { EMAIL, emptyPool, givenFor, PASSWORD, PHONE, poolOfAnn, SIGN_INS, signUp } from '../pools.ts';

type Attributes = Readonly<Record<string, string>>;

const [BY_ALIAS, BY_ADDRESS, BY_NAME] = SIGN_INS;

function by(...attributes: AliasAttribute[]): SignIn {
  return { kind: 'username', attributes };
}

function begin(pool: Pool, userName: string, attributes: Attributes = {}) {
  const request = { userName, password: PASSWORD, attributes: new Map(Object.entries(attributes)) };
  return beginSignUp(pool, request, 'sub-2');
}

function asked(signIn: SignIn | undefined, userName: string, attributes: Attributes = {}) {
  const begun = begin(emptyPool(signIn), userName, attributes);
  return begun.ok && { ...begun.value.ask, signInBy: begun.value.signInBy };
}

describe('where addresses sign in (F1.9)', () => {
  it.each([
    ['email', EMAIL],
    ['phone_number', PHONE],
  ] as const)('the id is the user name, and the %s given as name becomes an attribute', (signInBy, userName) => {
    const attributes = new Map([[signInBy, userName]]);

    expect(asked(BY_ADDRESS, userName)).toEqual({
      source: 'PreSignUp_SignUp',
      userName: 'sub-2',
      attributes,
      signInBy,
    });
  });

  it('the attribute may be stated once more, in another case', () => {
    expect(asked(BY_ADDRESS, EMAIL, { email: 'Ann@Example.com' })).toMatchObject({
      attributes: new Map([['email', EMAIL]]),
    });
  });

  it.each([
    ['ann', 'Username should be either an email or a phone number.', by('email', 'phone_number')],
    ['ann', 'Username should be an email.', by('email')],
    [PHONE, 'Username should be an email.', by('email')],
    [EMAIL, 'Username should be a phone number.', by('phone_number')],
  ])('the name %s is refused: %s', (userName, message, signIn) => {
    expect(begin(emptyPool(signIn), userName)).toEqual({
      ok: false,
      error: { name: 'InvalidParameterException', message },
    });
  });

  it('an attribute that is not the name is refused', () => {
    const message = 'User email should be empty or same as username, since username attribute is email.';

    expect(begin(emptyPool(BY_ADDRESS), EMAIL, { email: 'other@example.com' })).toEqual({
      ok: false,
      error: { name: 'InvalidParameterException', message },
    });
  });
});

it.each([
  ['bob', 'aliases sign in', BY_ALIAS],
  ['bob', 'names sign in', BY_NAME],
  [EMAIL, 'names sign in', BY_NAME],
])('the name %s is taken as given where %s (F1.9)', (userName, _, signIn) => {
  expect(asked(signIn, userName)).toMatchObject({ userName, signInBy: null });
});

describe('a second sign-up', () => {
  const byEmail = signUp(emptyPool(BY_ADDRESS), EMAIL, {}).pool;
  const byNumber = signUp(emptyPool(BY_ADDRESS), PHONE, { email: EMAIL }).pool;

  function again(pool: Pool, userName: string, attributes: Attributes) {
    const begun = begin(pool, userName, attributes);
    if (!begun.ok) throw new Error(begun.error.message);
    return finishSignUp(pool, begun.value, { kind: 'flags', flags: NEUTRAL }, givenFor('2'));
  }

  it.each([
    ['a name', poolOfAnn(), 'Ann', 'User already exists'],
    ['an email that somebody signs in by', byEmail, EMAIL, 'An account with the given email already exists.'],
    ['a number that somebody signs in by', byNumber, PHONE, 'An account with the given phone_number already exists.'],
  ])('under %s that exists is refused, and nothing changes (F2.2, F6.1)', (_, pool, userName, message) => {
    expect(again(pool, userName, {})).toEqual({
      pool,
      result: { ok: false, error: { name: 'UsernameExistsException', message } },
      events: [],
    });
  });

  it.each([
    ['the name of nobody but the address of somebody', poolOfAnn(), 'bob', { email: EMAIL }],
    ['the second address of somebody, whose uniqueness is unconfirmed (F2.9)', byEmail, PHONE, { email: EMAIL }],
    ['the address of somebody in another attribute', byEmail, 'bob@example.com', { nickname: EMAIL }],
  ])('a sign-up passes with %s', (_, pool, userName, attributes) => {
    expect(again(pool, userName, attributes).result.ok).toBe(true);
  });
});
