import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/policy/file/parse.ts';
import { breachesOf } from '../../src/policy/invariants.ts';
import { readPolicyDocument } from '../../src/policy/schema.ts';
import { aDocument, anApproval } from '../support/policies.ts';

function told(limit: string, then = 'deny'): readonly string[] {
  const text = `version: 1\nmode: enforce\notherwise: code\nrules:\n  - id: flood\n    then: ${then}\n    limit: ${limit}\n`;
  const parsed = parsePolicy({ file: 'p.yaml', text }, () => ({ ok: false, error: 'missing' }));
  return parsed.ok ? [] : parsed.error.map(({ code, message }) => `${code}: ${message}`);
}

describe('a limit', () => {
  it.each(['1m', '90s', '60m', '24h', '1d'])('may be counted per %s', (per) => {
    expect(told(`{ by: everybody, count: 1, per: ${per} }`)).toEqual([]);
  });

  it.each([
    [
      '{ by: everybody, count: 0, per: 1h }',
      'bad-value: `count` is a whole number from 1 on, not `0`; a rule that is to take part at once has no `limit`',
    ],
    [
      '{ by: everybody, count: -1, per: 1h }',
      'bad-value: `count` is a whole number from 1 on, not `-1`; a rule that is to take part at once has no `limit`',
    ],
    ['{ by: everybody, count: 1.5, per: 1h }', 'wrong-type: `count` must be a whole number, not the number `1.5`'],
    ['{ by: everybody, count: "3", per: 1h }', 'wrong-type: `count` must be a whole number, not `"3"`'],
    ['{ by: everybody, count: 99999999, per: 1h }', 'bad-value: `count` is at most 10000000'],
    [
      '{ by: everybody, count: 3, per: 90 }',
      'wrong-type: `per` must be text, not the number `90`; write a unit, as in `90m` for minutes',
    ],
    [
      '{ by: everybody, count: 3, per: "90" }',
      'bad-value: `per` has no unit: write `90m` for minutes, `90h` for hours',
    ],
    [
      '{ by: everybody, count: 3, per: 59s }',
      'bad-value: `per: 59s` is shorter than a minute, which is the shortest: `1m`',
    ],
    [
      '{ by: everybody, count: 3, per: h90 }',
      'bad-value: `per` is a whole number and a unit, `m`, `h` or `d`, such as `1h`, not `h90`',
    ],
    ['{ by: everybody, count: 3, per: 25h }', 'bad-value: `per: 25h` is longer than a day, which is the longest: `1d`'],
    [
      '{ by: everybody, count: 3, per: hourly }',
      'bad-value: `per` is a whole number and a unit, `m`, `h` or `d`, such as `1h`, not `hourly`',
    ],
    [
      '{ by: phoneprefix, count: 3, per: 1h }',
      'bad-value: `by` takes one of `emailDomain`, `mailbox`, `phonePrefix`, `phoneCountry`, `client`, `provider`, `everybody`, not `phoneprefix`; did you mean `phonePrefix`?',
    ],
    [
      '{ by: everybody, count: 3 }',
      'missing-key: the key `per` is missing; it is the time within which they are counted, such as `1h`',
    ],
    ['{ by: everybody, cuont: 3, per: 1h }', 'unknown-key: unknown key `cuont`; did you mean `count`?'],
  ])('%s is explained', (limit, issue) => {
    expect(told(limit)).toContain(issue);
  });

  it('never stands on an approval', () => {
    expect(told('{ by: everybody, count: 3, per: 1h }', 'approve')).toEqual([
      'limit-with-approve: an approval cannot have a `limit`: a limit never grants. Write a rule with `then: code` or `then: deny` that has it',
    ]);
  });

  it('is refused by the trigger, too, whoever wrote it', () => {
    const limit = { by: 'everybody', count: 3, per: '1w' } as const;
    const document = aDocument({ rules: [{ id: 'a', then: 'deny', limit }] });

    expect(breachesOf(document).map(({ path }) => path)).toEqual([['rules', 0, 'limit', 'per']]);
    expect(breachesOf({ rules: [anApproval({ limit: { ...limit, per: '1h' } })] })).toMatchObject([
      { code: 'limit-with-approve', path: ['rules', 0, 'limit'] },
    ]);
    expect(readPolicyDocument(document)).toEqual(document);
    for (const wrong of [
      { ...limit, by: 'nobody' },
      { ...limit, count: 0 },
      { ...limit, more: 1 },
      { by: 'client', count: 1 },
    ]) {
      expect(readPolicyDocument({ ...document, rules: [{ id: 'a', then: 'deny', limit: wrong }] })).toBeNull();
    }
  });
});
