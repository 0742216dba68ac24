/**
 * The mailbox behind an address, and two libraries that normalise addresses as oracles. They know fewer providers, so they
 * are asked about those that they know.
 */
import normalizeEmail from 'normalize-email';
import validatorNormalize from 'validator/lib/normalizeEmail.js';
import { describe, expect, it, test } from 'vitest';
import { parseEmail } from '../../src/identity/email.ts';
import { mailboxOf } from '../../src/identity/mailbox.ts';

const byValidator = validatorNormalize.default;

function mailbox(address: string): string | null {
  const parsed = parseEmail(address);
  return parsed === null ? null : mailboxOf(parsed);
}

test.each<readonly [string, string]>([
  ['Ann.Lee+news@example.com', 'ann.lee@example.com'],
  ['ann-lee@example.com', 'ann-lee@example.com'],
  ['+ann@example.com', '+ann@example.com'],
  ['ann+a+b@example.com', 'ann@example.com'],
  ['a+b@example.com', 'a@example.com'],
  ['a.n.n+x@gmail.com', 'ann@gmail.com'],
  ['ann@googlemail.com', 'ann@gmail.com'],
  ['a.n-n_lee@protonmail.com', 'annlee@proton.me'],
  ['a.nn@proton.me', 'ann@proton.me'],
  ['ann@pm.me', 'ann@proton.me'],
  ['ann@protonmail.ch', 'ann@proton.me'],
  ['a.nn@icloud.com', 'a.nn@icloud.com'],
  ['ann@me.com', 'ann@icloud.com'],
  ['ann@mac.com', 'ann@icloud.com'],
  ['ann-shop@yahoo.com', 'ann@yahoo.com'],
  ['ann-shop@rocketmail.com', 'ann@rocketmail.com'],
  ['ann+shop@yahoo.co.uk', 'ann@yahoo.co.uk'],
  ['ann-shop@yahoo.de', 'ann@yahoo.de'],
  ['ann-shop@yahoo.example', 'ann-shop@yahoo.example'],
  ['ann-shop@not-yahoo.com', 'ann-shop@not-yahoo.com'],
  ...['ya.ru', 'yandex.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'yandex.ua'].map(
    (domain) => [`ann+x@${domain}`, 'ann@yandex.ru'] as const,
  ),
  ['a.nn@outlook.com', 'a.nn@outlook.com'],
  ['shop@ann.fastmail.com', 'ann@fastmail.com'],
  ['shop@ann.fastmail.fm', 'ann@fastmail.fm'],
  ['ann+shop@fastmail.com', 'ann@fastmail.com'],
  ['shop@ann.gmail.com', 'shop@ann.gmail.com'],
  ['_@proton.me', '_@proton.me'],
])('%s is delivered to %s', (address, expected) => {
  expect(mailbox(address)).toBe(expected);
});

/** Names with and without dots and tags, at every provider. */
function addressesAt(domains: readonly string[]): readonly string[] {
  const names = ['ann', 'ann.lee', 'a.n.n', 'ANN', 'ann+news', 'ann.lee+news', 'ann+news.letter', 'ann-lee', 'ann_lee'];
  return names.flatMap((name) => domains.map((domain) => `${name}@${domain}`));
}

describe('two libraries agree', () => {
  it('validator, of the providers that it knows', () => {
    // it takes Yahoo's tags to begin with `-` alone, and keeps Yandex's and unknown providers' tags
    const known = addressesAt(['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'icloud.com']);
    const yahoo = addressesAt(['yahoo.com', 'yahoo.co.uk', 'ymail.com']).filter((address) => !address.includes('+'));
    const yandex = addressesAt(['yandex.com', 'ya.ru']).filter((address) => !address.includes('+'));
    const addresses = [...known, ...yahoo, ...yandex];

    expect(addresses.map(mailbox)).toEqual(addresses.map((address) => byValidator(address)));
  });

  it('normalize-email, of the providers that it knows', () => {
    // it drops the dots of live.com, where Microsoft tells them apart
    const addresses = addressesAt(['gmail.com', 'googlemail.com', 'hotmail.com', 'outlook.com']);

    expect(addresses.map(mailbox)).toEqual(addresses.map((address) => normalizeEmail(address)));
  });
});
