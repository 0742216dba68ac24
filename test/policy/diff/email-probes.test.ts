import { describe, expect, it } from 'vitest';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { valuesOf } from '../../../src/policy/diff/atoms.ts';
import { emailDimension, type ThrowawayNames } from '../../../src/policy/diff/email-probes.ts';
import { atomsOf } from './samples.ts';

const NO_NAMES: ThrowawayNames = { listed: [], spared: [] };
const ABSENT = { typed: {}, standsFor: 'no email' };
const MALFORMED = { typed: { email: 'not-an-address' }, standsFor: 'a malformed email' };

function probesOf(when: RuleDocument['when']) {
  return emailDimension(atomsOf(when), NO_NAMES).probes;
}

/** What stands for the values of `when` beyond what is always there. */
function added(when: RuleDocument['when']) {
  const usual = ['anyone', 'emailTag', 'no email', 'a malformed email'];
  return probesOf(when).filter(({ standsFor }) => !usual.includes(standsFor));
}

function emailOf(when: RuleDocument['when'], value: string): string | undefined {
  return probesOf(when).find(({ standsFor }) => standsFor === value)?.typed.email;
}

/** A domain of that many characters. */
function domainOfLength(length: number): string {
  return `${'a.'.repeat(length)}com`.slice(-length).replace(/^\./u, 'b');
}

describe('emailDimension', () => {
  it('has an address of nobody, none and a malformed one', () => {
    expect(emailDimension([], NO_NAMES)).toEqual({
      name: 'email',
      probes: [{ typed: { email: 'someone@elsewhere.example' }, standsFor: 'anyone' }, ABSENT, MALFORMED],
    });
  });

  it('has an address at each domain and below each wildcard', () => {
    expect(probesOf({ emailDomain: ['example.com', '*.example.org', 'a.example.org'] })).toEqual([
      { typed: { email: 'someone@elsewhere.example' }, standsFor: 'anyone' },
      ABSENT,
      MALFORMED,
      { typed: { email: 'someone@example.com' }, standsFor: 'emailDomain example.com' },
      { typed: { email: 'someone@elsewhere.example.org' }, standsFor: 'emailDomain *.example.org' },
      { typed: { email: 'someone@a.example.org' }, standsFor: 'emailDomain a.example.org' },
    ]);
  });

  it('has each of them with a tag where a rule asks', () => {
    expect(probesOf({ emailDomain: ['example.com'], emailTag: true })).toEqual([
      { typed: { email: 'someone@elsewhere.example' }, standsFor: 'anyone' },
      { typed: { email: 'someone+tag@elsewhere.example' }, standsFor: 'emailTag' },
      ABSENT,
      MALFORMED,
      { typed: { email: 'someone@example.com' }, standsFor: 'emailDomain example.com' },
      {
        typed: { email: 'someone+tag@example.com' },
        standsFor: 'emailDomain example.com and emailTag',
        meetingOf: ['emailDomain example.com', 'emailTag'],
      },
    ]);
  });

  it('has each listed address', () => {
    expect(added({ emailAddress: ['a@example.com', 'b@example.com'] })).toEqual([
      { typed: { email: 'a@example.com' }, standsFor: 'emailAddress a@example.com' },
      { typed: { email: 'b@example.com' }, standsFor: 'emailAddress b@example.com' },
    ]);
  });

  it('has each address that an attribute lists', () => {
    expect(
      added({ emailAddress: ['a@example.com'], attribute: { email: ['a@example.com', 'b@example.com'] } }),
    ).toEqual([
      { typed: { email: 'a@example.com' }, standsFor: 'emailAddress a@example.com' },
      { typed: { email: 'b@example.com' }, standsFor: 'attribute email=b@example.com' },
    ]);
  });
});

describe('an address that no list names', () => {
  const numbered = ['someone', ...Array.from({ length: 9 }, (_, index) => `someone${index}`)];
  const all = numbered.map((local) => `${local}@example.com`);

  it.each([
    [['someone@example.com'], 'someone0@example.com'],
    [['someone@example.com', 'someone0@example.com'], 'someone1@example.com'],
    [all, 'a@example.com'],
    [[...all, 'a@example.com'], 'a0@example.com'],
  ])('is none of %j', (emailAddress, email) => {
    expect(emailOf({ emailDomain: ['example.com'], emailAddress }, 'emailDomain example.com')).toBe(email);
  });

  it('is none that an attribute lists', () => {
    const when = { emailDomain: ['example.com'], attribute: { email: ['someone@example.com'] } };

    expect(emailOf(when, 'emailDomain example.com')).toBe('someone0@example.com');
  });

  it.each([
    [245, ['someone@', 'a+b@']],
    [250, ['a@', 'a+b@']],
    [252, ['a@']],
    [253, []],
  ])('at a domain of %i characters begins with %j', (length, locals) => {
    const domain = domainOfLength(length);

    expect(added({ emailDomain: [domain], emailTag: true }).map(({ typed }) => typed.email)).toEqual(
      locals.map((local) => local + domain),
    );
  });
});

describe('a domain that no list names', () => {
  it.each([
    [['elsewhere.example'], 'someone@elsewhere.examplex'],
    [['*.example'], 'someone@elsewhere.examplex'],
    [['elsewhere.example', '*.examplex'], 'someone@elsewhere.examplexx'],
    [['*.example.com', 'example'], 'someone@elsewhere.example'],
  ])('is none of %j', (emailDomain, email) => {
    expect(emailOf({ emailDomain }, 'anyone')).toBe(email);
  });

  it.each([
    [['*.example.com', 'elsewhere.example.com'], 'someone@elsewherex.example.com'],
    [['*.example.com', 'elsewhere.example.com', 'elsewherex.example.com'], 'someone@elsewherexx.example.com'],
    [['*.example.com', '*.elsewhere.example.com'], 'someone@elsewhere.example.com'],
  ])('is, below a wildcard, none of %j', (emailDomain, email) => {
    expect(emailOf({ emailDomain }, 'emailDomain *.example.com')).toBe(email);
  });
});

describe('valuesOf', () => {
  it('has each value once, and none of a flag', () => {
    expect(valuesOf(atomsOf({ emailTag: true, client: ['a', 'b'], provider: ['b', 'c'] }))).toEqual(['a', 'b', 'c']);
  });
});
