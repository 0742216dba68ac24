/**
 * A rehearsal decides as the trigger does: the same attempt through the real guard, with a pool and a table of its own.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Trigger } from '../../../src/core/attempt.ts';
import { fail, ok } from '../../../src/core/result.ts';
import { type GuardParts, guard } from '../../../src/guard/guard.ts';
import { foldEmail } from '../../../src/identity/email.ts';
import { triggerEvent } from '../../../src/lab/trigger/trigger-event.ts';
import { parseEvent } from '../../../src/lambda/event.ts';
import { type RehearsedFaults, rehearse, type TypedHolder } from '../../../src/policy/cases/rehearse.ts';
import { attemptOf, type TypedAttempt } from '../../../src/policy/cases/typed-attempt.ts';
import { compilePolicy } from '../../../src/policy/compile.ts';
import { RESOURCES } from '../../reference/cases.ts';
import { documents } from '../../support/arbitraries.ts';
import { aSnapshot } from '../../support/policies.ts';
import { Tally } from '../../support/tally.ts';

const EMAILS = ['bob@example.com', 'BOB@Example.com', 'eve+tag@mail.example.com', 'not an address', ''];
const PHONES = ['+12065550100', '5550100'];

const optional = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 4 });

const typedAttempts: fc.Arbitrary<TypedAttempt> = fc.record({
  email: optional(EMAILS),
  phone: optional(PHONES),
  user: fc.constant('user-1'),
  client: optional(['client1', 'client2']),
  trigger: fc.constantFrom<Exclude<Trigger, 'unknown'>>(
    'sign-up',
    'sign-up',
    'sign-up',
    'external-provider',
    'admin-create',
  ),
});

const typedHolders: fc.Arbitrary<readonly TypedHolder[]> = fc.array(
  fc.record({
    user: fc.constantFrom('owner-1', 'owner-2'),
    email: optional(EMAILS),
    phone: optional(PHONES),
    verified: fc.subarray(['email', 'phone_number'] as const),
  }),
  { maxLength: 1 },
);

const faultSets: fc.Arbitrary<RehearsedFaults> = fc.constantFrom<RehearsedFaults>(
  {},
  {},
  {},
  { list: 'timeout' },
  { get: 'throttled' },
  { claims: 'timeout' },
  { ssm: 'timeout' },
);

/** The guard's parts for one pool; holders whom AdminGetUser finds are those who verified the alias. */
function partsOf(
  policy: ReturnType<typeof compilePolicy>,
  holders: readonly TypedHolder[],
  faults: RehearsedFaults,
): GuardParts {
  const snapshot = aSnapshot(policy, { resources: RESOURCES });
  return {
    policySource: {
      current: async () =>
        faults.ssm === undefined
          ? { snapshot, failure: null }
          : { snapshot: null, failure: { call: 'ssm', cause: faults.ssm } },
    },
    directory: {
      named: async (_pool, name) => {
        if (faults.get !== undefined) return fail({ call: 'adminGetUser', cause: faults.get });
        const found = holders.find(({ user }) => user === name);
        const carried = [found?.email, found?.phone].map((value) => foldEmail(value ?? ''));
        return ok(found === undefined ? null : { userName: name, carries: ({ folded }) => carried.includes(folded) });
      },
      sightings: async ({ alias: { attribute, folded }, kinds }) => {
        const seen = holders
          .filter(({ email, phone }) => foldEmail((attribute === 'email' ? email : phone) ?? '') === folded)
          .map(({ user, verified = [] }) => {
            return { userName: user, verified: verified.includes(attribute), enabled: true, status: 'CONFIRMED' };
          });
        const answer = (call: 'listUsers' | 'adminGetUser', fault: RehearsedFaults['list'], found: typeof seen) =>
          fault === undefined
            ? ({ kind: 'seen', holders: found } as const)
            : ({ kind: 'unknown', failure: { call, cause: fault } } as const);
        const listed = kinds.list ? [answer('listUsers', faults.list, seen)] : [];
        const got = answer(
          'adminGetUser',
          faults.get,
          seen.filter(({ verified }) => verified),
        );
        return kinds.alias ? [...listed, got] : listed;
      },
    },
    claims: {
      write: async (_claimant, requests) =>
        faults.claims === undefined
          ? ok(new Map(requests.map(({ alias }) => [alias.attribute, 'clear'])))
          : fail({ call: 'claims', cause: faults.claims }),
    },
    clock: { now: () => 0, tick: () => 0 },
    whenPolicyUnavailable: 'code',
  };
}

test('a rehearsal decides as the guard does', async () => {
  const seen = new Tally();
  await fc.assert(
    fc.asyncProperty(documents, typedAttempts, typedHolders, faultSets, async (document, typed, holders, faults) => {
      const policy = compilePolicy(document, RESOURCES);
      const budget = { signal: new AbortController().signal, deadline: 1000 };
      const judged = await guard(partsOf(policy, holders, faults), attemptOf(typed), budget);

      const { decision } = rehearse(policy, attemptOf(typed), { holders, faults });

      expect(decision).toEqual(judged.decision);
      seen.saw(`${decision.outcome} ${decision.reason}`);
    }),
    { numRuns: 2000 },
  );
  seen.expectSeen(
    1,
    'approve rule',
    'code collision',
    'code directory-unavailable',
    'deny rule',
    'untouched source-untouched',
  );
});

test('a typed attempt is what its event would be', () => {
  const sources = {
    'sign-up': 'PreSignUp_SignUp',
    'external-provider': 'PreSignUp_ExternalProvider',
    'admin-create': 'PreSignUp_AdminCreateUser',
  } as const;
  fc.assert(
    fc.property(typedAttempts, (typed) => {
      const { email, phone, client = '', trigger = 'sign-up' } = typed;
      const attributes = new Map(
        Object.entries({ email, phone_number: phone }).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value] as const],
        ),
      );
      const frame = { region: 'us-east-1', userPoolId: 'us-east-1_EXAMPLE', clientId: client };
      const ask = { source: sources[trigger], userName: 'user-1', attributes };

      const event = triggerEvent(ask, { ...frame, validationData: null, clientMetadata: null });

      expect(attemptOf(typed)).toEqual(parseEvent(event));
    }),
  );
});
