/**
 * Laws of the model over random histories: they hold for every kind of pool, whatever the trigger answers.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ALIAS_ATTRIBUTES } from '../../src/core/attempt.ts';
import { ownersOf } from '../../src/sim/find.ts';
import { beginAdminCreateUser, finishAdminCreateUser } from '../../src/sim/operations/admin-create-user.ts';
import { adminUpdateUserAttributes } from '../../src/sim/operations/admin-update-user-attributes.ts';
import { confirmSignUp } from '../../src/sim/operations/confirm-sign-up.ts';
import { deleteUser } from '../../src/sim/operations/delete-user.ts';
import {
  getUserAttributeVerificationCode,
  verifyUserAttribute,
} from '../../src/sim/operations/verify-user-attribute.ts';
import { isVerified, type Pool } from '../../src/sim/pool.ts';
import type { PoolEvent, Step } from '../../src/sim/step.ts';
import { emptyPool, givenFor, SIGN_INS, signUp } from './pools.ts';

type Operation = (pool: Pool) => Step<unknown>;

const name = fc.constantFrom('ann', 'bob', 'cat', 'dan', 'eve', 'fay');

/** Somebody who is there: in a username pool users are not called by the names they signed up with. */
const somebody = fc.nat({ max: 5 }).map((index) => (pool: Pool) => {
  const names = [...pool.users.keys()];
  return names[index % Math.max(1, names.length)] ?? 'nobody';
});
const email = fc.constantFrom('a@example.com', 'A@Example.com', 'b@example.com');
const flags = fc.record({
  autoConfirmUser: fc.boolean(),
  autoVerifyEmail: fc.boolean(),
  autoVerifyPhone: fc.constant(false),
});

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ name, email, flags }).map(
      (made): Operation =>
        (pool) => {
          const userName = pool.settings.signIn.kind === 'username' ? made.email : made.name;
          return signUp(pool, userName, { email: made.email }, made.flags);
        },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({ who: somebody, force: fc.boolean() }).map(
      (made): Operation =>
        (pool) =>
          confirmSignUp(pool, { userName: made.who(pool), code: '123456', forceAliasCreation: made.force }, 2000),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({ name, email, force: fc.boolean() }).map(
      (made): Operation =>
        (pool) =>
          adminCreate(pool, made),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({ who: somebody, email }).map(
      (made): Operation =>
        (pool) => {
          const changes = new Map([
            ['email', made.email],
            ['email_verified', 'true'],
          ]);
          return adminUpdateUserAttributes(pool, made.who(pool), changes, givenFor(made.who(pool)));
        },
    ),
  },
  {
    weight: 2,
    arbitrary: somebody.map(
      (made): Operation =>
        (pool) =>
          proveByCode(pool, made(pool)),
    ),
  },
  {
    weight: 1,
    arbitrary: somebody.map(
      (made): Operation =>
        (pool) =>
          deleteUser(pool, made(pool)),
    ),
  },
);

/** A signed-in user asks for a code and types it. */
function proveByCode(pool: Pool, userName: string): Step<unknown> {
  const request = { userName, attribute: 'email', code: '123456' } as const;
  const asked = getUserAttributeVerificationCode(pool, request, givenFor(userName));
  return asked.result.ok ? verifyUserAttribute(asked.pool, request, 2000) : asked;
}

function adminCreate(pool: Pool, made: { name: string; email: string; force: boolean }): Step<unknown> {
  const userName = pool.settings.signIn.kind === 'username' ? made.email : made.name;
  const attributes = new Map([
    ['email', made.email],
    ['email_verified', 'true'],
  ]);
  const request = { userName, temporaryPassword: null, attributes, forceAliasCreation: made.force };
  const begun = beginAdminCreateUser(pool, request, `sub-${userName}`);
  if (!begun.ok) return { pool, result: begun, events: [] };
  const answer = {
    kind: 'flags',
    flags: { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: false },
  } as const;
  return finishAdminCreateUser(pool, begun.value, answer, givenFor(userName));
}

/** Owners before an operation who still exist and own nothing of that value after it. */
function losersOf(before: Pool, after: Pool): readonly string[] {
  return [...before.users.values()]
    .filter((user) => ALIAS_ATTRIBUTES.some((name) => isVerified(user, name)))
    .filter((user) => {
      const now = after.users.get(user.userName);
      return (
        now?.attributes.get('email') === user.attributes.get('email') && now !== undefined && !isVerified(now, 'email')
      );
    })
    .map(({ userName }) => userName);
}

/** Owners of an address after an operation who did not own it before. */
function gainersOf(before: Pool, after: Pool): readonly string[] {
  return [...after.users.values()]
    .filter((user) => {
      const email = user.attributes.get('email') ?? '';
      const owns = (pool: Pool) => ownersOf(pool, 'email', email).some(({ userName }) => userName === user.userName);
      return owns(after) && !owns(before);
    })
    .map(({ userName }) => userName);
}

const pools = fc
  .record({ signIn: fc.constantFrom(...SIGN_INS, ...SIGN_INS.slice(0, 2)), caseSensitive: fc.boolean() })
  .map(({ signIn, caseSensitive }) => emptyPool(signIn, caseSensitive));

it('every history: one owner per alias, and whoever loses or gains it is in an event', () => {
  const seen = { moves: 0, gains: 0, refusals: 0 };
  fc.assert(
    fc.property(pools, fc.array(operation, { minLength: 8, maxLength: 16 }), (start, operations) => {
      let pool = start;
      for (const operate of operations) {
        const step = operate(pool);
        const moves = step.events.filter(
          (event): event is PoolEvent & { kind: 'alias-moved' } => event.kind === 'alias-moved',
        );
        expect(moves.map(({ from }) => from).sort()).toEqual([...losersOf(pool, step.pool)].sort());
        const gains = step.events.flatMap((event) => ('to' in event ? [event.to] : []));
        expect(gains.sort()).toEqual([...gainersOf(pool, step.pool)].sort());
        if (!step.result.ok) expect(step.pool).toBe(pool);
        for (const user of step.pool.users.values()) {
          expect(ownersOf(step.pool, 'email', user.attributes.get('email') ?? '').length).toBeLessThanOrEqual(1);
        }
        seen.moves += moves.length;
        seen.gains += step.events.filter(({ kind }) => kind === 'alias-gained').length;
        seen.refusals += step.result.ok ? 0 : 1;
        pool = step.pool;
      }
    }),
    { numRuns: 2000 },
  );
  expect(Math.min(seen.moves, seen.gains, seen.refusals)).toBeGreaterThan(150);
});

it('every history: the same operations lead to the same pool', () => {
  fc.assert(
    fc.property(pools, fc.array(operation, { maxLength: 10 }), (start, operations) => {
      const run = () => operations.reduce((pool, operate) => operate(pool).pool, start);
      expect(run()).toEqual(run());
    }),
    { numRuns: 300 },
  );
});
