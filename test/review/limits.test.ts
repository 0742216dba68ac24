/**
 * Limits in a review: which keys were beyond them and when, and what counts a log suggests.
 */
import { describe, expect, it } from 'vitest';
import { reviewText } from '../../src/cli/log/review-text.ts';
import { suggestText } from '../../src/cli/log/suggest-text.ts';
import { type LoggedDecision, loggedDecision } from '../../src/record/logged.ts';
import { openReviewStore } from '../../src/review/store.ts';
import { openSuggestionStore } from '../../src/review/suggest-limits.ts';
import { summaryOf } from '../../src/review/summary.ts';
import { APPROVED } from '../record/records.ts';

const START = Date.parse('2027-01-01T12:00:00Z');

function record(at: number | null, fields: object = {}): LoggedDecision {
  const decision = loggedDecision({ ...APPROVED, ...fields }, at);
  if (decision === null) throw new Error('no record');
  return decision;
}

const limit = { rule: 'sms-flood', by: 'phonePrefix', key: 'h:1' };

describe('a review', () => {
  it('lists the keys beyond their limit, how far and when', () => {
    const store = openReviewStore();
    store.add(record(START, { limits: [{ ...limit, count: 31, exceeded: true }] }));
    store.add(record(START + 60_000, { limits: [{ ...limit, count: 40, exceeded: true }] }));
    store.add(record(START, { limits: [{ ...limit, key: 'h:2', count: 3, exceeded: false }] }));
    store.add(record(START, { limits: [{ ...limit, key: null, count: null, exceeded: true }] }));
    const report = store.finish(0);

    expect(report.floods).toEqual({
      total: 2,
      rows: [
        { ...limit, most: 40, count: 2, first: START, last: START + 60_000 },
        { ...limit, key: null, most: null, count: 1, first: START, last: START },
      ],
    });
    expect(summaryOf(report).floods).toHaveLength(2);
    expect(reviewText(report)).toMatch(/beyond a limit[\s\S]*sms-flood.*phonePrefix.*h:1.*40/u);
  });

  it('says nothing of limits where none was exceeded', () => {
    const store = openReviewStore();
    store.add(record(START));
    const report = store.finish(0);

    expect(summaryOf(report)).not.toHaveProperty('floods');
    expect(reviewText(report)).not.toContain('beyond a limit');
  });
});

describe('suggested limits', () => {
  const suggestions = (...decisions: readonly LoggedDecision[]) => {
    const store = openSuggestionStore();
    for (const decision of decisions) store.add(decision);
    return store.finish();
  };
  const at = (domain: string, minute: number) =>
    record(START + minute * 60_000, { subject: { ...APPROVED.subject, emailDomain: domain } });

  it('are the percentiles of attempts a key and window', () => {
    // a hundred domains once an hour, and one that sends fifty at once
    const quiet = Array.from({ length: 100 }, (_, index) => at(`a.site${index}.example`, index % 60));
    const flood = Array.from({ length: 50 }, () => at('b.flood.example', 1));
    const found = suggestions(...quiet, ...flood).find(({ by, per }) => by === 'emailDomain' && per === '1h');

    expect(found).toMatchObject({ keys: 101, attempts: 150, p50: 1, p90: 1, p99: 1, most: 50, suggested: 10 });
  });

  it.each([
    'everybody',
    'client',
    'emailDomain',
  ])('take a key by `%s` for one, whether records counted by it or not', (by) => {
    const counted = { rule: 'flood', by, key: 'h:1', count: 1, exceeded: false };
    const found = suggestions(record(START), record(START, { limits: [counted] }));

    expect(found.find((one) => one.by === by && one.per === '1h')).toMatchObject({ keys: 1, most: 2 });
  });

  it('are twice what ninety-nine in a hundred windows saw', () => {
    const busy = Array.from({ length: 40 }, (_, index) => at('a.example', index));

    expect(suggestions(...busy).find(({ by, per }) => by === 'everybody' && per === '1d')).toMatchObject({
      suggested: 80,
    });
  });

  it('count by the hash that a record counted by, and leave out records without a time', () => {
    const counted = (key: string) => record(START, { limits: [{ ...limit, key, count: 1, exceeded: false }] });

    expect(
      suggestions(counted('h:a'), counted('h:a'), counted('h:b')).find(({ by }) => by === 'phonePrefix'),
    ).toMatchObject({
      keys: 2,
      most: 2,
    });
    expect(suggestions(record(null))).toEqual([]);
    expect(suggestText([])).toBe('no records with a time, so nothing to suggest\n');
    expect(suggestText(suggestions(counted('h:a')))).toContain('phonePrefix');
  });
});
