/**
 * What claims must not do to honest people: a stranger who signs up for an address again and again never keeps anybody
 * out of it for long, and a double submit leaves one user.
 */
import { describe, expect, it } from 'vitest';
import { beginAdminCreateUser, finishAdminCreateUser } from '../../src/sim/operations/admin-create-user.ts';
import { beginFederatedSignIn, finishFederatedSignIn } from '../../src/sim/operations/federated-sign-in.ts';
import { beginSignUp, finishSignUp } from '../../src/sim/operations/sign-up.ts';
import { emptyPool, PASSWORD } from '../sim/pools.ts';
import { Distribution } from './distribution.ts';
import { CODE_CLIENT, World } from './world.ts';

const EMAIL = 'ann@example.com';
const ATTRIBUTES = new Map([['email', EMAIL]]);

/** Twice fifteen seconds: a verifying claim, and its last renewal. */
const LONGEST_WAIT_S = 30;

function aWorld(): World {
  return new World(emptyPool(), 'guarded', new Distribution());
}

function given(world: World, userName: string) {
  return { sub: `sub-${userName}`, code: '123456', now: world.now };
}

/** Signs up; whether a user was made of it. Whether Cognito asks the trigger for a taken name is unconfirmed: here it does. */
async function signUp(world: World, userName: string, client = 'app'): Promise<boolean> {
  const begun = beginSignUp(world.pool, { userName, password: PASSWORD, attributes: ATTRIBUTES }, `sub-${userName}`);
  if (!begun.ok) return false;
  const answer = await world.ask(begun.value.ask, client);
  const step = finishSignUp(world.pool, begun.value, answer, given(world, userName));
  world.take(step);
  return step.result.ok;
}

async function adminCreate(world: World): Promise<boolean> {
  const request = { userName: 'made', temporaryPassword: null, attributes: ATTRIBUTES, forceAliasCreation: false };
  const begun = beginAdminCreateUser(world.pool, request, 'sub-made');
  if (!begun.ok) return false;
  const answer = await world.ask(begun.value.ask, 'CLIENT_ID_NOT_APPLICABLE');
  const step = finishAdminCreateUser(world.pool, begun.value, answer, given(world, 'made'));
  world.take(step);
  return step.result.ok;
}

async function federated(world: World): Promise<boolean> {
  const begun = beginFederatedSignIn(world.pool, { provider: 'Google', id: 'ann', attributes: ATTRIBUTES });
  if (begun.ask === null) return true;
  const step = finishFederatedSignIn(world.pool, begun, await world.ask(begun.ask, 'app'), given(world, 'google_ann'));
  world.take(step);
  return step.result.ok;
}

const STRANGERS = {
  'under one name': (world: World) => signUp(world, 'stranger'),
  'under ever new names': (world: World) => signUp(world, `stranger-${world.now}`),
  'through two clients': async (world: World) => {
    await signUp(world, 'stranger', CODE_CLIENT);
    return signUp(world, 'stranger');
  },
};

const HONEST = {
  'its owner': (world: World) => signUp(world, 'ann'),
  'an admin': adminCreate,
  'a federated first login': federated,
};

describe.each(Object.entries(STRANGERS))('a stranger who signs up again and again %s', (_, pester) => {
  it.each(Object.entries(HONEST))('never keeps %s out', async (__, attempt) => {
    const world = aWorld();
    await pester(world);
    for (let second = 0; second < LONGEST_WAIT_S; second += 1) {
      world.now += 1_000;
      await pester(world);
      if (await attempt(world)) return;
    }
    expect.fail(`still refused after ${LONGEST_WAIT_S} s`);
  });

  it("is in nobody's way for most of ten minutes", async () => {
    const world = aWorld();
    let refused = 0;
    for (let second = 0; second < 600; second += 1) {
      world.now += 1_000;
      await pester(world);
      if (second % 10 === 0 && !(await signUp(world, `ann-${second}`, CODE_CLIENT))) refused += 1;
    }

    expect(refused).toBeLessThan(60 / 4);
  });
});

describe('a double submit', () => {
  it('under two generated user names leaves one user', async () => {
    const world = aWorld();
    const begun = ['uuid-1', 'uuid-2'].flatMap((userName) => {
      const step = beginSignUp(world.pool, { userName, password: PASSWORD, attributes: ATTRIBUTES }, `sub-${userName}`);
      return step.ok ? [step.value] : [];
    });
    const answers = await Promise.all(begun.map((each) => world.ask(each.ask, 'app')));
    for (const [index, each] of begun.entries()) {
      world.take(
        finishSignUp(world.pool, each, answers[index] ?? { kind: 'unreadable' }, given(world, each.ask.userName)),
      );
    }

    expect(world.pool.users.size).toBe(1);
    expect([...world.pool.users.values()][0]?.attributes.get('email_verified')).toBe('true');
  });
});
