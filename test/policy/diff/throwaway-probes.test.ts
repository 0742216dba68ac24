import { describe, expect, it } from 'vitest';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { emailDimension, type ThrowawayNames } from '../../../src/policy/diff/email-probes.ts';
import { atomsOf } from './samples.ts';

function probesOf(when: RuleDocument['when'], throwaway: ThrowawayNames) {
  return emailDimension(atomsOf(when), throwaway).probes;
}

describe('throwaway domains', () => {
  const LISTED = ['one.example.net', 'two.example.net', 'three.example.org'];

  it.each([
    [undefined, 'someone@one.example.net'],
    [{ emailDomain: ['one.example.net'] }, 'someone@two.example.net'],
    [{ emailDomain: ['*.example.net'] }, 'someone@three.example.org'],
    [{ emailDomain: ['*.one.example.net'] }, 'someone@one.example.net'],
    [{ emailDomain: ['o.example.net'] }, 'someone@one.example.net'],
  ])('beside %j have one that is not listed', (when, email) => {
    const probes = probesOf(when, { listed: LISTED, spared: [] });

    expect(probes.filter(({ standsFor }) => standsFor === 'disposableEmail')).toEqual([
      { typed: { email }, standsFor: 'disposableEmail' },
    ]);
  });

  it('have none where all are listed', () => {
    const probes = probesOf({ emailDomain: LISTED }, { listed: LISTED, spared: [] });

    expect(probes.map(({ standsFor }) => standsFor)).toEqual([
      'anyone',
      'no email',
      'a malformed email',
      ...LISTED.map((domain) => `emailDomain ${domain}`),
    ]);
  });

  it('are looked at below a wildcard, and so are spared ones', () => {
    const standsFor = 'emailDomain *.example.org and disposableEmail';
    const meetingOf = ['emailDomain *.example.org', 'disposableEmail'];
    const names = { listed: ['one.example.net', 'a.b.example.org'], spared: ['kept.example.net', 'kept.example.org'] };

    const probes = probesOf({ emailDomain: ['*.example.org'] }, names);

    expect(probes.slice(4)).toEqual([
      { typed: { email: 'someone@one.example.net' }, standsFor: 'disposableEmail' },
      { typed: { email: 'someone@a.b.example.org' }, standsFor, meetingOf },
      { typed: { email: 'someone@elsewhere.a.b.example.org' }, standsFor, meetingOf },
      { typed: { email: 'someone@kept.example.org' }, standsFor, meetingOf },
      { typed: { email: 'someone@elsewhere.kept.example.org' }, standsFor, meetingOf },
    ]);
  });

  it('are told after the nearest wildcard, tagged ones too', () => {
    const when = { emailDomain: ['*.example.org', '*.a.example.org'], emailTag: true as const };
    const standsFor = 'emailDomain *.a.example.org and disposableEmail';
    const meetingOf = ['emailDomain *.a.example.org', 'disposableEmail'];

    const found = probesOf(when, { listed: ['a.example.org'], spared: [] });

    expect(found.slice(-4)).toEqual([
      { typed: { email: 'someone@a.example.org' }, standsFor, meetingOf },
      {
        typed: { email: 'someone+tag@a.example.org' },
        standsFor: `${standsFor} and emailTag`,
        meetingOf: [...meetingOf, 'emailTag'],
      },
      { typed: { email: 'someone@elsewhere.a.example.org' }, standsFor, meetingOf },
      {
        typed: { email: 'someone+tag@elsewhere.a.example.org' },
        standsFor: `${standsFor} and emailTag`,
        meetingOf: [...meetingOf, 'emailTag'],
      },
    ]);
  });
});
