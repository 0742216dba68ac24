/**
 * The one rule of all doors: who owns an address after it was verified on somebody, and what is heard of it.
 */
import { describe, expect, it } from 'vitest';
import { aliasExists, type OnCollision, verifyAttribute, verifyAttributes } from '../../src/sim/alias.ts';
import { attributesOf, BOTH_VERIFIED, FEDERATED, poolOf, VERIFIED, withPerson } from './people.ts';
import { EMAIL, emptyPool, PHONE, SIGN_INS } from './pools.ts';

const [, BY_ADDRESS, BY_NAME] = SIGN_INS;

const BOTH = { email: EMAIL, phone_number: PHONE };

const EMAIL_MOVED = { kind: 'alias-moved', attribute: 'email', value: EMAIL, from: 'ann', to: 'bob' };
const PHONE_MOVED = { kind: 'alias-moved', attribute: 'phone_number', value: PHONE, from: 'ann', to: 'bob' };

const EXISTS = (attribute: string) => ({
  ok: false,
  error: { name: 'AliasExistsException', message: `An account with the given ${attribute} already exists.` },
});

describe('verifying an address that somebody owns (F2.4)', () => {
  it.each([
    ['email', EMAIL_MOVED],
    ['phone_number', PHONE_MOVED],
  ] as const)('moves the alias where the door moves: %s', (attribute, event) => {
    const step = verifyAttribute(poolOf({ bob: BOTH }), 'bob', attribute, 'confirm-sign-up', 'move');

    expect(step.result).toEqual({ ok: true, value: null });
    expect(step.events).toEqual([{ ...event, door: 'confirm-sign-up' }]);
    expect(attributesOf(step.pool, 'bob')).toEqual({ ...BOTH, [`${attribute}_verified`]: 'true' });
    // F2.5: the loser keeps the value, and what else was verified
    expect(attributesOf(step.pool, 'ann')).toEqual({ ...BOTH_VERIFIED, [`${attribute}_verified`]: 'false' });
  });

  it.each(['email', 'phone_number'] as const)('changes nothing where the door refuses: %s', (attribute) => {
    const pool = poolOf({ bob: BOTH });

    expect(verifyAttribute(pool, 'bob', attribute, 'admin-create', 'refuse')).toEqual({
      pool,
      result: EXISTS(attribute),
      events: [],
    });
    expect(aliasExists(pool, attribute)).toEqual({ pool, result: EXISTS(attribute), events: [] });
  });

  it('leaves a local user and their federated twin both verified where the door shares (F2.9)', () => {
    const pool = withPerson(poolOf({}, BY_ADDRESS), 'google_1', { email: EMAIL }, FEDERATED);

    const step = verifyAttribute(pool, 'google_1', 'email', 'federated-sign-in', 'share');

    expect(step.events).toEqual([
      { kind: 'alias-gained', attribute: 'email', value: EMAIL, to: 'google_1', door: 'federated-sign-in' },
    ]);
    expect(attributesOf(step.pool, 'google_1')).toEqual(VERIFIED);
    expect(attributesOf(step.pool, 'ann')).toEqual(BOTH_VERIFIED);
  });
});

describe('verifying an address that nobody else owns', () => {
  const gained = { kind: 'alias-gained', attribute: 'email', value: EMAIL, to: 'bob', door: 'sign-up' };

  it.each<[string, Readonly<Record<string, string>>, readonly unknown[]]>([
    ['gives the alias', { email: EMAIL }, [gained]],
    ['gives it to who lost it once', { email: EMAIL, email_verified: 'false' }, [gained]],
    ['gives nothing to its owner', VERIFIED, []],
  ])('%s', (_, attributes, events) => {
    const step = verifyAttribute(withPerson(emptyPool(), 'bob', attributes), 'bob', 'email', 'sign-up', 'refuse');

    expect(step.result.ok).toBe(true);
    expect(step.events).toEqual(events);
    expect(attributesOf(step.pool, 'bob')).toEqual(VERIFIED);
  });

  it('only flags it where names alone sign in (F2.1)', () => {
    const step = verifyAttribute(poolOf({ bob: BOTH }, BY_NAME), 'bob', 'email', 'sign-up', 'move');

    expect(step.events).toEqual([]);
    expect(attributesOf(step.pool, 'bob')).toEqual({ ...BOTH, email_verified: 'true' });
    expect(attributesOf(step.pool, 'ann')).toEqual(BOTH_VERIFIED);
  });

  it.each(['move', 'refuse', 'share'] as const)('does nothing without the attribute or the user: %s', (onCollision) => {
    const pool = poolOf({ bob: {} });

    for (const name of ['bob', 'nobody']) {
      const step = verifyAttribute(pool, name, 'email', 'admin-update', onCollision);

      expect(step).toEqual({ pool, result: { ok: true, value: null }, events: [] });
    }
  });
});

describe('verifying both addresses', () => {
  const verifyBoth = (onCollision: OnCollision, people = { bob: BOTH }) =>
    verifyAttributes(poolOf(people), 'bob', ['email', 'phone_number'], 'admin-update', onCollision);

  it('moves both, and says so in order', () => {
    const step = verifyBoth('move');

    expect(step.events).toEqual([EMAIL_MOVED, PHONE_MOVED].map((event) => ({ ...event, door: 'admin-update' })));
    expect(attributesOf(step.pool, 'bob')).toEqual(BOTH_VERIFIED);
  });

  it.each([
    ['email', { email: EMAIL, phone_number: '+12065550101' }],
    ['phone_number', { email: 'bob@example.com', phone_number: PHONE }],
  ])('is undone whole by the refusal of one: %s', (attribute, bob) => {
    const step = verifyBoth('refuse', { bob });

    expect(step).toEqual({ pool: poolOf({ bob }), result: EXISTS(attribute), events: [] });
  });
});
