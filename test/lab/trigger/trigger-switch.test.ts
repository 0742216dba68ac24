/**
 * Switching triggers and replacing their processes while attempts are under way.
 */
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFeed, type DecisionFeed } from '../../../src/lab/feed.ts';
import { createTriggerSwitch, type TriggerSwitch } from '../../../src/lab/trigger/trigger-switch.ts';
import { watchFiles } from '../../../src/lab/watch-files.ts';

const ORIGINAL = join(import.meta.dirname, 'bundle-for-tests.mjs');

let folder: string;
let bundle: string;
let feed: DecisionFeed;
let trigger: TriggerSwitch;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switch-'));
  bundle = join(folder, 'bundle.mjs');
  await copyFile(ORIGINAL, bundle);
  feed = createFeed(Date.now, () => {});
  trigger = createTriggerSwitch({ bundle, env: {}, processes: 1, limitMs: 1500 }, feed);
});
afterEach(async () => {
  await trigger.close();
  await rm(folder, { recursive: true });
});

function run(how: string) {
  const request = { userAttributes: { how, email: 'ann@example.com' } };
  return trigger.run({ userName: 'ann', triggerSource: 'PreSignUp_SignUp', request, response: {} });
}

/** The bundle, as a build would leave it anew: it refuses everybody. */
async function rebuild() {
  const text = await readFile(ORIGINAL, 'utf8');
  await writeFile(bundle, text.replace("if (how === 'throw')", "if (how !== 'never')"));
}

describe('the trigger switch', () => {
  it('asks the trigger that was chosen', async () => {
    expect(await run('fine')).toMatchObject({ kind: 'flags', flags: { autoVerifyEmail: false } });
    trigger.choose('article');
    expect(await run('throw')).toMatchObject({ kind: 'flags', flags: { autoVerifyEmail: true } });

    expect(feed.items()).toMatchObject([{ trigger: 'guard' }, { trigger: 'article' }]);
  });

  it('runs a new bundle after a restart', async () => {
    expect(await run('fine')).toMatchObject({ kind: 'flags' });
    const noticed = vi.fn();
    const stop = watchFiles(() => [bundle], noticed);

    await rebuild();
    await vi.waitFor(() => expect(noticed).toHaveBeenCalled(), { timeout: 10_000 });
    stop();
    await trigger.restart();

    expect(await run('fine')).toEqual({ kind: 'thrown', message: 'Not today' });
  });

  it('lets an attempt under way end with the process it began in', async () => {
    await trigger.start();
    const slow = run('hang');
    await rebuild();

    await trigger.restart();

    expect(await slow).toEqual({ kind: 'failed', message: 'Socket timeout while invoking Lambda function' });
    expect(feed.items()).toMatchObject([{ answer: { kind: 'failed' } }]);
  });
});
