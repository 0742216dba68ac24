/**
 * A hundred thousand sign-ups through one lab, over HTTP, each deleted after: what the lab keeps does not grow with what was.
 * `npm run test:long`.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { type AppLab, openAppLab } from '../lab/test-api/open-lab.ts';

const SIGN_UPS = 100_000;
const AT_ONCE = 16;

/** From here on the memories that forget are full. */
const SETTLED = 30_000;

/** How much more than by then may be held at the end. */
const MOST_GROWN = 8 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

function heapUsed(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

/** Somebody comes by an address that others had, signs in now and then, begins and never ends, and goes. */
async function comeAndGo(app: AppLab, index: number): Promise<void> {
  const user = `user-${index}`;
  const { state } = app.lab;
  await app.signUp(user, `somebody-${index % 50}@example.com`);
  if (index % 20 === 0) {
    const AuthParameters = { USERNAME: user, PASSWORD: 'Correct-horse-1' };
    await app.cognito('InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
  }
  if (index % 200 === 0) {
    await app.cognito('InitiateAuth', {
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: user, SRP_A: 'abcdef' },
    });
  }
  await fetch(app.lab.endpoint, {
    method: 'POST',
    headers: {
      'x-amz-target': 'AWSCognitoIdentityProviderService.AdminDeleteUser',
      authorization: 'AWS4-HMAC-SHA256 test',
    },
    body: JSON.stringify({ UserPoolId: state.pool.settings.id, Username: user }),
  });
}

it(
  'the lab holds no more after a hundred thousand sign-ups than after thirty thousand',
  { timeout: 3_600_000 },
  async () => {
    const app = await openAppLab();
    app.lab.trigger.choose('article');
    const held: Record<number, number> = {};
    for (let done = 0; done < SIGN_UPS; done += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, (_, each) => comeAndGo(app, done + each)));
      if (done % 10_000 < AT_ONCE) held[done] = heapUsed();
    }
    const { state, feed, moves } = app.lab;
    const inMiB = Object.entries(held).map(([done, bytes]) => `${done}: ${(bytes / 1024 / 1024).toFixed(1)}`);
    process.stdout.write(`heap in MiB after so many sign-ups: ${inMiB.join(', ')}\n`);

    const settled = Object.entries(held).find(([done]) => Number(done) >= SETTLED)?.[1] ?? 0;
    expect(heapUsed() - settled).toBeLessThan(MOST_GROWN);
    expect(state.pool.users.size).toBe(0);
    expect(feed.items().length).toBeLessThanOrEqual(100);
    expect(moves.all().length).toBeLessThanOrEqual(200);
    expect(state.tokens.size()).toBeLessThanOrEqual(10_000);
    expect(state.challenges.size()).toBeLessThanOrEqual(10_000);
    await app.close();
  },
);
