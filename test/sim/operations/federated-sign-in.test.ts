/**
 * Profiles of identity providers: what the first sign-in makes, and what each later one does to the flags. Names and the
 * first meeting with a held alias are in `doors.test.ts`.
 */
import { describe, expect, it } from 'vitest';
import { beginFederatedSignIn, finishFederatedSignIn } from '../../../src/sim/operations/federated-sign-in.ts';
import type { Pool } from '../../../src/sim/pool.ts';
import type { TriggerAnswer } from '../../../src/sim/trigger.ts';
import { ALL_FLAGS, EMAIL, emailFlag, emptyPool, givenFor, PHONE, poolOfAnn, SIGN_INS } from '../pools.ts';

const FLAGS: TriggerAnswer = { kind: 'flags', flags: ALL_FLAGS };
const THROWN: TriggerAnswer = { kind: 'thrown', message: 'No' };
const OTHER = 'other@example.com';
const PROVED = { email: EMAIL, email_verified: 'true' };

function signIn(pool: Pool, attributes: Readonly<Record<string, string>>, answer = FLAGS, now = 1000) {
  const profile = { provider: 'Corp', id: 'A', attributes: new Map(Object.entries(attributes)) };
  return finishFederatedSignIn(pool, beginFederatedSignIn(pool, profile), answer, givenFor('corp', now));
}

function gained(attribute: string, value: string) {
  return { kind: 'alias-gained', attribute, value, to: 'corp_a', door: 'federated-sign-in' };
}

describe('the first sign-in', () => {
  it('asks the trigger about what the provider says, the email flattened (F1.1, F1.10)', () => {
    const attributes = new Map([
      ['email', 'Ann@Example.com'],
      ['name', 'Ann'],
    ]);

    expect(beginFederatedSignIn(emptyPool(), { provider: 'Corp', id: 'A', attributes }).ask).toEqual({
      source: 'PreSignUp_ExternalProvider',
      userName: 'corp_a',
      attributes: new Map([...attributes, ['email', EMAIL]]),
    });
  });

  it('makes a profile without a password, verified as far as the provider says (F1.6)', () => {
    const { pool, result, events } = signIn(emptyPool(), { ...PROVED, phone_number: PHONE });

    const attributes = new Map([
      ['sub', 'sub-corp'],
      ['email', EMAIL],
      ['email_verified', 'true'],
      ['phone_number', PHONE],
      ['phone_number_verified', 'false'],
    ]);
    expect(result).toEqual({
      ok: true,
      value: {
        userName: 'corp_a',
        sub: 'sub-corp',
        status: 'EXTERNAL_PROVIDER',
        enabled: true,
        attributes,
        password: null,
        passwordSetAt: 1000,
        passwordCode: null,
        createdAt: 1000,
        modifiedAt: 1000,
        signUpCode: null,
        attributeCodes: new Map(),
      },
    });
    expect(result).toEqual({ ok: true, value: pool.users.get('corp_a') });
    expect(events).toEqual([
      { kind: 'user-created', userName: 'corp_a', status: 'EXTERNAL_PROVIDER' },
      gained('email', EMAIL),
    ]);
  });

  it('makes nobody when the trigger refuses (F4.4)', () => {
    const pool = emptyPool();
    const error = { name: 'UserLambdaValidationException', message: 'PreSignUp failed with error No.' };

    expect(signIn(pool, PROVED, THROWN)).toEqual({ pool, result: { ok: false, error }, events: [] });
  });

  it('gives a profile no flag without the address', () => {
    const user = signIn(emptyPool(), { email_verified: 'true' }).pool.users.get('corp_a');

    expect(user?.attributes).toEqual(new Map([['sub', 'sub-corp']]));
  });

  it('puts the profile beside a local user with the address in a username pool (F2.9)', () => {
    const { pool, events } = signIn(poolOfAnn(SIGN_INS[1]), PROVED);

    expect([emailFlag(pool, `sub-${EMAIL}`), emailFlag(pool, 'corp_a')]).toEqual(['true', 'true']);
    expect(events.slice(1)).toEqual([gained('email', EMAIL)]);
  });
});

describe('a later sign-in', () => {
  const known = signIn(emptyPool(), PROVED).pool;
  const unproved = signIn(emptyPool(), { email: EMAIL }).pool;

  it('needs no word of the trigger and creates nobody (F1.1)', () => {
    const { pool, result, events } = signIn(known, { ...PROVED, name: 'Ann' }, THROWN, 2000);

    const before = known.users.get('corp_a');
    const attributes = new Map([...(before?.attributes ?? []), ['name', 'Ann']]);
    expect(result).toEqual({ ok: true, value: { ...before, attributes, modifiedAt: 2000 } });
    expect(pool.users.size).toBe(1);
    expect(events).toEqual([]);
  });

  it.each([
    ['the same address, proved, changes nothing', known, PROVED, EMAIL, 'true', []],
    ['no address changes nothing', known, { name: 'Ann' }, EMAIL, 'true', []],
    ['a flag alone changes nothing', unproved, { email_verified: 'true' }, EMAIL, 'false', []],
    ['the address without its flag loses the alias (F2.10)', known, { email: EMAIL }, EMAIL, 'false', []],
    [
      'the address called unproved loses the alias (F2.10)',
      known,
      { ...PROVED, email_verified: 'false' },
      EMAIL,
      'false',
      [],
    ],
    ['another address, unproved, loses the alias', known, { email: OTHER }, OTHER, 'false', []],
    [
      'another address, proved, is an alias gained',
      known,
      { ...PROVED, email: OTHER },
      OTHER,
      'true',
      [gained('email', OTHER)],
    ],
    ['the same address, proved by now, is an alias gained', unproved, PROVED, EMAIL, 'true', [gained('email', EMAIL)]],
  ])('%s', (_, pool, attributes, email, flag, events) => {
    const step = signIn(pool, attributes);

    expect(step.pool.users.get('corp_a')?.attributes.get('email')).toBe(email);
    expect(emailFlag(step.pool, 'corp_a')).toBe(flag);
    expect(step.events).toEqual(events);
  });

  it('moves an alias that the provider proves by now (F2.4)', () => {
    const pool = signIn(poolOfAnn(), { email: EMAIL }).pool;

    const step = signIn(pool, PROVED);

    expect(step.events).toEqual([
      { kind: 'alias-moved', attribute: 'email', value: EMAIL, from: 'ann', to: 'corp_a', door: 'federated-sign-in' },
    ]);
  });
});
