/**
 * What a review says beside its counts.
 */
import { describe, expect, it } from 'vitest';
import { renderPolicy } from '../../src/policy/file/render-policy.ts';
import {
  changesWithin,
  type PolicyChange,
  ruleSpans,
  ruleText,
  silentRules,
  untold,
} from '../../src/review/account.ts';
import { openReviewStore } from '../../src/review/store.ts';
import { aDocument, anApproval } from '../support/policies.ts';

const DOCUMENT = aDocument({
  rules: [
    anApproval({ id: 'staff', when: { emailDomain: ['example.com'] } }),
    { id: 'shut', when: { emailDomain: ['example.net'] }, then: 'deny' },
  ],
});
const TEXT = renderPolicy(DOCUMENT);
const KNOWN = { label: 'prod', digest: 'a'.repeat(64), text: TEXT, rules: ruleSpans(TEXT) };

const change = (at: number): PolicyChange => ({
  ...{ environment: 'prod', version: at, at, by: null, digest: null, publisher: null, stack: null, message: null },
  change: null,
});

describe('rules in a text', () => {
  it('are found with all of their lines', () => {
    expect(KNOWN.rules.map(({ id }) => id)).toEqual(['staff', 'shut']);
    expect(ruleText('shut', [KNOWN])).toMatch(/^ {2}- id: shut\n[\s\S]*example\.net[\s\S]*then: deny$/u);
    expect(ruleText('staff', [KNOWN])).not.toContain('shut');
    expect(ruleText('none', [KNOWN])).toBeNull();
  });

  it('are none where there are none', () => {
    expect(ruleSpans('version: 1\notherwise: code\n')).toEqual([]);
    expect(ruleSpans('rules: []\n')).toEqual([]);
    expect(ruleSpans('')).toEqual([]);
  });

  it('are silent where none decided', () => {
    expect(silentRules({ rules: { staff: 2, gone: 1 } }, [KNOWN, KNOWN])).toEqual(['shut']);
  });
});

describe('changes of a policy', () => {
  it.each([
    [{ since: null, until: null }, 20, 30, [20, 30]],
    [{ since: 15, until: 25 }, 20, 30, [20]],
    [{ since: 15, until: null }, 20, 30, [20, 30, 40]],
    [{ since: null, until: 25 }, 20, 30, [10, 20]],
    [{ since: null, until: null }, null, null, [10, 20, 30, 40]],
  ])('count within %j, or what the log spans', (asked, from, to, ats) => {
    const account = { ...asked, unreadable: 0, texts: [], changes: [40, 30, 20, 10].map(change) };

    expect(changesWithin(account, { from, to, policies: [] }).map(({ at }) => at)).toEqual(ats);
  });
});

it('an account of logs counts the change that brought a policy which decided in the period', () => {
  const digest = 'a'.repeat(64);
  const policies = [{ environment: 'prod', digest, first: 20, last: 30, count: 1, outcomes: {} }];
  const changes = [{ ...change(10), digest }, change(11), { ...change(40), digest }];
  const account = { since: 15, until: 35, unreadable: 0, texts: [], changes };

  expect(changesWithin(account, { from: 20, to: 30, policies }).map(({ at }) => at)).toEqual([10]);
});

describe('what a log cannot tell', () => {
  it('begins with what could not be read of this one', () => {
    const report = openReviewStore().finish(0);
    const account = { since: null, until: null, unreadable: 3, texts: [], changes: [] };
    const policies = [{ environment: 'prod', digest: 'b'.repeat(64), first: 1, last: 2, count: 1, outcomes: {} }];

    const told = untold({ ...report, undated: 2, policies }, account);

    expect(told.slice(0, 3)).toEqual([
      expect.stringContaining('3 entries could not be read'),
      expect.stringContaining('2 records carry no time'),
      expect.stringContaining('1 of the policies in force is not at hand'),
    ]);
    expect(untold(report, { ...account, unreadable: 0 })).toHaveLength(3);
  });
});
