/**
 * A lab with a trigger in it, for one command's life: the wire on a free port, the policy published into its SSM by the
 * one function that everybody publishes with, and the bundle in processes that call back by the real SDK.
 */
import { randomBytes } from 'node:crypto';
import { devNull } from 'node:os';
import { createLocalParameterStore, LOCAL_REGION } from '../../aws/local.ts';
import { publishPolicy } from '../../aws/policy-store.ts';
import type { PolicyDocument } from '../../core/policy.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { createArticleRunner } from '../../lab/article-trigger.ts';
import { createProcessRunner } from '../../lab/process-runner.ts';
import { listen, type RunningLab } from '../../lab/server.ts';
import { createLabState, type LabState } from '../../lab/state.ts';
import { parameterNames } from '../../policy/names.ts';
import type { PoolEvent } from '../../sim/step.ts';

/** The environment that the lab pretends to be. */
export const LAB_ENVIRONMENT = 'lab';

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
  const names = parameterNames(LAB_ENVIRONMENT);
  session.state.parameters.put(names.hashKey, 'SecureString', randomBytes(32).toString('hex'), false);
  const published = await publishPolicy(createLocalParameterStore(session.endpoint), {
    parameter: names.policy,
    document,
    stack: LAB_ENVIRONMENT,
    publisher: 'command-line',
  });
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

/** Milliseconds since 1970; the trigger's own clock is out of this room's reach. */
function wallClock(): number {
  return Math.floor(performance.timeOrigin + performance.now());
}

/** What a deployment sets, and an SDK that can reach nothing but the lab: no profile of the machine is read. */
function triggerEnvironment(endpoint: string): Readonly<Record<string, string>> {
  const names = parameterNames(LAB_ENVIRONMENT);
  return {
    ENVIRONMENT: LAB_ENVIRONMENT,
    POLICY_PARAMETER: names.policy,
    HASH_KEY_PARAMETER: names.hashKey,
    CLAIM_TABLE: 'claims',
    STACK_NAME: LAB_ENVIRONMENT,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
