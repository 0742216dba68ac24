import { expect, test } from 'vitest';
import { fail, ok } from '../../../src/core/result.ts';
import { errorAt } from '../../../src/policy/file/issue.ts';
import { decodeText, MAX_FILE_BYTES, textIssue } from '../../../src/policy/file/text.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test.each(['naïve\n', '', 'a\u{feff}b'])('the reader of texts reads %j as text and as bytes', (text) => {
  expect(decodeText('a', text)).toEqual(ok(text));
  expect(decodeText('a', bytes(text))).toEqual(ok(text));
});

test('the reader of texts leaves out one byte order mark and no more', () => {
  const text = '\u{feff}\u{feff}a\u{feff}';

  expect(decodeText('a', text)).toEqual(ok('\u{feff}a\u{feff}'));
  expect(decodeText('a', bytes(text))).toEqual(ok('\u{feff}a\u{feff}'));
});

test('the reader of texts reads five megabytes and not a byte more', () => {
  const largest = `${'é'.repeat(MAX_FILE_BYTES / 2 - 1)}ab`;
  const tooLarge = fail({
    code: 'too-large',
    line: 1,
    message: '`a` has 5242881 bytes; a policy file may have 5242880 at most',
  });

  expect(decodeText('a', largest).ok).toBe(true);
  expect(decodeText('a', bytes(largest)).ok).toBe(true);
  expect(decodeText('a', `${largest}c`)).toEqual(tooLarge);
  expect(decodeText('a', bytes(`${largest}c`))).toEqual(tooLarge);
});

test.each<[string, readonly number[], number, string]>([
  ['at once', [0xe9], 1, 'line 1 holds the byte 0xE9, in Latin-1 `é`'],
  ['on the first line', [0x61, 0xfc, 0x0a, 0xe9], 1, 'line 1 holds the byte 0xFC, in Latin-1 `ü`'],
  ['on a later line', [0x61, 0x0a, 0x0a, 0x62, 0xe9, 0x63, 0x0a], 3, 'line 3 holds the byte 0xE9, in Latin-1 `é`'],
  ['after a letter of UTF-8', [0x0a, 0xc3, 0xa9, 0xe4, 0x61], 2, 'line 2 holds the byte 0xE4, in Latin-1 `ä`'],
  ['in Windows alone', [0x93, 0x0a], 1, 'line 1 holds the byte 0x93, in Latin-1 `\u{201c}`'],
])('the reader of texts names a byte that is not UTF-8 %s', (_, written, line, words) => {
  const message = `\`a\` is not UTF-8 text: ${words}; save it as UTF-8`;

  expect(decodeText('a', new Uint8Array(written))).toEqual(fail({ code: 'not-utf-8', line, message }));
});

test.each([
  [[0xff, 0xfe, 0x61, 0x00]],
  [[0xfe, 0xff, 0x00, 0x61]],
])('the reader of texts knows UTF-16 by its mark %j', (written) => {
  expect(decodeText('a', new Uint8Array(written))).toEqual(
    fail({ code: 'not-utf-8', line: 1, message: '`a` is UTF-16 text; save it as UTF-8' }),
  );
});

test('the reader of texts puts a problem on its line', () => {
  expect(textIssue('b', { code: 'binary', line: 4, message: 'm' })).toEqual(
    errorAt({ file: 'b', line: 4, column: 1, width: 1 }, 'binary', 'm'),
  );
});

test('the reader of texts tells where a file turns out binary', () => {
  const binary = fail({ code: 'binary', line: 1, message: '`a` holds a NUL byte at offset 2; it is not a text file' });

  expect(decodeText('a', 'ab\0c\0')).toEqual(binary);
  expect(decodeText('a', bytes('ab\0c\0'))).toEqual(binary);
  expect(decodeText('a', '\0').ok).toBe(false);
});
