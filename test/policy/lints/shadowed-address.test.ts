import { describe, expect, test } from 'vitest';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { shadowedAddress } from '../../../src/policy/lints/shadowed-address.ts';
import { aDocument } from '../../support/policies.ts';

type Lines = Omit<RuleDocument, 'id'>;

const ADDRESS = { emailAddress: ['x@example.org', 'a@b.example.com'] };

const DOMAIN = { emailDomain: ['other.example', 'b.example.com'] };

function findingsOf(address: Lines, ...domains: readonly Lines[]) {
  const others = domains.map((lines, index) => ({ id: `domain-${index}`, ...lines }));
  return shadowedAddress(aDocument({ rules: [{ id: 'address', ...address }, ...others] }));
}

function said(reason: string) {
  const path = ['rules', 0, 'when', 'emailAddress', 1];
  const message = `\`a@b.example.com\` here changes nothing; the rule ${reason}`;
  return [{ code: 'shadowed-address', path, message }];
}

describe('the warning `shadowed-address`', () => {
  test.each<[Lines['then'], Lines['then'], string]>([
    ['approve', 'deny', '`domain-0` beats it: `then: deny` for its domain'],
    ['approve', 'code', '`domain-0` beats it: `then: code` for its domain'],
    ['code', 'deny', '`domain-0` beats it: `then: deny` for its domain'],
    ['approve', 'approve', '`domain-0` already says the same of its domain'],
    ['code', 'code', '`domain-0` already says the same of its domain'],
    ['deny', 'deny', '`domain-0` already says the same of its domain'],
  ])('%s for an address is lost on %s for its domain', (address, domain, reason) => {
    expect(findingsOf({ when: ADDRESS, then: address }, { when: DOMAIN, then: domain })).toEqual(said(reason));
  });

  test.each<[Lines['then'], Lines['then']]>([
    ['deny', 'approve'],
    ['deny', 'code'],
    ['code', 'approve'],
  ])('%s for an address is an exception to %s', (address, domain) => {
    expect(findingsOf({ when: ADDRESS, then: address }, { when: DOMAIN, then: domain })).toEqual([]);
  });

  test.each(['b.example.com', '*.example.com', '*.com'])('a denial of %s casts a shadow', (domain) => {
    const found = findingsOf({ when: ADDRESS, then: 'code' }, { when: { emailDomain: [domain] }, then: 'deny' });

    expect(found).toEqual(said('`domain-0` beats it: `then: deny` for its domain'));
  });

  test.each(['example.com', '*.b.example.com', '*.example.net'])('a denial of %s casts none', (domain) => {
    expect(findingsOf({ when: ADDRESS, then: 'code' }, { when: { emailDomain: [domain] }, then: 'deny' })).toEqual([]);
  });

  test.each<[string, Lines, Lines]>([
    [
      'the domain has less verified',
      { when: ADDRESS, then: 'approve', verify: ['email', 'phone_number'] },
      { when: DOMAIN, then: 'approve', verify: ['email'] },
    ],
    [
      'the domain has nothing verified',
      { when: ADDRESS, then: 'approve', verify: ['email'] },
      { when: DOMAIN, then: 'approve' },
    ],
    [
      'the refusals differ',
      { when: ADDRESS, then: 'deny', message: 'Not you' },
      { when: DOMAIN, then: 'deny', message: 'Not here' },
    ],
    [
      'the domain has an exception',
      { when: ADDRESS, then: 'approve' },
      { when: DOMAIN, unless: { client: ['a'] }, then: 'deny' },
    ],
    [
      'the domain asks for more',
      { when: ADDRESS, then: 'approve' },
      { when: { ...DOMAIN, client: ['a'] }, then: 'deny' },
    ],
    [
      'the domain asks for something else',
      { when: { ...ADDRESS, client: ['b'] }, then: 'approve' },
      { when: { ...DOMAIN, client: ['a'] }, then: 'deny' },
    ],
  ])('casts no shadow where %s', (_, address, domain) => {
    expect(findingsOf(address, domain)).toEqual([]);
  });

  test('casts a shadow where the domain has more verified', () => {
    const address: Lines = { when: ADDRESS, then: 'approve', verify: ['email'] };
    const domain: Lines = { when: DOMAIN, then: 'approve', verify: ['phone_number', 'email'] };

    expect(findingsOf(address, domain)).toEqual(said('`domain-0` already says the same of its domain'));
  });

  test('casts a shadow where both ask for the same', () => {
    const address: Lines = { when: { ...ADDRESS, client: ['a'] }, then: 'approve' };
    const domain: Lines = { when: { ...DOMAIN, client: ['a'] }, then: 'deny', message: 'Not here' };

    expect(findingsOf(address, domain)).toEqual(said('`domain-0` beats it: `then: deny` for its domain'));
  });

  test('names the first rule of several that decides already', () => {
    const found = findingsOf(
      { when: ADDRESS, then: 'code' },
      { when: DOMAIN, then: 'approve' },
      { when: DOMAIN, then: 'code' },
      { when: DOMAIN, then: 'deny' },
    );

    expect(found).toEqual(said('`domain-1` already says the same of its domain'));
  });

  test('a rule about both does not stand in its own shadow', () => {
    expect(findingsOf({ when: { ...ADDRESS, ...DOMAIN }, then: 'deny' })).toEqual([]);
  });
});
