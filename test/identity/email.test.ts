import { expect, test } from 'vitest';
import { parseEmail } from '../../src/identity/email.ts';

test.each([
  ['ada@example.com', 'ada@example.com'],
  ['Ada@Example.COM', 'ada@example.com'],
  ['a.b+c@mail.example.com', 'a.b+c@mail.example.com'],
  ['ada@münchen.example', 'ada@xn--mnchen-3ya.example'],
  ["o'brien@example.com", "o'brien@example.com"],
  [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
])('reads %j', (raw, folded) => {
  expect(parseEmail(raw)).toMatchObject({ raw, folded });
});

test.each([
  '',
  '@',
  'ada',
  '@example.com',
  'ada@',
  'ada@@example.com',
  'a@b@example.com',
  '"ada"@example.com',
  'ada(comment)@example.com',
  'ada @example.com',
  'ada@example.com ',
  ' ada@example.com',
  'ada@example.com\n',
  'ada@exa\tmple.com',
  'ada@[192.0.2.1]',
  'ada@192.0.2.1',
  'ada@example.com.',
  'ada@example',
  '.ada@example.com',
  'ada.@example.com',
  'a..b@example.com',
  'ada@-example.com',
  'ada@exa_mple.com',
  'ada@exam%70le.com',
  'ad\u200ba@example.com',
  'ada@exam\u200bple.com',
  'ada@example。com',
  'ada@ｅxample.com',
  'ädä@example.com',
  'Ada <ada@example.com>',
  `${'a'.repeat(65)}@example.com`,
  `a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(60)}.com`,
  `${'x'.repeat(20_000)}@example.com`,
])('refuses %j', (raw) => {
  expect(parseEmail(raw)).toBeNull();
});
