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

test.each([
  ['Ann.Lee+news@example.com', 'ann.lee@example.com'],
  ['ann-lee@example.com', 'ann-lee@example.com'],
  ['+ann@example.com', '+ann@example.com'],
  ['ann+a+b@example.com', 'ann@example.com'],
  ['a.n.n+x@gmail.com', 'ann@gmail.com'],
  ['ann@googlemail.com', 'ann@gmail.com'],
  ['a.n-n_lee@protonmail.com', 'annlee@proton.me'],
  ['ann@pm.me', 'ann@proton.me'],
  ['a.nn@icloud.com', 'a.nn@icloud.com'],
  ['ann@me.com', 'ann@icloud.com'],
  ['ann-shop@yahoo.com', 'ann@yahoo.com'],
  ['ann+shop@yahoo.co.uk', 'ann@yahoo.co.uk'],
  ['ann-shop@yahoo.de', 'ann@yahoo.de'],
  ['ann-shop@yahoo.example', 'ann-shop@yahoo.example'],
  ['ann-shop@not-yahoo.com', 'ann-shop@not-yahoo.com'],
  ['ann@ya.ru', 'ann@yandex.ru'],
  ['a.nn@outlook.com', 'a.nn@outlook.com'],
  ['shop@ann.fastmail.com', 'ann@fastmail.com'],
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
