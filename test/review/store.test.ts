/**
 * The engine of a review: what it counts, and that it loses nothing on the way.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reviewText } from '../../src/cli/log/review-text.ts';
import type { DecisionRecord } from '../../src/record/decision-record.ts';
import { loggedDecision } from '../../src/record/logged.ts';
import type { ReviewReport } from '../../src/review/report.ts';
import { openReviewStore } from '../../src/review/store.ts';
import { summaryOf } from '../../src/review/summary.ts';
import { APPROVED, COLLIDED, DOUBTED, REFUSED } from '../record/records.ts';

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60_000;

function review(...entries: readonly (readonly [DecisionRecord, number | null])[]): ReviewReport {
  const store = openReviewStore();
  for (const [record, at] of entries) {
    const decision = loggedDecision(record, at);
    if (decision !== null) store.add(decision);
  }
  return store.finish(2);
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

describe('a review', () => {
  it('counts outcomes, reasons, rules and what was withheld', () => {
    const both = { ...REFUSED, rules: ['blocked', 'throwaway'] };

    const report = review([APPROVED, NOON], [REFUSED, NOON], [both, NOON], [COLLIDED, NOON], [DOUBTED, null]);

    expect(summaryOf(report)).toEqual({
      records: 5,
      skipped: 2,
      outcomes: { approve: 1, code: 2, deny: 2 },
      reasons: { rule: 3, collision: 1, 'directory-unavailable': 1 },
      rules: { staff: 3, throwaway: 2, blocked: 1 },
      withheld: { held: 1, unknown: 1 },
    });
    expect(report.undated).toBe(1);
  });

  it('counts whom rules that only observe would have caught, by what was decided without them', () => {
    const watched = { ...APPROVED, observed: ['new-rule'] };
    const refused = { ...REFUSED, observed: ['new-rule', 'other'] };

    const report = review([watched, NOON], [watched, NOON + MINUTE], [refused, null], [APPROVED, NOON]);

    expect(summaryOf(report)).toMatchObject({
      observed: { 'new-rule': 3, other: 1 },
      rules: { staff: 3, throwaway: 1 },
    });
    expect(summaryOf(review([APPROVED, NOON]))).not.toHaveProperty('observed');
    expect(report.observedGroups).toEqual({
      total: 3,
      rows: expect.arrayContaining([
        {
          rule: 'new-rule',
          outcome: 'approve',
          domain: 'example.com',
          count: 2,
          first: NOON,
          last: NOON + MINUTE,
        },
        { rule: 'other', outcome: 'deny', domain: 'throwaway.example.com', count: 1, first: null, last: null },
      ]),
    });
    const text = reviewText(report);
    expect(text).toContain('would have taken part, and only observe: new-rule 3, other 1');
    expect(text).toMatch(/\n2 +new-rule +example\.com +approve/u);
    expect(reviewText(review([APPROVED, NOON]))).not.toContain('observe');
  });

  it('counts what approvals rest on, and attestations by result', () => {
    const attestation = (result: 'valid' | 'expired') => ({ attester: 'invitations', result, id: null });
    const invited = { ...APPROVED, attestation: attestation('valid') };
    const unverified = { ...APPROVED, response: { ...APPROVED.response, autoVerifyEmail: false } };
    const late = { ...COLLIDED, attestation: attestation('expired') };

    const report = review([invited, NOON], [invited, NOON], [APPROVED, NOON], [unverified, NOON], [late, NOON]);

    expect(summaryOf(report)).toMatchObject({
      approvals: { proof: 2, acknowledgement: 1, 'nothing verified': 1 },
      attestations: { valid: 2, expired: 1 },
    });
    expect(reviewText(report)).toContain(
      'approved by proof 2, acknowledgement 1, nothing verified 1   attestations valid 2, expired 1',
    );
  });

  it('groups by outcome, reason, rules and domain', () => {
    const report = review([REFUSED, NOON], [REFUSED, NOON + MINUTE], [APPROVED, NOON]);

    expect(report.groups.total).toBe(2);
    expect(report.groups.rows[0]).toMatchObject({
      outcome: 'deny',
      rules: ['throwaway'],
      domain: 'throwaway.example.com',
      count: 2,
      first: NOON,
      last: NOON + MINUTE,
    });
  });

  it('shows silence between two busy times', () => {
    const { timeline } = review([APPROVED, NOON], [REFUSED, NOON + 3 * MINUTE]);

    expect(timeline.bucketMs).toBe(MINUTE);
    expect(timeline.counts.approve).toEqual([1, 0, 0, 0]);
    expect(timeline.counts.deny).toEqual([0, 0, 0, 1]);
  });

  it('names holders by hash and counts who met them', () => {
    const { collisions } = review([COLLIDED, NOON], [COLLIDED, NOON + MINUTE], [DOUBTED, NOON]);

    expect(collisions.rows).toEqual([
      {
        holder: `h:${'9'.repeat(32)}`,
        attribute: 'email',
        statuses: ['CONFIRMED'],
        domains: ['example.com'],
        verified: true,
        count: 2,
        first: NOON,
        last: NOON + MINUTE,
      },
    ]);
  });

  it('lists the minutes in which an answer was degraded', () => {
    const stale: DecisionRecord = { ...APPROVED, policy: { ...APPROVED.policy, source: 'last-good' } };

    const { degraded } = review([DOUBTED, NOON + 5], [stale, NOON + 9], [APPROVED, NOON], [DOUBTED, NOON + MINUTE]);

    expect(degraded.rows).toEqual([
      { minute: NOON, answers: 2, reasons: { 'directory-unavailable': 1, rule: 1 } },
      { minute: NOON + MINUTE, answers: 1, reasons: { 'directory-unavailable': 1 } },
    ]);
  });

  it('orders policies by when they began to decide', () => {
    const later = { ...REFUSED, policy: { ...REFUSED.policy, digest: 'b'.repeat(64) } };

    const { policies } = review([later, NOON + MINUTE], [APPROVED, NOON], [later, NOON + 2 * MINUTE]);

    expect(policies.map(({ digest, outcomes }) => [digest?.[0], outcomes])).toEqual([
      ['a', { approve: 1 }],
      ['b', { deny: 2 }],
    ]);
  });

  it('keeps the slowest attempts of many', () => {
    const entries = Array.from({ length: 700 }, (_, index): [DecisionRecord, number] => [
      { ...APPROVED, ms: { ...APPROVED.ms, total: 1000 + ((index * 37) % 700) } },
      NOON,
    ]);

    const { slowest, longest } = review(...entries);

    expect(slowest.map(({ total }) => total)).toEqual(Array.from({ length: 50 }, (_, index) => 1699 - index));
    expect(longest).toBe(1699);
  });

  it('calls nothing slow that took less than half a second', () => {
    const took = (total: number): [DecisionRecord, number] => [{ ...APPROVED, ms: { ...APPROVED.ms, total } }, NOON];

    expect(review(took(24), took(499.9))).toMatchObject({ slowest: [], longest: 499.9 });
    expect(review(took(24), took(500)).slowest).toMatchObject([{ total: 500 }]);
  });

  it('compares the guard with the function that the pool called before, and tells what that one would have moved', () => {
    const said = (outcome: 'approve' | 'deny', verified: ('email' | 'phone_number')[]) => ({
      outcome,
      verified,
      ms: 40,
    });
    const moving = { ...COLLIDED, applied: false, companion: said('approve', ['email']) };
    const harmless = { ...COLLIDED, companion: said('approve', ['phone_number']) };
    const stricter = { ...APPROVED, companion: said('deny', []) };

    const report = review(
      [moving, NOON],
      [moving, NOON + MINUTE],
      [harmless, NOON],
      [stricter, NOON],
      [COLLIDED, NOON],
    );

    const moves = [{ attribute: 'email', because: 'held', count: 2, first: NOON, last: NOON + MINUTE }];
    expect(summaryOf(report)).toMatchObject({
      companion: { 'code, companion approve': 3, 'approve, companion deny': 1 },
      companionMoves: moves,
    });
    expect(reviewText(report)).toMatch(/guard and companion.*the companion alone would have verified.*held/su);
    expect(reviewText(review([COLLIDED, NOON]))).not.toContain('companion');
    expect(summaryOf(review([COLLIDED, NOON]))).not.toHaveProperty('companion');
  });

  it('counts where the candidate policy disagrees', () => {
    const disagreed = { ...APPROVED, candidate: { outcome: 'deny', differs: true } } as const;

    const { candidate } = review([disagreed, NOON], [APPROVED, NOON]);

    expect(candidate.rows).toMatchObject([{ outcome: 'approve', candidate: 'deny', differs: true, count: 1 }]);
  });

  it('answers an empty log', () => {
    expect(review()).toMatchObject({ records: 0, from: null, to: null, timeline: { at: [] }, slowest: [] });
  });

  it('every record is counted once, wherever it is counted', () => {
    const anyEntry = fc.tuple(
      fc.constantFrom(APPROVED, REFUSED, COLLIDED, DOUBTED),
      fc.option(fc.integer({ min: NOON, max: NOON + 1e9 })),
    );
    const seen = { dated: 0, undated: 0 };

    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 40 }), (entries) => {
        const report = review(...entries);
        const overTime = Object.values(report.timeline.counts).flat();
        seen.dated += report.records - report.undated;
        seen.undated += report.undated;
        expect(sum(report.outcomes)).toBe(entries.length);
        expect(sum(report.reasons)).toBe(entries.length);
        expect(report.groups.rows.reduce((total, { count }) => total + count, 0)).toBe(entries.length);
        expect(overTime.reduce((total, count) => total + count, 0)).toBe(report.records - report.undated);
      }),
      { numRuns: 40 },
    );

    expect(seen.dated).toBeGreaterThan(0);
    expect(seen.undated).toBeGreaterThan(0);
  });
});
