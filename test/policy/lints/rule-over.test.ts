import { describe, expect, test } from 'vitest';
import { lintPolicy } from '../../../src/policy/lints/lint.ts';
import { ruleOver } from '../../../src/policy/lints/rule-over.ts';
import { parse } from '../file/read.ts';
import { documentOf, policyOf } from './linted.ts';

const RULES = ['{ id: a, then: code }', '{ id: b, until: 2027-03-31T12:00:00Z, then: code }'];

const END = Date.UTC(2027, 2, 31, 12);

const DAY = 86_400_000;

function told(now: number) {
  return ruleOver(now)(documentOf(RULES)).map(({ code, message }) => `${code} ${message}`);
}

describe('the warning `rule-over`', () => {
  test.each([
    [END, 'rule-over `b` is over: it took part until 2027-03-31T12:00:00Z; remove it, or give it another `until`'],
    [
      END + 400 * DAY,
      'rule-over `b` is over: it took part until 2027-03-31T12:00:00Z; remove it, or give it another `until`',
    ],
    [END - 1, 'rule-ends `b` is over within a day: it takes part until 2027-03-31T12:00:00Z'],
    [END - DAY - 1, 'rule-ends `b` is over within 2 days: it takes part until 2027-03-31T12:00:00Z'],
    [END - 14 * DAY, 'rule-ends `b` is over within 14 days: it takes part until 2027-03-31T12:00:00Z'],
  ])('says at %d how it stands with a rule', (now, sentence) => {
    expect(told(now)).toEqual([sentence]);
  });

  test('is silent of a rule that lasts more than 14 days, and of one without an end', () => {
    expect(told(END - 14 * DAY - 1)).toEqual([]);
  });

  test('is a warning at its place once it is over, a note before, and nothing without a clock', () => {
    const result = parse(policyOf(RULES));
    const linted = (now: number | null) =>
      (result.ok ? lintPolicy(result.value, now) : []).map(
        ({ line, column, severity, code }) => `${line}:${column} ${severity} ${code}`,
      );

    expect(linted(END)).toEqual(['7:14 warning rule-over']);
    expect(linted(END - 1)).toEqual(['7:14 note rule-ends']);
    expect(linted(null)).toEqual([]);
  });
});
