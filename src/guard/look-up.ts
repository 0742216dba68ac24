/**
 * The look-ups of one attempt, each within its time: who holds its addresses, and who has its user name. Whatever fails is a
 * fact; must not decide what it means.
 */
import type { AliasAttribute, Attempt } from '../core/attempt.ts';
import { type AliasFact, combineSightings, type Failure, type Holder, hasVerifiedHolder } from '../core/facts.ts';
import { settles } from '../core/look-ups.ts';
import type { Plan } from '../core/plan.ts';
import { type CompiledPolicy, DEFAULT_SETTINGS } from '../core/policy.ts';
import { fail } from '../core/result.ts';
import { type NameFact, nameFactOf } from '../core/user-names.ts';
import { beforeDeadline, within } from './budget.ts';
import type { Budget, CallCounts, Clock, LookupKinds, NameAnswer, UserDirectory } from './ports.ts';

/** The most that the look-up of a user name may take, in milliseconds, and never more than half of what is left. */
const MOST_FOR_NAME_MS = 1_500;

/** An attempt on its way, and what it asks by. */
export type LookingUp = {
  readonly directory: UserDirectory;
  readonly clock: Clock;
  readonly attempt: Attempt;
  readonly budget: Budget;
  readonly calls: CallCounts;
};

/** What is known of each address. */
export type Facts = ReadonlyMap<AliasAttribute, AliasFact>;

/** What the pool knows of every address that the plan asks about. */
export async function lookUpAll(run: LookingUp, planned: Plan, policy: CompiledPolicy | null): Promise<Facts> {
  const { lookup, collision } = policy ?? DEFAULT_SETTINGS;
  const kinds = { list: lookup !== 'alias', alias: lookup !== 'list' };
  const settled = (holder: Holder) => settles(holder, planned.counting, collision, run.attempt.userName);
  return lookUpEach(run, planned, kinds, settled);
}

/**
 * What is weighed beside a claim in flight, where a verified holder is what counts: a list that stopped at somebody else
 * goes on until it shows one.
 */
export async function lookFurther(run: LookingUp, planned: Plan, found: Facts): Promise<Facts> {
  const lookUps = planned.lookUps.filter(({ attribute }) => {
    const fact = found.get(attribute);
    // Stryker disable next-line ConditionalExpression,OptionalChaining: for the compiler; each has a fact, and only one that is held `atLeast`
    if (fact?.kind !== 'held') return false;
    return fact.atLeast === true && !hasVerifiedHolder(fact);
  });
  const lists = { list: true, alias: false };
  const further = await lookUpEach(run, { ...planned, lookUps }, lists, ({ verified }) => verified);
  return new Map([...found, ...[...further].filter(([, fact]) => fact.kind === 'held')]);
}

async function lookUpEach(
  { directory, attempt, budget, calls }: LookingUp,
  { lookUps, counting }: Plan,
  kinds: LookupKinds,
  settled: (holder: Holder) => boolean,
): Promise<Facts> {
  const { userPoolId, userName } = attempt;
  const entries = lookUps.map(async (alias): Promise<[AliasAttribute, AliasFact]> => {
    if (userPoolId === null) return [alias.attribute, unknown({ call: 'listUsers', cause: 'invalid' })];
    const asked = directory.sightings({ userPoolId, alias, kinds, settles: settled }, budget, calls);
    const fact = asked.then((sightings) => combineSightings(sightings, counting, userName));
    const late = () => unknown({ call: kinds.list ? 'listUsers' : 'adminGetUser', cause: 'timeout' });
    return [alias.attribute, await beforeDeadline(fact, budget, late)];
  });
  return new Map(await Promise.all(entries));
}

/**
 * Who has the user name, beside the look-ups; undefined where it need not be asked. It has a share of the time: a claim
 * comes after it, and without one nobody is let in.
 */
export async function lookUpName(
  { directory, clock, attempt, budget, calls }: LookingUp,
  { name }: Plan,
): Promise<NameFact | undefined> {
  const { userPoolId } = attempt;
  if (name === null || userPoolId === null) return undefined;
  const late = (): NameAnswer => fail({ call: 'adminGetUser', cause: 'timeout' });
  const left = budget.deadline - clock.now();
  const share = within(budget, clock, Math.min(MOST_FOR_NAME_MS, Math.floor(left / 2)));
  const found = await beforeDeadline(directory.named(userPoolId, name, share, calls), share, late);
  return found.ok ? nameFactOf(attempt, found.value) : { kind: 'unknown', failure: found.error };
}

function unknown(failure: Failure): AliasFact {
  return { kind: 'unknown', failures: [failure] };
}
