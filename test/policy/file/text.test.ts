import { expect, test } from 'vitest';
import { fail, ok } from '../../../src/core/result.ts';
import { decodeText, MAX_FILE_BYTES } from '../../../src/policy/file/text.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test.each(['naïve\n', '', 'a\u{feff}b'])('reads %j as text and as bytes', (text) => {
  expect(decodeText('a', text)).toEqual(ok(text));
  expect(decodeText('a', bytes(text))).toEqual(ok(text));
});

test('leaves out one byte order mark and no more', () => {
  const text = '\u{feff}\u{feff}a\u{feff}';

  expect(decodeText('a', text)).toEqual(ok('\u{feff}a\u{feff}'));
  expect(decodeText('a', bytes(text))).toEqual(ok('\u{feff}a\u{feff}'));
});

test('reads five megabytes and not a byte more', () => {
  const largest = `${'é'.repeat(MAX_FILE_BYTES / 2 - 1)}ab`;
  const tooLarge = fail({
    code: 'too-large',
    message: '`a` has 5242881 bytes; a policy file may have 5242880 at most',
  });

  expect(decodeText('a', largest).ok).toBe(true);
  expect(decodeText('a', bytes(largest)).ok).toBe(true);
  expect(decodeText('a', `${largest}c`)).toEqual(tooLarge);
  expect(decodeText('a', bytes(`${largest}c`))).toEqual(tooLarge);
});

test('refuses what is not UTF-8', () => {
  expect(decodeText('a', new Uint8Array([0x61, 0xe9]))).toEqual(
    fail({ code: 'not-utf-8', message: '`a` is not UTF-8 text; save it as UTF-8' }),
  );
});

test('tells where a file turns out binary', () => {
  const binary = fail({ code: 'binary', message: '`a` holds a NUL byte at offset 2; it is not a text file' });

  expect(decodeText('a', 'ab\0c\0')).toEqual(binary);
  expect(decodeText('a', bytes('ab\0c\0'))).toEqual(binary);
  expect(decodeText('a', '\0').ok).toBe(false);
});
