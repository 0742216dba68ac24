/**
 * A lab with a trigger in it and no page, as long as somebody plays in it: the wire on a free port, the policy published into
 * its SSM by the one function that everybody publishes with, and the bundle in processes that call back by the real SDK.
 */
import type { PolicyDocument } from '../../core/policy.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { PoolEvent } from '../../sim/step.ts';
import { installHashKey, installPolicy } from '../policy/install-policy.ts';
import { listen, type RunningLab } from '../server.ts';
import { createLabState, type LabState } from '../state.ts';
import { createArticleRunner } from '../trigger/article-trigger.ts';
import { createProcessRunner } from '../trigger/process-runner.ts';
import { triggerEnvironment } from '../trigger/trigger-environment.ts';
import { wallClock } from '../wall-clock.ts';

/** A lab in use. `lines` is what its trigger logged, `events` what happened in its pool. */
export type LabSession = {
  readonly state: LabState;
  readonly endpoint: string;
  readonly lines: readonly string[];
  readonly events: readonly PoolEvent[];
  readonly close: () => Promise<void>;
};

/** A lab with the article's trigger. */
export async function openArticleLab(): Promise<LabSession> {
  const session = await open();
  session.state.trigger = createArticleRunner();
  return session;
}

/** A lab with the shipped trigger and that policy. */
export async function openGuardedLab(bundle: string, document: PolicyDocument): Promise<Result<LabSession, string>> {
  const session = await open();
  installHashKey(session.state);
  const published = await installPolicy(session.endpoint, document);
  if (!published.ok) {
    await session.close();
    return fail(published.error);
  }
  const onLine = (line: string) => session.lines.push(line);
  session.state.trigger = createProcessRunner({ bundle, env: triggerEnvironment(session.endpoint), onLine });
  return ok(session);
}

type OpenSession = LabSession & { readonly lines: string[] };

async function open(): Promise<OpenSession> {
  const events: PoolEvent[] = [];
  const state = createLabState({ now: wallClock, onEvents: (some) => events.push(...some) });
  const lab: RunningLab = await listen(state, 0);
  return { state, endpoint: lab.endpoint, lines: [], events, close: lab.close };
}
