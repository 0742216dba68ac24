/**
 * Which decisions a person asked to see. A user is found by hash: whoever has the key can ask for a name, an address or a
 * number, and the log still holds none.
 */
import { foldEmail } from '../../identity/email.ts';
import { pseudonym } from '../../identity/pseudonym.ts';
import type { LoggedDecision } from '../../record/logged.ts';

/** The filters; all that are given must match. */
export type DecisionFilter = {
  readonly outcome?: string;
  readonly reason?: string;
  /** A rule that decided, or that only observes and would have taken part. */
  readonly rule?: string;
  readonly domain?: string;
  /** The first digits of a policy's digest. */
  readonly policy?: string;
  /** Hashes of whom is asked for; one of each set must occur. */
  readonly hashes?: readonly ReadonlySet<string>[];
};

/** The hashes under which a text may stand in the log: as a user name, in lower case too (F1.9), an address or a number. */
export function hashesOf(key: string, text: string): ReadonlySet<string> {
  const hashes = [
    pseudonym(key, 'user', text),
    pseudonym(key, 'user', text.toLowerCase()),
    pseudonym(key, 'email', foldEmail(text)),
    pseudonym(key, 'phone', text),
  ];
  return new Set(hashes.filter((hash) => hash !== null));
}

/** The hash of an address alone. */
export function emailHashes(key: string, address: string): ReadonlySet<string> {
  return new Set([pseudonym(key, 'email', foldEmail(address)) ?? '']);
}

/** Whether a decision matches every filter. */
export function matchesFilter(
  decision: LoggedDecision,
  { outcome, reason, rule, domain, policy, hashes = [] }: DecisionFilter,
): boolean {
  if (outcome !== undefined && decision.outcome !== outcome) return false;
  if (reason !== undefined && decision.reason !== reason) return false;
  if (rule !== undefined && ![...decision.rules, ...decision.observed].includes(rule)) return false;
  if (domain !== undefined && !isBelow(decision.subject.emailDomain, domain.toLowerCase())) return false;
  if (policy !== undefined && decision.policy.digest?.startsWith(policy) !== true) return false;
  return hashes.every((set) => concerns(decision, set));
}

/** The domain itself or any name below it. */
function isBelow(domain: string | null, asked: string): boolean {
  return domain !== null && (domain === asked || domain.endsWith(`.${asked}`));
}

/** Whether the user signed up, or held what another asked for. */
function concerns({ subject, withheld }: LoggedDecision, hashes: ReadonlySet<string>): boolean {
  const named = [subject.user, subject.email, subject.phone, ...withheld.map(({ firstHolder }) => firstHolder)];
  return named.some((hash) => hash !== null && hashes.has(hash));
}
