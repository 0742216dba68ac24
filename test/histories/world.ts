/**
 * A pool, its claims and its time, with the guard in front: the real plan, look-ups, claims and decision, over the pool
 * model instead of the wire. Every way into the pool goes through a step that keeps the events, so that nothing moves
 * unseen.
 */
import { type Alias, type AliasAttribute, type Attempt, wellFormedAliases } from '../../src/core/attempt.ts';
import { type ClaimItem, findingOf, isLive } from '../../src/core/claims.ts';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import { type Decision, NEUTRAL, responseOf } from '../../src/core/decision.ts';
import { type CollisionSettings, type CompiledPolicy, DEFAULT_SETTINGS } from '../../src/core/policy.ts';
import { ok } from '../../src/core/result.ts';
import { type GuardParts, guard } from '../../src/guard/guard.ts';
import type { Budget, ClaimTable } from '../../src/guard/ports.ts';
import { parseEvent } from '../../src/lambda/event.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import type { Pool } from '../../src/sim/pool.ts';
import type { PoolEvent, Step } from '../../src/sim/step.ts';
import type { TriggerAnswer, TriggerAsk } from '../../src/sim/trigger.ts';
import { aDocument, anApproval, aSnapshot } from '../support/policies.ts';
import { directoryOver } from './directory.ts';
import type { Distribution } from './distribution.ts';

/** Whoever signs up through this client is left to the code; everybody else is approved. */
export const CODE_CLIENT = 'codeclient';

function policyWith(collision: CollisionSettings): CompiledPolicy {
  const rules = [anApproval({ unless: { client: [CODE_CLIENT] } })];
  return compilePolicy(aDocument({ rules, collision }), NO_RESOURCES);
}

const POLICY = policyWith(DEFAULT_SETTINGS.collision);
const STRICT = policyWith({ holders: 'any', then: 'deny', code: 'deny', federated: 'deny' });

/** Nothing here waits, so nothing runs out of time. */
const BUDGET: Budget = { signal: new AbortController().signal, deadline: Number.MAX_SAFE_INTEGER };

/** How the trigger decides: by the guard, by one that refuses duplicates, or as the article's does. */
export type TriggerKind = 'guarded' | 'strict' | 'article';

/** The real side of the model-based test. */
export class World {
  pool: Pool;
  now = 1_000_000;
  /** Whether several triggers run at once: then a free address goes to one of them only. */
  crowded = false;
  readonly events: PoolEvent[] = [];
  readonly #items = new Map<string, ClaimItem>();
  readonly #trigger: TriggerKind;
  readonly #seen: Distribution;
  readonly #parts: GuardParts;

  constructor(pool: Pool, trigger: TriggerKind, seen: Distribution) {
    this.pool = pool;
    this.#trigger = trigger;
    this.#seen = seen;
    const clock = { now: () => this.now, tick: () => this.now };
    const snapshot = aSnapshot(trigger === 'strict' ? STRICT : POLICY);
    const policySource = { current: async () => ({ snapshot, failure: null }) };
    const directory = directoryOver(() => this.pool);
    this.#parts = { policySource, directory, claims: this.#claims(), clock, whenPolicyUnavailable: 'code' };
  }

  /** Takes a step's pool and events; the events are returned for the caller to judge. */
  take(step: Step<unknown>): readonly PoolEvent[] {
    this.#seen.saw(step.result.ok ? 'done' : step.result.error.name);
    this.pool = step.pool;
    this.events.push(...step.events);
    return step.events;
  }

  /** Asks the trigger. */
  async ask({ source, userName, attributes }: TriggerAsk, client: string): Promise<TriggerAnswer> {
    if (this.#trigger === 'article') return articleAnswer(attributes);
    const event = {
      triggerSource: source,
      userPoolId: this.pool.settings.id,
      userName,
      callerContext: { clientId: client },
      request: { userAttributes: Object.fromEntries(attributes) },
    };
    const attempt = parseEvent(event);
    const alone = source === 'PreSignUp_SignUp' && client !== CODE_CLIENT && !this.crowded;
    const free = alone ? this.#free(attempt) : [];
    const owned = this.#trigger === 'strict' && source !== 'PreSignUp_AdminCreateUser' && this.#isOwned(attempt);
    const { decision } = await guard(this.#parts, attempt, BUDGET);
    this.#count(decision);
    if (this.#trigger === 'strict') this.#seen.saw(duplicateWord(decision, owned));
    if (decision.reason === 'name-taken') {
      this.#seen.saw(this.#isNamed(userName) ? 'refused: name taken' : 'refused: name not taken');
    }
    for (const attribute of ['busy', 'name-taken'].includes(decision.reason) ? [] : free) {
      this.#seen.saw(decision.verified.includes(attribute) ? 'free and granted' : 'free but not granted');
    }
    return decision.outcome === 'deny'
      ? { kind: 'thrown', message: decision.message ?? '' }
      : { kind: 'flags', flags: decision.outcome === 'untouched' ? NEUTRAL : responseOf(decision) };
  }

  /**
   * Whether another user has verified one of the attempt's addresses, or came by a provider and has it. A pool that minds case
   * finds nobody by another spelling (F3.3).
   */
  #isOwned(attempt: Attempt): boolean {
    const others = [...this.pool.users.values()].filter(({ userName }) => userName !== attempt.userName);
    return wellFormedAliases(attempt).some(({ attribute, raw, folded }) =>
      others.some(({ attributes, status }) => {
        const value = attributes.get(attribute) ?? '';
        const found = this.pool.settings.caseSensitive ? [raw, folded].includes(value) : value.toLowerCase() === folded;
        return found && (attributes.get(`${attribute}_verified`) === 'true' || status === 'EXTERNAL_PROVIDER');
      }),
    );
  }

  /** Whether a user of that very name is there: Cognito then creates nobody. */
  #isNamed(name: string): boolean {
    return [...this.pool.users.values()].some(({ userName }) => userName === name);
  }

  /** The attempt's aliases that nobody holds and nobody has claimed: an approved sign-up must be granted them. */
  #free(attempt: Attempt): readonly AliasAttribute[] {
    return wellFormedAliases(attempt)
      .filter(({ attribute, folded }) => {
        const item = this.#items.get(`${attribute} ${folded}`);
        const holders = [...this.pool.users.values()].some(
          (user) => user.attributes.get(attribute)?.toLowerCase() === folded,
        );
        return !holders && (item === undefined || !isLive(item, this.now));
      })
      .map(({ attribute }) => attribute);
  }

  #count({ outcome, reason, verified, withheld }: Decision): void {
    this.#seen.saw(`decided ${outcome}: ${reason}`);
    for (const attribute of verified) this.#seen.saw(`granted ${attribute}`);
    for (const { because } of withheld) this.#seen.saw(`withheld: ${because}`);
  }

  #claims(): ClaimTable {
    return {
      write: async ({ userName }, requests) => {
        const key = ({ attribute, folded }: Alias) => `${attribute} ${folded}`;
        const found = requests.map(({ alias, kind }) =>
          findingOf(kind, userName, this.#items.get(key(alias)) ?? null, this.now),
        );
        if (found.every((finding) => finding === 'clear')) {
          for (const { alias, kind } of requests) {
            const old = this.#items.get(key(alias));
            const renews = kind === 'verifying' && old !== undefined && isLive(old, this.now);
            const since = renews ? old.since : this.now;
            this.#items.set(key(alias), { kind, owner: userName, writtenAt: this.now, since });
          }
        }
        return ok(new Map(requests.map(({ alias }, index) => [alias.attribute, found[index] ?? 'in-flight'])));
      },
    };
  }
}

/** What became of an attempt whose address somebody owns, or nobody does. */
function duplicateWord({ outcome, reason }: Decision, owned: boolean): string {
  if (outcome === 'deny' && reason !== 'collision') return 'refused: for another reason';
  return `${outcome === 'deny' ? 'refused' : 'let in'}: ${owned ? 'owned' : 'not owned'}`;
}

/** The flags of the re:Post article, for sign-ups; other sources ignore flags (F1.6). */
function articleAnswer(attributes: ReadonlyMap<string, string>): TriggerAnswer {
  const flags = {
    autoConfirmUser: true,
    autoVerifyEmail: attributes.has('email'),
    autoVerifyPhone: attributes.has('phone_number'),
  };
  return { kind: 'flags', flags };
}
