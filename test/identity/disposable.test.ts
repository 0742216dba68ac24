import { disposableEmailBlocklist } from 'disposable-email-domains-js';
import { expect, test } from 'vitest';
import { isDisposableDomain, throwawayNames } from '../../src/identity/disposable.ts';

test('the throwaway list spares mail services whose relays some lists carry', () => {
  const { listed, spared } = throwawayNames();

  expect(listed.length).toBeGreaterThan(8000);
  expect(spared).toEqual(expect.arrayContaining(['gmail.com', 'duck.com']));
  expect(spared.filter((domain) => isDisposableDomain(domain))).toEqual([]);
});

test('the throwaway list takes every listed domain for throwaway, and any below it', () => {
  const missed = disposableEmailBlocklist().filter(
    (domain) => !isDisposableDomain(domain) || !isDisposableDomain(`a.b.${domain}`),
  );

  expect(disposableEmailBlocklist().length).toBeGreaterThan(8000);
  expect(missed).toEqual([]);
});

test.each([
  'example.com',
  'evil-mailinator.com',
  'mailinator.com.example.org',
  'com',
  '',
])('the throwaway list takes the domain %j for no throwaway', (domain) => {
  expect(isDisposableDomain(domain)).toBe(false);
});
