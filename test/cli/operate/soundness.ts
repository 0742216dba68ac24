/**
 * Law 11 as checks: what must hold of an account after any command, however it ended, and that what was said is what was.
 */
import { expect } from 'vitest';
import { parseJson, type RawObject } from '../../../src/core/json.ts';
import { decodePolicy, readManifest } from '../../../src/policy/manifest.ts';
import { preSignUpOf } from '../../../src/pool/pool-settings.ts';
import { GUARD, POOL_ARN, statementsOf } from '../pool-world.ts';
import type { Ran } from '../run.ts';
import type { Account } from './account.ts';

/** The live policy, and the candidate. */
export const LIVE = '/signup-guard/prod/policy';
export const CANDIDATE = '/signup-guard/prod/candidate';

/** An account at one moment. */
export type Moment = {
  readonly trigger: string | null;
  /** Everything else of the pool; null once it is gone. */
  readonly settings: RawObject | null;
  /** Whether the pool's trigger is there and may be called; true where there is none. */
  readonly callable: boolean;
  readonly granted: boolean;
  readonly live: string | null;
  readonly candidate: string | null;
};

/** Looks at an account. */
export function momentOf(account: Account): Moment {
  const { pool } = account.world;
  const trigger = pool === null ? null : preSignUpOf(pool);
  return {
    trigger,
    settings: pool === null ? null : withoutTrigger(pool),
    callable: trigger === null || isCallable(account, trigger),
    granted: isCallable(account, GUARD),
    live: policyAt(account, LIVE),
    candidate: policyAt(account, CANDIDATE),
  };
}

function withoutTrigger(pool: RawObject): RawObject {
  const { PreSignUp: _, ...others } = pool['LambdaConfig'] as RawObject;
  return { ...pool, LambdaConfig: others };
}

function isCallable({ world }: Account, arn: string): boolean {
  return statementsOf(world, arn).some(({ Effect, Condition }) => {
    return Effect === 'Allow' && JSON.stringify(Condition).includes(`"AWS:SourceArn":"${POOL_ARN}"`);
  });
}

/** The digest of the policy that the trigger would read, `broken` where it could not. */
function policyAt({ store }: Account, parameter: string): string | null {
  const text = store.text(parameter);
  if (text === undefined) return null;
  const manifest = readManifest(text);
  const folder = `${parameter}-parts/${manifest?.digest}/`;
  const names = [...store.entries.keys()].filter((name) => name.startsWith(folder)).toSorted();
  const parts = names.map((name) => store.text(name) ?? '');
  return manifest !== null && decodePolicy(manifest, parts).ok ? manifest.digest : 'broken';
}

/** Nothing is worse than before: the trigger can be called or is the broken one that was found, settings and policies stand. */
export function expectSound(start: Moment, now: Moment, where: string): void {
  const asFound = now.trigger === start.trigger && !start.callable;
  expect(now.callable || asFound, `${where}: the pool calls ${now.trigger}`).toBe(true);
  if (now.settings !== null) expect(now.settings, where).toEqual(start.settings);
  for (const at of ['live', 'candidate'] as const) {
    expect(now[at] !== 'broken' || start[at] === 'broken', `${where}: the ${at} policy cannot be read`).toBe(true);
  }
}

/** What the command said is what happened. */
export function expectTrue(words: readonly string[], start: Moment, now: Moment, ran: Ran, where: string): void {
  const told = `${where}: ${ran.output}${ran.complaint}`;
  if (ran.exitCode !== 0) expect(ran.complaint, told).not.toBe('');
  // Without a report nothing happened; with one it did, though something may be left to do
  if (ran.output === '') {
    expect(ran.exitCode, told).not.toBe(0);
    expect([now.trigger, now.live, now.candidate], told).toEqual([start.trigger, start.live, start.candidate]);
    return;
  }
  const report = parseJson(ran.output) as Readonly<Record<string, unknown>>;
  const [command] = words;
  if (command === 'attach') {
    expect([now.trigger, now.granted], told).toEqual([report['function'], true]);
    expect(report['permission'], told).toBe(start.granted ? 'already' : 'granted');
  }
  if (command === 'detach') expect(now.trigger, told).toBe(report['function']);
  const isTrigger = command === 'attach' || command === 'detach';
  const at = words.includes('--candidate') ? 'candidate' : 'live';
  if (!isTrigger) expect(now[at], told).toBe(report['digest']);
  const changed = isTrigger ? now.trigger !== start.trigger : now[at] !== start[at];
  expect(report['changed'], told).toBe(changed);
}
