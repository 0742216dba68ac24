import { expect, test } from 'vitest';
import { errorsOf, parse, withRule } from './read.ts';

const codes = (text: string | Uint8Array) => errorsOf(text).map(({ code }) => code);

test.each([
  ['an empty file', '', 'empty-file'],
  ['comments alone', '# nothing\n', 'empty-file'],
  ['a scalar', 'hello', 'wrong-type'],
  ['a list', '- a\n', 'wrong-type'],
  ['two documents', 'version: 1\n---\nversion: 1\n', 'several-documents'],
  ['a NUL byte', 'version: 1\0', 'binary'],
  ['Latin-1', new Uint8Array([0x61, 0x3a, 0x20, 0xe9]), 'not-utf-8'],
  ['UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0x00]), 'not-utf-8'],
  ['a gigantic file', new Uint8Array(5 * 1024 * 1024 + 1), 'too-large'],
  ['broken syntax', 'rules: [a\nb: }\n', 'yaml'],
  ['an unknown tag', 'version: !secret 1\n', 'yaml'],
  ['a cyclic alias', 'rules: &r [*r]\n', 'cyclic-alias'],
  ['an alias of nothing', 'rules: *none\n', 'unknown-alias'],
  ['a key that is a map', '? { a: 1 }\n: 2\n', 'bad-key'],
  ['deep nesting', `rules: ${'['.repeat(60)}${']'.repeat(60)}\n`, 'too-deep'],
])('the reader of policies refuses for a policy %s', (_name, text, code) => {
  expect(codes(text)).toContain(code);
});

test('the reader of policies refuses a bomb of aliases', () => {
  const levels = Array.from({ length: 30 }, (_, level) => `b${level + 1}: &b${level + 1} [*b${level}, *b${level}]`);

  expect(codes(`b0: &b0 [x, x]\n${levels.join('\n')}\n`)).toContain('too-large');
});

test('the reader of policies accepts harmless aliases', () => {
  const text = `${withRule('when: { emailDomain: &domains [example.com] }', 'then: deny')}  - id: two
    unless: { emailDomain: *domains }
    then: deny
`;

  expect(parse(text)).toMatchObject({ ok: true });
});

test('the reader of policies reads a file that opens with a byte order mark', () => {
  expect(parse(`\u{feff}${withRule('then: deny')}`)).toMatchObject({ ok: true });
});
