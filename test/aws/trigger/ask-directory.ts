/**
 * The directory over HTTP for tests: a real SDK client against scripted answers, asked about one alias at a time.
 */
import { vi } from 'vitest';
import { createCognitoClient } from '../../../src/aws/trigger/clients.ts';
import { createCognitoDirectory } from '../../../src/aws/trigger/directory.ts';
import { createThrottleBreaker } from '../../../src/aws/trigger/throttle-breaker.ts';
import type { Alias } from '../../../src/core/attempt.ts';
import { type AliasFact, combineSightings, type Holder, isOwner } from '../../../src/core/facts.ts';
import type { CallCounts, Inquiry, LookupKinds, NameAnswer } from '../../../src/guard/ports.ts';
import { type Answer, awsEnv, type Call, type FakeAws, startFakeAws } from '../../support/fake-aws.ts';
import { aBudget, handClock, noCalls } from '../../support/time.ts';

/** The address that is asked about unless a test says otherwise. */
export const EMAIL: Alias = { attribute: 'email', raw: 'bob@example.com', folded: 'bob@example.com' };

/** What AdminGetUser says of an alias that nobody owns. */
export const NOT_FOUND: Answer = { error: 'UserNotFoundException' };

/** What ListUsers says of an alias that nobody holds. */
export const NOBODY: Answer = { json: { Users: [] } };

/** One answer to every call, or one for each. */
type Answers = Answer | ((call: Call, nth: number) => Answer);
type How = {
  readonly kinds?: LookupKinds;
  readonly budgetMs?: number;
  /** Who settles it; whoever holds it, if left out. */
  readonly settles?: Inquiry['settles'];
};

/** A directory, what answers it, and its time. */
export type AskedDirectory = {
  readonly clock: ReturnType<typeof handClock>;
  /** How the pool answers from now on. */
  readonly script: (list: Answers, get: Answers) => void;
  readonly ask: (alias?: Alias, how?: How) => Promise<{ readonly fact: AliasFact; readonly calls: CallCounts }>;
  readonly named: (
    userName: string,
    signal?: AbortSignal,
  ) => Promise<{ readonly named: NameAnswer; readonly calls: CallCounts }>;
  /** Who owns the address, as whoever refuses duplicates asks. */
  readonly owned: () => Promise<AliasFact>;
  /** The bodies of the calls that arrived, of one operation. */
  readonly asked: (operation: string) => readonly Call['body'][];
  readonly close: () => Promise<void>;
};

/** Starts a directory whose pool is empty. */
export async function startDirectory(): Promise<AskedDirectory> {
  const fake: FakeAws = await startFakeAws(() => NOBODY);
  for (const [name, value] of Object.entries(awsEnv(fake.endpoint))) vi.stubEnv(name, value);
  const clock = handClock();
  const directory = createCognitoDirectory({ client: createCognitoClient(), breaker: createThrottleBreaker(clock) });
  return {
    clock,
    script: (list, get) => {
      fake.script = (call, nth) => {
        const answers = call.operation === 'ListUsers' ? list : get;
        return typeof answers === 'function' ? answers(call, nth) : answers;
      };
    },
    ask: async (alias = EMAIL, { kinds = { list: true, alias: true }, budgetMs, settles = () => true } = {}) => {
      const calls = noCalls();
      const inquiry = { userPoolId: 'us-east-1_example', alias, kinds, settles };
      const sightings = await directory.sightings(inquiry, aBudget(budgetMs), calls);
      return { fact: combineSightings(sightings, 'any'), calls };
    },
    named: async (userName, signal = aBudget().signal) => {
      const calls = noCalls();
      return { named: await directory.named('us-east-1_example', userName, { ...aBudget(), signal }, calls), calls };
    },
    owned: async () => {
      const kinds = { list: true, alias: true };
      const settles = (holder: Holder) => isOwner(holder, null);
      const inquiry = { userPoolId: 'us-east-1_example', alias: EMAIL, kinds, settles };
      const sightings = await directory.sightings(inquiry, aBudget(), noCalls());
      return combineSightings(sightings, 'owners');
    },
    asked: (operation) => fake.calls.filter((call) => call.operation === operation).map(({ body }) => body),
    close: async () => {
      vi.unstubAllEnvs();
      await fake.close();
    },
  };
}

/** A user as ListUsers shows it; a `null` flag is missing. */
export function user(email: string, verified: string | null, name = 'owner'): Record<string, unknown> {
  const flags = verified === null ? [] : [{ Name: 'email_verified', Value: verified }];
  return {
    Username: name,
    Attributes: [{ Name: 'email', Value: email }, ...flags],
    Enabled: true,
    UserStatus: 'CONFIRMED',
  };
}

/** The same user as AdminGetUser shows it. */
export function found(raw: Record<string, unknown>): Answer {
  return { json: { ...raw, UserAttributes: raw['Attributes'] } };
}
