/**
 * Replays the frozen vectors. A difference is a change of behaviour: either a mistake, or a decision that is written down
 * and followed by `node test/vectors/write.ts`.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LIMIT_KEYS } from '../../src/core/limits/limit.ts';
import type { PolicyDocument } from '../../src/core/policy.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { readPolicyDocument } from '../../src/policy/schema.ts';
import { RESOURCES } from './cases.ts';
import { decideAsShipped } from './compare.ts';
import { decidePlainly } from './decider.ts';
import { attemptIn, findingsIn, type Vector, withoutEmpty } from './vector.ts';

const FOLDER = new URL('../vectors/', import.meta.url);
const OUTCOMES = ['approve', 'code', 'deny', 'untouched'];

function linesOf<T>(name: string): readonly T[] {
  const lines = readFileSync(new URL(name, FOLDER), 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as T);
}

const documents = linesOf<PolicyDocument>('policies.jsonl');
const policies = documents.map((document) => compilePolicy(document, RESOURCES));

describe('the frozen vectors', () => {
  it('hold valid policies', () => {
    for (const document of documents) expect(readPolicyDocument(document)).toEqual(document);
  });

  it.each(OUTCOMES)('are decided as ever: %s', (outcome) => {
    for (const vector of linesOf<Vector>(`${outcome}.jsonl`)) {
      const document = documents[vector.policy];
      const policy = policies[vector.policy];
      if (document === undefined || policy === undefined) throw new Error(`no policy ${vector.policy}`);
      const [attempt, at = '2027-01-01T00:00:00Z'] = [attemptIn(vector), vector.at];
      const one = { document, attempt, at, findings: findingsIn(vector), resources: RESOURCES };
      expect(vector.decision.outcome).toBe(outcome);
      expect({ ...vector, decision: withoutEmpty(decideAsShipped(one, policy)) }).toEqual(vector);
      expect(withoutEmpty(decidePlainly(one))).toEqual(vector.decision);
    }
  });

  it('hold every key that limits count by, below, at and beyond the count, and without an answer', () => {
    const seen = new Set<string>();
    for (const { policy, counts = {} } of OUTCOMES.flatMap((outcome) => linesOf<Vector>(`${outcome}.jsonl`))) {
      for (const [id, count] of Object.entries(counts)) {
        const limit = documents[policy]?.rules.find((rule) => rule.id === id)?.limit;
        const beyond = typeof count === 'number' ? Math.sign(count - (limit?.count ?? 0)) : count;
        seen.add(`${limit?.by} ${beyond}`);
      }
    }

    const words = [-1, 0, 1, 'flooded', 'unknown'];
    expect([...seen].toSorted()).toEqual(LIMIT_KEYS.flatMap((by) => words.map((word) => `${by} ${word}`)).toSorted());
  });

  it('are ten thousand and more', () => {
    const counts = OUTCOMES.map((outcome) => linesOf(`${outcome}.jsonl`).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(10_000);
  });
});
