/**
 * The shape of a limit and of an attester, in words.
 */
import { describe, expect, test } from 'vitest';
import { readShape, wellShapedAttesters } from '../../../src/policy/file/shape.ts';
import { withRule } from './read.ts';
import { treeOf } from './trees.ts';

function told(limit: string): readonly string[] {
  const result = readShape(treeOf(withRule('then: deny', `limit: ${limit}`)));
  return result.ok ? [] : result.error.map(({ code, message }) => `${code}: ${message}`);
}

describe('the shape of a limit', () => {
  test('names the keys that are valid in it', () => {
    expect(told('{ by: client, count: 3, per: 1h, xyzzy: 1 }')).toEqual([
      'unknown-key: unknown key `xyzzy`; valid here: `by`, `count`, `per`',
    ]);
  });

  test('says what each key is that is missing', () => {
    expect(told('{}')).toEqual([
      'missing-key: the key `by` is missing; it is what is counted: one of `emailDomain`, `mailbox`, `phonePrefix`, `phoneCountry`, `client`, `provider`, `everybody`',
      'missing-key: the key `count` is missing; it is how many attempts pass, such as `30`',
      'missing-key: the key `per` is missing; it is the time within which they are counted, such as `1h`',
    ]);
  });
});

describe('the shape of an attester', () => {
  test('whose keys are still the name of a file leaves the id alone', () => {
    expect(wellShapedAttesters(treeOf('attesters: [{ id: a, keys: { file: x.json }, maxAge: 7d }]'))).toEqual([
      { id: 'a', keys: [], maxAge: '1d' },
    ]);
    expect(wellShapedAttesters(treeOf('attesters: [{ id: a, keys: [], maxAge: 7d }]'))).toEqual([
      { id: 'a', keys: [], maxAge: '7d' },
    ]);
  });
});
