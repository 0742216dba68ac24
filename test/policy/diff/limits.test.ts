/**
 * Limits in a comparison: told as settings, and with a witness whose key was seen as often as one of the policies lets pass.
 */
import { expect, test } from 'vitest';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { aDocument, anApproval } from '../../support/policies.ts';
import { diffOf, withRules } from './samples.ts';

const FLOOD: RuleDocument = { id: 'flood', then: 'deny', limit: { by: 'everybody', count: 30, per: '1h' } };

function seenIn(before: RuleDocument[], after: RuleDocument[]) {
  return diffOf(withRules(...before), withRules(...after)).changes.map(({ witness, before: was, after: is }) => ({
    seen: witness.seen,
    ends: `${was.outcome} → ${is.outcome}`,
  }));
}

test('a limit that comes is told, with how often the key must have been seen', () => {
  expect(diffOf(withRules(), withRules(FLOOD)).settings).toEqual([
    { setting: 'limits', before: 'none', after: 'flood 30 per 1h by everybody' },
  ]);
  expect(seenIn([], [FLOOD])).toContainEqual({ seen: { flood: 30 }, ends: 'code → deny' });
  expect(seenIn([FLOOD], [])).toContainEqual({ seen: { flood: 30 }, ends: 'deny → code' });
});

test('another count is told between the two counts', () => {
  const other: RuleDocument = { ...FLOOD, limit: { by: 'everybody', count: 20, per: '1h' } };

  expect(seenIn([FLOOD], [other])).toEqual([
    { seen: { flood: 20 }, ends: 'code → deny' },
    { seen: { flood: 20 }, ends: 'untouched → deny' },
  ]);
});

test('a limit that goes from a rule is told without any count', () => {
  const { limit: _, ...always } = FLOOD;

  expect(seenIn([FLOOD], [always])).toContainEqual({ seen: undefined, ends: 'code → deny' });
});

test('what differs in the same way beyond a count is not told again there', () => {
  const refused: RuleDocument = { id: 'example', when: { emailDomain: ['example.org'] }, then: 'deny' };
  const slow: RuleDocument = { ...FLOOD, then: 'code' };

  const { changes } = diffOf(withRules(anApproval()), withRules(anApproval(), refused, slow));

  expect(changes.filter(({ after }) => after.outcome === 'deny').map(({ witness }) => witness.seen)).toEqual(
    changes.filter(({ after }) => after.outcome === 'deny').map(() => undefined),
  );
  expect(changes.filter(({ after }) => after.outcome === 'code').map(({ witness }) => witness.seen)).toContainEqual({
    flood: 30,
  });
});

test('what differs whatever was seen is told once', () => {
  const example: RuleDocument = { id: 'example', when: { emailDomain: ['example.org'] }, then: 'deny' };

  const { changes } = diffOf(withRules(), withRules(example, FLOOD));
  const [told, ...again] = changes.filter(({ witness }) => witness.email === 'someone@example.org' && !witness.trigger);

  expect([told?.witness.seen, told?.after.outcome, again]).toEqual([undefined, 'deny', []]);
  expect(changes.some(({ witness }) => witness.seen !== undefined)).toBe(true);
});

test('the same limits are no difference', () => {
  expect(diffOf(withRules(FLOOD), withRules(FLOOD))).toMatchObject({ changes: [], sentences: [], settings: [] });
  expect(
    diffOf(aDocument(), aDocument({ unavailable: { directory: 'code', claims: 'deny', limits: 'ignore' } })).settings,
  ).toEqual([{ setting: 'unavailable.limits', before: 'code', after: 'ignore' }]);
});
