import { expect, test } from 'vitest';
import { foldEmail, parseEmail } from '../../src/identity/email.ts';

const LOCAL = 'a'.repeat(64);

/** RFC 5321 4.5.3.1.3: 254 characters in all. */
const LONGEST = `${LOCAL}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(57)}.com`;

test.each([
  ['ada@example.com', 'ada', 'example.com'],
  ['Ada@Example.COM', 'ada', 'example.com'],
  ['a@example.com', 'a', 'example.com'],
  ['a.b+c@mail.example.com', 'a.b+c', 'mail.example.com'],
  ['ada@münchen.example', 'ada', 'xn--mnchen-3ya.example'],
  ["o'brien@example.com", "o'brien", 'example.com'],
  [LONGEST, LOCAL, LONGEST.slice(65)],
])('the reader of addresses reads the address %j', (raw, local, domain) => {
  expect(parseEmail(raw)).toEqual({ raw, folded: `${local}@${domain}`, local, domain });
});

test.each([
  '',
  '@',
  'ada',
  'example.com',
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
  // in lower case it would be a plain k
  '\u212aay@example.com',
  'Ada <ada@example.com>',
  `${LOCAL}a@example.com`,
  LONGEST.replace('@', '@b.'),
  LONGEST.replace('.com', 'd.com'),
  // within the limit as typed and beyond it in ASCII; beyond it as typed and within it in ASCII
  `${LOCAL}@${'ü.'.repeat(25)}example`,
  `${LOCAL}@${`${'\u{20000}'.repeat(36)}.`.repeat(3)}example`,
  `${'x'.repeat(20_000)}@example.com`,
])('the reader of addresses refuses the address %j', (raw) => {
  expect(parseEmail(raw)).toBeNull();
});

test.each([
  ['Ada@Example.COM', 'ada@example.com'],
  ['Ada@MÜNCHEN.example', 'ada@xn--mnchen-3ya.example'],
  ['No Address', 'no address'],
])('the reader of addresses folds the stored address %j', (stored, folded) => {
  expect(foldEmail(stored)).toBe(folded);
});
