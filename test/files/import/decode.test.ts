import { expect, test } from 'vitest';
import { decodeList, type Encoding } from '../../../src/files/import/decode.ts';

const wide = (text: string) => Buffer.from(text, 'utf16le');

test.each<[string, Uint8Array, Encoding | null]>([
  ['UTF-8', Buffer.from('caf\u00e9.example'), null],
  ['UTF-8 with its mark', Buffer.from('\ufeffcaf\u00e9.example'), null],
  ['UTF-16 of either order with its mark', wide('\ufeffcaf\u00e9.example'), null],
  ['UTF-16 of the other order with its mark', wide('\ufeffcaf\u00e9.example').swap16(), null],
  ['UTF-16 without a mark', wide('caf\u00e9.example'), null],
  ['UTF-16 of the other order without a mark', wide('caf\u00e9.example').swap16(), null],
  ['named UTF-16', wide('caf\u00e9.example'), 'utf-16le'],
  ['Latin-1 that is named', Buffer.from('caf\u00e9.example', 'latin1'), 'latin1'],
])('an import reads %s', (_, bytes, encoding) => {
  expect(decodeList('a', bytes, encoding)).toEqual({ ok: true, value: 'caf\u00e9.example' });
});

test('an import names Latin-1, its line, and how to read it', () => {
  expect(decodeList('a', Buffer.from('a.example\ncaf\u00e9.example', 'latin1'), null)).toEqual({
    ok: false,
    error:
      '`a` is not UTF-8 text: line 2 holds the byte 0xE9, in Latin-1 `\u00e9`; save it as UTF-8, or say `--encoding latin1`',
  });
});

test('an import refuses what is no text, and what is not in the encoding that was named', () => {
  expect(decodeList('a', Buffer.from('abc\0defgh'), null)).toEqual({
    ok: false,
    error: '`a` holds a NUL byte at offset 3; it is not a text file',
  });
  expect(decodeList('a', Buffer.from([0x00, 0xd8, 0x61, 0x00]), 'utf-16le')).toEqual({
    ok: false,
    error: '`a` is not utf-16le text',
  });
});

test('an import takes a list larger than a policy file', () => {
  expect(decodeList('a', Buffer.alloc(6 * 1024 * 1024, 'a.example\n'), null).ok).toBe(true);
});
