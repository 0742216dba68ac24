/** A stage for probes whose AWS is a server of the test: the real caller over real sockets, and a clock that pauses move. */
import { afterAll, beforeAll } from 'vitest';
import { once, type ProbeStage } from '../../src/account/probe.ts';
import { createAccountCaller } from '../../src/aws/operator/account/account-caller.ts';
import { pagesHere } from '../../src/cli/account/pages.ts';
import { awsEnv } from '../support/fake-aws.ts';

/** Sets the SDK's settings for an endpoint of this machine, and takes them back afterwards. */
export function withAwsAt(endpoint: () => string): void {
  const before: Record<string, string | undefined> = {};
  beforeAll(() => {
    for (const [name, value] of Object.entries(awsEnv(endpoint()))) {
      before[name] = process.env[name];
      process.env[name] = value;
    }
  });
  afterAll(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
}

/** A stage whose time is made of its pauses, so that waiting costs nothing. */
export function stageOver(
  ids: Partial<Pick<ProbeStage, 'pools' | 'tableName' | 'pages' | 'patience'>> = {},
): ProbeStage {
  const clock = { now: 0, words: 0 };
  const pool = { id: 'us-east-1_probes', clientId: 'client' };
  return {
    call: createAccountCaller(),
    pools: ids.pools ?? { alias: pool, username: pool, plain: pool, full: pool, barred: pool },
    pages: ids.pages ?? pagesHere(),
    federation: once(),
    functionName: 'signup-guard-verify-x-probe',
    tableName: ids.tableName ?? 'probes',
    parameterPath: '/signup-guard/verify-x',
    unique: () => {
      clock.words += 1;
      return `u${clock.words}`;
    },
    now: () => clock.now,
    pause: async (ms) => {
      clock.now += ms;
    },
    signUps: 3,
    patience: ids.patience ?? 180_000,
  };
}
