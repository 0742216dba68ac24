/**
 * What rules can tell apart: probes in classes, and classes joined to states.
 */
import { describe, expect, it, test } from 'vitest';
import type { RuleDocument } from '../../../src/core/policy.ts';
import type { TypedAttempt } from '../../../src/policy/cases/typed-attempt.ts';
import { atomicRules } from '../../../src/policy/diff/atoms.ts';
import { classify, EVERYTHING, joined, keyOf, type ProbeClass, type State } from '../../../src/policy/diff/classes.ts';
import type { Probe } from '../../../src/policy/diff/probe.ts';
import { RESOURCES } from '../../reference/cases.ts';
import { withRules } from './samples.ts';

function cut(...rules: readonly RuleDocument[]) {
  return atomicRules(withRules(...rules), withRules(), RESOURCES);
}

function emailsOf({ members }: ProbeClass) {
  return members.map(({ typed }) => typed.email);
}

function at(email: string, meetingOf?: readonly string[]): Probe {
  return { typed: { email }, standsFor: email, ...(meetingOf === undefined ? {} : { meetingOf }) };
}

const COM = { emailDomain: ['example.com'] };
const ANYONE = at('ann@elsewhere.example');

describe('classify', () => {
  it('keeps the first rule in the lowest bit', () => {
    const rules = cut(
      { id: 'a', then: 'deny', when: COM },
      { id: 'b', then: 'deny', unless: COM },
      { id: 'c', then: 'deny', when: { emailDomain: ['example.org'] } },
      { id: 'd', then: 'deny' },
    );

    const { usual } = classify({ name: 'email', probes: [at('ann@example.com')] }, rules);

    expect([usual.when.toString(2), usual.unless.toString(2)]).toEqual(['1011', '10']);
  });

  it('puts together what no rule tells apart', () => {
    const probes = [ANYONE, at('ann@example.com'), at('ann@example.net'), at('bob@example.com')];

    const { name, usual, others } = classify({ name: 'email', probes }, cut({ id: 'a', then: 'deny', when: COM }));

    expect(name).toBe('email');
    expect(usual).toEqual({
      when: 0n,
      unless: 0n,
      presence: 'email given;',
      typed: ANYONE.typed,
      cost: 0,
      members: [ANYONE, at('ann@example.net')],
    });
    expect(others).toEqual([
      {
        when: 1n,
        unless: 0n,
        presence: 'email given;',
        typed: { email: 'ann@example.com' },
        cost: 1,
        members: [at('ann@example.com'), at('bob@example.com')],
      },
    ]);
  });

  it('speaks of a class by its plainest probe', () => {
    const probes = [ANYONE, at('a+b@example.com', ['a', 'b']), at('ann@example.com'), at('bob@example.com')];

    const { others } = classify({ name: 'email', probes }, cut({ id: 'a', then: 'deny', when: COM }));

    expect(others.map(({ typed, cost }) => ({ typed, cost }))).toEqual([
      { typed: { email: 'ann@example.com' }, cost: 1 },
    ]);
    expect(others.map(emailsOf)).toEqual([['a+b@example.com', 'ann@example.com', 'bob@example.com']]);
  });

  it('counts a meeting of two values as less plain', () => {
    const probes = [ANYONE, at('a+b@example.com', ['a', 'b'])];

    const { others } = classify({ name: 'email', probes }, cut({ id: 'a', then: 'deny', when: COM }));

    expect(others.map(({ cost }) => cost)).toEqual([2]);
  });

  test.each<[string, readonly TypedAttempt[], readonly string[]]>([
    [
      'email',
      [{}, { email: 'x' }, { email: 'ann@example.com' }],
      ['email absent;', 'email malformed;', 'email given;'],
    ],
    ['phone', [{}, { phone: 'x' }, { phone: '+12065550100' }], ['phone absent;', 'phone malformed;', 'phone given;']],
    [
      'source',
      [{}, { trigger: 'external-provider' }, { trigger: 'admin-create' }],
      ['sign-up;', 'external-provider;', 'admin-create;'],
    ],
    ['client', [{}, { client: 'portal' }], ['']],
  ])('tells apart without any rule, by %s', (name, attempts, presences) => {
    const probes = attempts.map((typed) => ({ typed, standsFor: 'anything' }));

    const { usual, others } = classify({ name, probes }, []);

    expect([usual, ...others].map(({ presence }) => presence)).toEqual(presences);
  });

  it('takes no probes as nothing to tell apart', () => {
    expect(classify({ name: 'client', probes: [] }, [])).toEqual({
      name: 'client',
      usual: { ...EVERYTHING, members: [] },
      others: [],
    });
  });
});

describe('joined', () => {
  const STATE: State = { when: 0b1110n, unless: 0b1100n, presence: 'email given;', typed: { email: 'a' }, cost: 1 };

  it('keeps a bit that both have, and fields of both', () => {
    const other: State = { when: 0b0111n, unless: 0b1111n, presence: 'sign-up;', typed: { client: 'c' }, cost: 2 };

    expect(joined(STATE, other)).toEqual({
      when: 0b0110n,
      unless: 0b0100n,
      presence: 'email given;sign-up;',
      typed: { email: 'a', client: 'c' },
      cost: 3,
    });
  });

  it('leaves a state as it is with everything', () => {
    expect(joined(EVERYTHING, STATE)).toEqual(STATE);
    expect(joined(STATE, EVERYTHING)).toEqual(STATE);
  });
});

describe('keyOf', () => {
  it('is of what decides, and of nothing else', () => {
    expect(keyOf({ when: 255n, unless: 16n, presence: 'sign-up;' })).toBe('ff 10 sign-up;');
  });
});
