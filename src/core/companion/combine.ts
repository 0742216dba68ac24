/**
 * The guard's decision and the companion's answer together. The companion can only take away: with any answer whatever no
 * flag is granted that the guard does not grant. Where a policy only observes, the companion is in charge instead.
 */
import type { Trigger } from '../attempt.ts';
import type { Decision } from '../decision.ts';
import { DEFAULT_SETTINGS, type PolicySettings } from '../policy.ts';
import { type CompanionAnswer, failureIn, verifiedBy } from './answer.ts';

type Settings = Pick<PolicySettings, 'denyMessage' | 'busyMessage' | 'unavailable'>;

/** What a decision comes to once the companion was heard. `policy` is null when there is none at all. */
export function combine(
  decision: Decision,
  answer: CompanionAnswer,
  trigger: Trigger,
  policy: Settings | null,
): Decision {
  const settings = policy ?? DEFAULT_SETTINGS;
  if (decision.outcome === 'deny') return decision;
  if (answer.kind === 'refused') return refusal(decision, 'companion', answer.message || settings.denyMessage);
  if (answer.kind === 'unavailable' || answer.flags === null)
    return withoutAnswer(withFailure(decision, answer), trigger, settings);
  return decision.outcome === 'approve' ? narrowed(decision, answer.flags) : decision;
}

/** The decision, with who was silent where the companion was. */
export function withFailure(decision: Decision, answer: CompanionAnswer): Decision {
  const failure = failureIn(answer);
  return failure === null ? decision : { ...decision, failures: [...decision.failures, failure] };
}

/** Both must have set a flag; whoever loses the last address that was to be verified takes the code (F5.4). */
function narrowed(decision: Decision, flags: Parameters<typeof verifiedBy>[0]): Decision {
  const kept = verifiedBy(flags);
  const verified = decision.verified.filter((attribute) => kept.includes(attribute));
  const lostAll = decision.verified.length > 0 && verified.length === 0;
  return flags.autoConfirmUser && !lostAll ? { ...decision, verified } : byCode(decision, 'companion');
}

/** Doubt never grants; and whom the companion might have refused, a policy may refuse in its stead. */
function withoutAnswer(decision: Decision, trigger: Trigger, settings: Settings): Decision {
  if (settings.unavailable.companion !== 'code' && trigger !== 'unknown')
    return refusal(decision, 'companion-unavailable', settings.busyMessage);
  return decision.outcome === 'approve' ? byCode(decision, 'companion-unavailable') : decision;
}

type Reason = Extract<Decision['reason'], 'companion' | 'companion-unavailable'>;

function refusal(decision: Decision, reason: Reason, message: string): Decision {
  return { ...decision, outcome: 'deny', reason, verified: [], message };
}

function byCode(decision: Decision, reason: Reason): Decision {
  return { ...decision, outcome: 'code', reason, verified: [] };
}

/** What is passed on of a companion that is in charge: what it returned, or the sentence of a refusal. */
export type PassedOn =
  | { readonly kind: 'event'; readonly event: unknown }
  | { readonly kind: 'refusal'; readonly message: string };

/**
 * What becomes of a sign-up under a policy that only observes: what became of it before the guard was there. Without an
 * answer that is a refusal, whatever `unavailable.companion` says: it is the policy's, which does not apply.
 */
export function passOn(answer: CompanionAnswer, settings: Pick<Settings, 'denyMessage' | 'busyMessage'>): PassedOn {
  switch (answer.kind) {
    case 'answered':
      return { kind: 'event', event: answer.event };
    case 'refused':
      return { kind: 'refusal', message: answer.message || settings.denyMessage };
    case 'unavailable':
      return { kind: 'refusal', message: settings.busyMessage };
  }
}
