/**
 * Limits on the built bundle, over the lab's table: a hundred attempts at once in two processes, and what becomes of each.
 * A thousand of them in four run with `npm run test:long`.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PolicyDocument, RuleDocument } from '../../src/core/policy.ts';
import { installHashKey, installPolicy } from '../../src/lab/policy/install-policy.ts';
import { listen, type RunningLab } from '../../src/lab/server.ts';
import { createLabState, type LabState } from '../../src/lab/state.ts';
import { shippedBundle } from '../../src/lab/trigger/shipped-bundle.ts';
import { LIMIT_TABLE, triggerEnvironment } from '../../src/lab/trigger/trigger-environment.ts';
import { burst } from '../support/burst.ts';
import { MASS } from '../support/mass.ts';
import { aDocument } from '../support/policies.ts';
import { aSignUp } from '../support/sign-up-event.ts';

/** A thousand with the mass. */
const ATTEMPTS = 100 * MASS;
const COUNT = 30;
const PROCESSES = MASS > 1 ? 4 : 2;

let state: LabState;
let lab: RunningLab;

beforeEach(async () => {
  state = createLabState({ now: Date.now });
  lab = await listen(state, 0);
});

afterEach(() => lab.close());

async function sent(document: PolicyDocument, events: readonly unknown[]) {
  installHashKey(state);
  const installed = await installPolicy(lab.endpoint, document);
  const bundle = await shippedBundle();
  if (!installed.ok || !bundle.ok) throw new Error('the lab has no policy, or no trigger');
  return burst(
    bundle.value,
    { PATH: process.env['PATH'] ?? '', ...triggerEnvironment(lab.endpoint) },
    events,
    PROCESSES,
  );
}

function floodRule(id: string, fields: Partial<RuleDocument> = {}): RuleDocument {
  return { id, then: 'deny', message: 'Too many', limit: { by: 'phonePrefix', count: COUNT, per: '1d' }, ...fields };
}

/** Sign-ups with numbers of one range. */
function flood(attempts: number): readonly unknown[] {
  return Array.from({ length: attempts }, (_, index) =>
    aSignUp({ userName: `user-${index}` }, { phone_number: `+1206555${String(index).padStart(4, '0')}` }),
  );
}

describe(`${ATTEMPTS} attempts, a hundred at once`, () => {
  it('pass as many as may, and no more, whichever sandbox they meet', async () => {
    const { records } = await sent(aDocument({ rules: [floodRule('sms-flood')] }), flood(ATTEMPTS));

    // on a busy machine some get no answer in time: they take the code, and may have been counted
    const told = records.flatMap(({ limits, rules }) => {
      const count = limits[0]?.count ?? null;
      return count === null ? [] : [{ count, refused: rules.includes('sms-flood') }];
    });
    console.log(`${told.length} of ${ATTEMPTS} were counted in time`);
    expect(records).toHaveLength(ATTEMPTS);
    expect(told.filter(({ count, refused }) => refused !== count > COUNT)).toEqual([]);
    expect(new Set(told.map(({ count }) => count)).size).toBe(told.length);
    expect(told.length).toBeGreaterThan(COUNT);
    expect(state.tables.items(LIMIT_TABLE)).toHaveLength(1);
  });

  it('that are a tenth of them, each called ten times, count once each', async () => {
    const events = flood(16).flatMap((event) => Array.from({ length: Math.floor(ATTEMPTS / 16) }, () => event));

    const { answers } = await sent(aDocument({ rules: [floodRule('sms-flood')] }), events);

    // on a busy machine some are refused for want of a claim
    expect(answers.filter(({ refused }) => refused === 'Too many')).toEqual([]);
    const [item] = state.tables.items(LIMIT_TABLE);
    expect(Object.entries(item ?? {}).filter(([name]) => name.startsWith('w'))).toEqual([
      [expect.any(String), { N: '16' }],
    ]);
  });

  it('against ten limits on one hot key are answered within the budget', async () => {
    const rules = Array.from({ length: 10 }, (_, index) => floodRule(`flood-${index}`));

    const { answers, records } = await sent(aDocument({ rules }), flood(ATTEMPTS));

    const slowest = Math.max(...answers.map(({ ms }) => ms));
    console.log(
      `ten limits, ${ATTEMPTS} attempts, a hundred at once: the slowest answer took ${Math.round(slowest)} ms`,
    );
    expect(slowest).toBeLessThan(5_000);
    expect(records).toHaveLength(ATTEMPTS);
    // on a busy machine some are refused for want of an answer, and by another sentence
    expect(answers.filter(({ refused }) => refused === 'Too many').length).toBeLessThanOrEqual(ATTEMPTS - COUNT);
  });

  it('under a policy without limits never touch the table', async () => {
    await sent(aDocument(), flood(10));

    expect(state.tables.items(LIMIT_TABLE)).toEqual([]);
  });
});
