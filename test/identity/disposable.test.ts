import { disposableEmailBlocklist } from 'disposable-email-domains-js';
import { expect, test } from 'vitest';
import { disposableTest, isDisposableDomain } from '../../src/identity/disposable.ts';

const MAJORS = (
  'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com icloud.com me.com aol.com proton.me ' +
  'protonmail.com gmx.com gmx.de web.de mail.com zoho.com fastmail.com yandex.com qq.com'
).split(' ');
const RELAYS =
  'duck.com mozmail.com simplelogin.com passmail.net privaterelay.appleid.com relay.firefox.com anonaddy.me addy.io'.split(
    ' ',
  );

test.each([...MAJORS, ...RELAYS])('never takes %s for throwaway', (domain) => {
  expect(isDisposableDomain(domain)).toBe(false);
  expect(isDisposableDomain(`alias.${domain}`)).toBe(false);
  expect(disposableTest(new Set([domain, 'other.example']))(domain)).toBe(false);
});

test('takes every listed domain for throwaway, and any below it', () => {
  const missed = disposableEmailBlocklist().filter(
    (domain) => !isDisposableDomain(domain) || !isDisposableDomain(`a.b.${domain}`),
  );

  expect(disposableEmailBlocklist().length).toBeGreaterThan(8000);
  expect(missed).toEqual([]);
});

test.each(['example.com', 'evil-mailinator.com', 'mailinator.com.example.org', 'com', ''])('lets %j pass', (domain) => {
  expect(isDisposableDomain(domain)).toBe(false);
});
