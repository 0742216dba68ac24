/**
 * The metrics of a decision, as the lines that CloudWatch reads them from.
 */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDecisionMetrics } from '../../../src/aws/trigger/decision-metrics.ts';
import type { DecisionRecord } from '../../../src/record/decision-record.ts';
import { APPROVED, COLLIDED, DOUBTED } from '../../record/records.ts';

type Emf = {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[];
  };
} & Readonly<Record<string, unknown>>;

afterEach(() => vi.restoreAllMocks());

function linesFor(record: DecisionRecord): readonly Emf[] {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    lines.push(...String(chunk).split('\n').filter(Boolean));
    return true;
  });
  createDecisionMetrics('signup-guard', 'test').decided(record);
  vi.restoreAllMocks();
  return lines.map((line): Emf => JSON.parse(line));
}

function valueIn(lines: readonly Emf[], name: string): unknown {
  return lines.find((line) => name in line)?.[name];
}

describe('decision metrics', () => {
  it('count a decision in all, by outcome and by reason', () => {
    const [line] = linesFor(COLLIDED);

    expect(line).toMatchObject({ Decisions: 1, outcome: 'code', reason: 'collision', environment: 'test' });
    expect(line?._aws.CloudWatchMetrics[0]).toMatchObject({
      Namespace: 'SignupGuard',
      Dimensions: [
        ['service', 'environment'],
        ['service', 'environment', 'outcome'],
        ['service', 'environment', 'reason'],
      ],
    });
  });

  it('count what was withheld by attribute', () => {
    expect(linesFor(COLLIDED).find((line) => 'Withheld' in line)).toMatchObject({
      attribute: 'email',
      because: 'held',
    });
    expect(valueIn(linesFor(APPROVED), 'Withheld')).toBeUndefined();
  });

  it('count exceeded limits, and nothing under a policy without limits', () => {
    const limit = { rule: 'flood', by: 'client', count: 9, key: 'h:1' } as const;
    const limits = [true, false, null].map((exceeded) => ({ ...limit, exceeded }));

    expect(valueIn(linesFor({ ...APPROVED, limits }), 'LimitsExceeded')).toBe(1);
    expect(valueIn(linesFor({ ...APPROVED, limits: [{ ...limit, exceeded: false }] }), 'LimitsExceeded')).toBe(0);
    expect(valueIn(linesFor(APPROVED), 'LimitsExceeded')).toBeUndefined();
  });

  it('count attestations by result, and nothing where there is none', () => {
    const attestation = { attester: 'invitations', result: 'expired', id: null } as const;
    const line = linesFor({ ...APPROVED, attestation }).find((one) => 'Attestations' in one);

    expect(line).toMatchObject({ Attestations: 1, result: 'expired' });
    expect(line?._aws.CloudWatchMetrics[0]?.Dimensions).toEqual([
      ['service', 'environment'],
      ['service', 'environment', 'result'],
    ]);
    expect(valueIn(linesFor(APPROVED), 'Attestations')).toBeUndefined();
  });

  it('count companions by what they said, and time them', () => {
    const companion = { outcome: 'deny', ms: 41.3, verified: [] } as const;
    const line = linesFor({ ...APPROVED, companion: { ...companion, verified: [] } }).find(
      (one) => 'Companions' in one,
    );

    expect(line).toMatchObject({ Companions: 1, CompanionTime: 41.3, companion: 'deny' });
    expect(line?._aws.CloudWatchMetrics[0]?.Dimensions).toEqual([
      ['service', 'environment'],
      ['service', 'environment', 'companion'],
    ]);
    expect(valueIn(linesFor(APPROVED), 'Companions')).toBeUndefined();
  });

  it('measure age, look-ups and degraded answers', () => {
    const approved = linesFor(APPROVED);

    expect(['DegradedAnswers', 'PolicyAge', 'LookupTime'].map((name) => valueIn(approved, name))).toEqual([
      0, 1200, 31,
    ]);
    expect(valueIn(linesFor(DOUBTED), 'DegradedAnswers')).toBe(1);
  });

  it('count disagreement only while a candidate stands', () => {
    const disagreed: DecisionRecord = { ...APPROVED, candidate: { outcome: 'deny', differs: true } };

    expect(valueIn(linesFor(disagreed), 'CandidateDiffers')).toBe(1);
    expect(valueIn(linesFor(APPROVED), 'CandidateDiffers')).toBeUndefined();
  });

  it('keep domains, hashes and rules out of metrics', () => {
    const text = JSON.stringify([...linesFor(COLLIDED), ...linesFor(APPROVED)]);

    expect(text).not.toMatch(/example\.com|h:[0-9a-f]|staff/u);
    expect(text).toContain('collision');
  });
});
