/**
 * Limits counted again along the time of a log: what they would have slowed.
 */
import { describe, expect, it } from 'vitest';
import { NO_RESOURCES } from '../../../src/core/conditions/condition.ts';
import type { LimitDocument } from '../../../src/core/limits/limit.ts';
import type { PolicyDocument, RuleDocument } from '../../../src/core/policy.ts';
import { registrableDomain } from '../../../src/identity/registrable-domain.ts';
import { type LoggedDecision, loggedDecision } from '../../../src/record/logged.ts';
import { createReplay, type Replayed } from '../../../src/review/replay/replay.ts';
import { APPROVED } from '../../record/records.ts';
import { aDocument } from '../../support/policies.ts';

const START = Date.parse('2027-01-01T12:00:00Z');
const MINUTE = 60_000;

function record(at: number, fields: Partial<LoggedDecision['subject']> = {}, more: object = {}): LoggedDecision {
  const subject = { ...APPROVED.subject, emailDomain: 'a.flood.example', phone: null, phoneCountry: null, ...fields };
  const coded = { ...APPROVED, outcome: 'code', reason: 'otherwise', rules: [], withheld: [], subject, ...more };
  const decision = loggedDecision({ ...coded, response: {}, calls: {} }, at);
  if (decision === null) throw new Error('no record');
  return decision;
}

function flooded(limit: Partial<LimitDocument> = {}, rule: Partial<RuleDocument> = {}): PolicyDocument {
  const whole = { by: 'emailDomain', count: 3, per: '1h', ...limit } as const;
  return aDocument({ rules: [{ id: 'flood', then: 'deny', limit: whole, ...rule }] });
}

function replayed(document: PolicyDocument, records: readonly LoggedDecision[]): readonly Replayed[] {
  const resources = { ...NO_RESOURCES, registrableDomain };
  const replay = createReplay({ document, resources, hashKey: null, recordedHolders: 'any' });
  return records.map((decision) => replay(decision));
}

function verdicts(document: PolicyDocument, records: readonly LoggedDecision[]): readonly string[] {
  return replayed(document, records).map(({ verdict }) => verdict);
}

function every(minutes: number, count: number, ...[fields, more]: [Partial<LoggedDecision['subject']>?, object?]) {
  return Array.from({ length: count }, (_, index) => record(START + index * minutes * MINUTE, fields, more));
}

describe('a replay', () => {
  it('refuses whoever came beyond the count, by the rule', () => {
    const found = replayed(flooded(), every(1, 5));

    expect(found.map(({ verdict }) => verdict)).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
      'newlyRefused',
      'newlyRefused',
    ]);
    expect(found[4]).toMatchObject({ outcomes: ['deny'], rules: ['flood'], by: ['flood'], unknown: [] });
  });

  it('counts along the time of the log, not by how many records there are', () => {
    expect(verdicts(flooded(), every(30, 8))).toEqual(Array(8).fill('unchanged'));
  });

  it('counts a call that was made again once, and lets it stand where it stood', () => {
    const again = (seconds: number, user: string) => record(START + seconds * 1_000, { user });
    const names = ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd', 'c'];
    const records = names.map((name, index) => again(index, `h:${name}`));

    expect(verdicts(flooded(), records)).toEqual([
      ...Array(6).fill('unchanged'),
      'newlyRefused',
      'newlyRefused',
      'unchanged',
    ]);
  });

  it.each([
    [12, 'unchanged'],
    [13, 'unknown'],
    [33, 'unknown'],
    [34, 'newlyRefused'],
  ])('takes the same call %d s later for one that was made again, for neither, or for another: %s', (seconds, verdict) => {
    const records = [0, 0, 0, seconds].map((second, index) =>
      record(START + second * 1_000, { user: `h:${index % 3}` }),
    );

    expect(verdicts(flooded(), records).at(-1)).toBe(verdict);
  });

  it('takes nobody for a call that was made again whose name no record tells, or who gave another address', () => {
    const unnamed = Array.from({ length: 4 }, (_, second) => record(START + second, { user: null }));
    const others = Array.from({ length: 4 }, (_, second) => record(START + second, { email: `h:${second}` }));

    for (const records of [unnamed, others]) expect(verdicts(flooded(), records).at(-1)).toBe('newlyRefused');
  });

  it('does not settle whether a call was made again that more others came between than the table remembers', () => {
    const others = (count: number) =>
      ['first', ...Array.from({ length: count }, (_, index) => `other-${index}`), 'first'].map((user, index) =>
        record(START + index, { user }),
      );

    expect(verdicts(flooded({ count: 13 }), others(12)).at(-1)).toBe('unchanged');
    expect(verdicts(flooded({ count: 14 }), others(13)).at(-1)).toBe('unknown');
  });

  it('counts on where records begin to tell a key by its hash', () => {
    const counted = { limits: [{ rule: 'other', by: 'emailDomain', count: 1, exceeded: false, key: 'h:1' }] };
    const records = [...every(1, 2), ...every(1, 4, {}, counted).slice(2)];

    expect(verdicts(flooded(), records).at(-1)).toBe('newlyRefused');
  });

  it('counts registrable domains together, and others apart', () => {
    const names = ['a.flood.example', 'b.flood.example', 'flood.example', 'c.flood.example', 'other.example'];
    const records = names.map((emailDomain, index) => record(START + index, { emailDomain }));

    expect(verdicts(flooded(), records)).toEqual(['unchanged', 'unchanged', 'unchanged', 'newlyRefused', 'unchanged']);
  });

  it('counts only whom the rest of the rule is about, while it takes part', () => {
    const about = flooded({}, { when: { emailDomain: ['elsewhere.example'] } });
    const over = flooded({}, { until: '2026-12-31' });
    const watched = flooded({}, { mode: 'observe' });

    for (const document of [about, over, watched])
      expect(verdicts(document, every(1, 6))).toEqual(Array(6).fill('unchanged'));
  });

  it('counts by the hash that the record counted by', () => {
    const counted = (key: string) => ({
      limits: [{ rule: 'other', by: 'phonePrefix', count: 1, exceeded: false, key }],
    });
    const records = [
      ...every(1, 4, { phone: 'h:1' }, counted('h:a')),
      ...every(1, 2, { phone: 'h:1' }, counted('h:b')),
    ];

    expect(verdicts(flooded({ by: 'phonePrefix' }), records)).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
      'newlyRefused',
      'unchanged',
      'unchanged',
    ]);
  });

  it('does not guess a key that no record tells', () => {
    const found = replayed(flooded({ by: 'phonePrefix' }), every(1, 5, { phone: 'h:1' }));

    expect(new Set(found.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    expect(found[0]).toMatchObject({ outcomes: ['code', 'deny'], unknown: ['how often its key was seen'] });
    expect(verdicts(flooded({ by: 'phonePrefix' }), every(1, 2, { phone: null }, { subject: {} }))).not.toContain(
      'newlyRefused',
    );
  });

  it('leaves a code rule in doubt', () => {
    const approving = { outcome: 'approve', reason: 'rule', rules: ['all'] };
    const document = aDocument({
      rules: [
        { id: 'all', then: 'approve', verify: [], acknowledge: 'tested' },
        { id: 'flood', then: 'code', limit: { by: 'everybody', count: 1, per: '1h' } },
      ],
    });

    expect(verdicts(document, every(1, 2, {}, approving))).toEqual(['unchanged', 'newlyCoded']);
    expect(verdicts({ ...document, rules: document.rules.slice(1), otherwise: 'deny' }, every(1, 2))).toEqual([
      'newlyRefused',
      'newlyRefused',
    ]);
  });

  it('cannot tell of a record without a time', () => {
    const undated = { ...record(START), at: null };

    expect(verdicts(flooded(), [undated, undated])).toEqual(['unknown', 'unknown']);
  });
});
