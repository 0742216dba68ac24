/**
 * What is explored: who signs up, under which policy, and with which safeguards. `AS_BUILT` is the guard as it ships;
 * every other design takes one safeguard away. The pure core is called through here and is never copied.
 */
import { ABSENT, type AliasAttribute, type Attempt, given } from '../../src/core/attempt.ts';
import { findingOf } from '../../src/core/claims.ts';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import type { Decision } from '../../src/core/decision.ts';
import type { Plan } from '../../src/core/plan.ts';
import {
  type CompiledPolicy,
  DEFAULT_SETTINGS,
  type PolicyDocument,
  type PolicySettings,
} from '../../src/core/policy.ts';
import { compilePolicy } from '../../src/policy/compile.ts';

/** How a sign-up comes in; `existing` is a user who was there before, unverified and able to confirm; `holder` one who has. */
export type Kind = 'approved' | 'code' | 'admin' | 'federated' | 'existing' | 'holder';

/** One sign-up of a history. Two of them may be given one user name: a double submit. */
export type SignUp = {
  readonly kind: Kind;
  readonly user: string;
  readonly repeats: number;
  readonly aliases: readonly AliasAttribute[];
  /** Another alias by which the pool finds this user: what somebody else may sign up under as a user name. */
  readonly alsoFoundBy?: string;
};

/**
 * `shipped`: the name is looked up first, and whoever's is taken is refused and claims nothing. The others were thought of,
 * and lose aliases: to claim beside the look-up and take back whatever claim is one's own, or only what this very call
 * wrote; to claim nothing and answer neutrally, since Cognito will refuse; the same, by whomever the pool finds.
 */
export type TakenNames =
  | 'shipped'
  | 'takes back its own'
  | 'takes back what it wrote'
  | 'answers neutrally'
  | 'by any alias';

/** A design: the shipped one, or the shipped one less a safeguard. */
export type Design = {
  readonly settings: Pick<PolicySettings, 'collision' | 'lookup' | 'unavailable'>;
  readonly claims: boolean;
  /** Whether the table may leave a write unanswered, carried out or not. */
  readonly claimsMayFail: boolean;
  readonly finding: typeof findingOf;
  readonly planned: (kind: Kind, plan: Plan) => Plan;
  readonly decided: (kind: Kind, decision: Decision) => Decision;
  /** What becomes of an approval whose user name somebody has. */
  readonly takenNames: TakenNames;
  /** Whether an approval that sees a verified holder goes on beside a claim in flight, unmarked. */
  readonly ownersExcuse: boolean;
  /** Who may be deleted. Law 2 leaves verified holders out. */
  readonly deletions: 'nobody' | 'unverified' | 'everybody';
  /** Whether a claim stays until ListUsers shows its user. */
  readonly marksOutliveLateness: boolean;
};

/** The guard as it ships, with the settings under which law 2 holds. */
export const AS_BUILT: Design = {
  settings: {
    collision: { holders: 'any', then: 'withhold', code: 'allow', federated: 'allow' },
    lookup: 'both',
    unavailable: { directory: 'code', claims: 'deny', limits: 'code' },
  },
  claims: true,
  claimsMayFail: false,
  finding: findingOf,
  planned: (_kind, plan) => plan,
  decided: (_kind, decision) => decision,
  takenNames: 'shipped',
  ownersExcuse: true,
  deletions: 'nobody',
  marksOutliveLateness: true,
};

/** The guard that refuses duplicates by every door: whoever is not approved is looked up, too. */
export const NO_DUPLICATES: Design = {
  ...AS_BUILT,
  settings: {
    ...AS_BUILT.settings,
    collision: { holders: 'any', then: 'deny', code: 'deny', federated: 'deny' },
  },
};

const TRIGGERS: Readonly<Record<Kind, Attempt['trigger']>> = {
  approved: 'sign-up',
  code: 'sign-up',
  admin: 'admin-create',
  federated: 'external-provider',
  existing: 'unknown',
  holder: 'unknown',
};

/** Sign-ups of the given kinds, each by a user of its own. */
export function signUps(kinds: readonly Kind[], repeats = 0, aliases: readonly AliasAttribute[] = ['email']): SignUp[] {
  return kinds.map((kind, index) => ({ kind, user: `user-${index + 1}`, repeats, aliases }));
}

/** The attempt that the trigger sees: all sign up for the same address and number, the approved by the trusted client. */
export function attemptOf({ kind, user, aliases }: SignUp): Attempt {
  const email = { raw: 'owner@example.com', folded: 'owner@example.com', local: 'owner', domain: 'example.com' };
  const phone = { raw: '+12065550100', folded: '+12065550100' };
  return {
    trigger: TRIGGERS[kind],
    userPoolId: 'us-east-1_example',
    userName: user,
    client: given(kind === 'approved' ? 'trusted' : 'public'),
    email: aliases.includes('email') ? given(email) : ABSENT,
    phone: aliases.includes('phone_number') ? given(phone) : ABSENT,
    attributes: new Map(),
    metadata: new Map(),
    attested: new Map(),
    validationData: new Map(),
  };
}

/** A policy that approves and verifies whoever comes by the trusted client. */
export function policyOf(settings: Design['settings']): CompiledPolicy {
  const document: PolicyDocument = {
    version: 1,
    mode: 'enforce',
    rules: [
      {
        id: 'trusted',
        when: { client: ['trusted'] },
        then: 'approve',
        verify: ['email', 'phone_number'],
        acknowledge: 'Only known people reach this client.',
      },
    ],
    otherwise: 'code',
    ...DEFAULT_SETTINGS,
    ...settings,
  };
  return compilePolicy(document, NO_RESOURCES);
}
