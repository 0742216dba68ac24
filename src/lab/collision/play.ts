/**
 * The collision, played through real SDK calls: the article's sign-up, then somebody else with the same email. What
 * happened is read back from the pool, never assumed.
 */
import { createCognitoUsers, type PoolUser } from '../../aws/operator/pool/cognito-user.ts';
import type { PolicyDocument } from '../../core/policy.ts';
import { ok, type Result } from '../../core/result.ts';
import { secretHash } from '../../identity/secret-hash.ts';
import type { DecisionRecord } from '../../record/decision-record.ts';
import { readRecord } from '../records.ts';
import { type LabSession, openArticleLab, openGuardedLab } from './lab-session.ts';

/** Who signs up, and with what. */
export const ANN = {
  userName: 'ann',
  attributes: { email: 'ann@example.com', phone_number: '+12065550100' },
} as const;

/** Who comes second, with the same email. */
export const BOB = { userName: 'bob', attributes: { email: 'ann@example.com' } } as const;

const PASSWORD = 'Correct-horse-1';

/** A user as far as the collision tells of them. */
export type Seen = {
  readonly status: string;
  readonly emailVerified: boolean;
  readonly phoneVerified: boolean;
};

/** How the collision went with one trigger. */
export type Played = {
  readonly trigger: string;
  /** Ann right after her sign-up. */
  readonly first: Seen;
  /** Ann after Bob's. */
  readonly firstAfter: Seen;
  /** Bob, or the sentence that he was refused with. */
  readonly second: Seen | string;
  /** Whom the pool finds by the email address. */
  readonly owner: string | null;
  readonly aliasMoves: number;
  readonly records: readonly DecisionRecord[];
};

/** How it went with both. */
export type BothPlayed = { readonly article: Played; readonly guard: Played };

/** Plays it in front of either trigger, each in a pool of its own; ours decides by that policy. */
export async function playCollision(bundle: string, document: PolicyDocument): Promise<Result<BothPlayed, string>> {
  const guarded = await openGuardedLab(bundle, document);
  if (!guarded.ok) return guarded;
  const guard = await playIn(guarded.value);
  return ok({ guard, article: await playIn(await openArticleLab()) });
}

async function playIn(session: LabSession): Promise<Played> {
  try {
    return await play(session);
  } finally {
    await session.close();
  }
}

/** Plays it in one lab; throws only if Ann cannot sign up at all. */
async function play(session: LabSession): Promise<Played> {
  const { state, endpoint, events, lines } = session;
  const users = createCognitoUsers(endpoint);
  const poolId = state.pool.settings.id;
  const signUp = async (who: typeof ANN | typeof BOB) => {
    const hash = secretHash(who.userName, state.client.id, state.client.secret);
    return users.signUp({ clientId: state.client.id, secretHash: hash, password: PASSWORD, ...who });
  };
  const look = async (name: string) => {
    const found = await users.getUser(poolId, name);
    return found.ok ? found.value : null;
  };
  const began = await signUp(ANN);
  if (!began.ok) throw new Error(`the first sign-up failed: ${began.error.name}: ${began.error.message}`);
  const first = seen(await look(ANN.userName));
  const followed = await signUp(BOB);
  return {
    trigger: state.trigger?.name ?? 'no trigger',
    first,
    firstAfter: seen(await look(ANN.userName)),
    second: followed.ok ? seen(await look(BOB.userName)) : followed.error.message,
    owner: (await look(ANN.attributes.email))?.userName ?? null,
    aliasMoves: events.filter(({ kind }) => kind === 'alias-moved').length,
    records: lines.flatMap((line) => readRecord(line) ?? []),
  };
}

function seen(user: PoolUser | null): Seen {
  return {
    status: user?.status ?? 'not there',
    emailVerified: user?.attributes['email_verified'] === 'true',
    phoneVerified: user?.attributes['phone_number_verified'] === 'true',
  };
}
