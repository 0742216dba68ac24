/**
 * What a review finds in a decision log: plain JSON, made by the store below this room or by CloudWatch Logs Insights, and
 * rendered by the terminal and the HTML page alike. Holds hashes, domains and counts; nothing else of a person.
 */
import type { Outcome } from '../core/decision.ts';
import type { ReviewAccount } from './account.ts';

/** How often each name occurred. */
export type Counts = Readonly<Record<string, number>>;

/** Decisions alike in what a reviewer judges them by. Times are milliseconds since 1970, null where records have none. */
export type DecisionGroup = {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly rules: readonly string[];
  readonly domain: string | null;
  readonly trigger: string;
  readonly client: string | null;
  readonly country: string | null;
  readonly count: number;
  readonly first: number | null;
  readonly last: number | null;
};

/** Attributes withheld alike. */
export type WithheldGroup = {
  readonly attribute: string;
  readonly because: string;
  readonly rules: readonly string[];
  readonly domain: string | null;
  readonly reason: string;
  readonly count: number;
  readonly first: number | null;
  readonly last: number | null;
};

/** One user, by hash, whose address others tried to sign up with. */
export type Collision = {
  readonly holder: string | null;
  readonly attribute: string;
  readonly statuses: readonly string[];
  readonly domains: readonly string[];
  readonly verified: boolean;
  readonly count: number;
  readonly first: number | null;
  readonly last: number | null;
};

/** Addresses that the guard withheld and the companion marks as verified: alone, it would have moved those that are held. */
export type CompanionMove = {
  readonly attribute: string;
  readonly because: string;
  /** Whether a holder was seen who has it verified: whoever loses it is locked out. */
  readonly verified: boolean;
  readonly domain: string | null;
  readonly count: number;
  readonly first: number | null;
  readonly last: number | null;
};

/** One key of a rule's limit, by hash, while it was exceeded. `count`: attempts beyond the limit. */
export type Flood = {
  readonly rule: string;
  readonly by: string;
  readonly key: string | null;
  readonly most: number | null;
  readonly count: number;
  readonly first: number | null;
  readonly last: number | null;
};

/** Decisions in which a rule that only observes would have taken part. */
export type ObservedGroup = {
  readonly rule: string;
  /** What was decided without it. */
  readonly outcome: Outcome;
  readonly domain: string | null;
  readonly count: number;
  readonly first: number | null;
  readonly last: number | null;
};

/** A minute in which some answer was degraded. */
export type DegradedMinute = { readonly minute: number; readonly answers: number; readonly reasons: Counts };

/** One of the slowest attempts. */
export type SlowAttempt = {
  readonly at: number | null;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly domain: string | null;
  readonly user: string | null;
  readonly total: number;
  readonly lookup: number | null;
  readonly listUsers: number;
  readonly adminGetUser: number;
  readonly retries: number;
  readonly failures: readonly string[];
};

/** One policy while it decided, by digest; a null digest is no policy at all. */
export type PolicyPeriod = {
  readonly environment: string | null;
  readonly digest: string | null;
  readonly first: number | null;
  readonly last: number | null;
  readonly count: number;
  readonly outcomes: Counts;
};

/** Where the shadow policy would have decided otherwise, or could not tell. */
export type CandidateGroup = {
  readonly outcome: Outcome;
  readonly candidate: string;
  readonly differs: boolean | null;
  readonly rules: readonly string[];
  readonly domain: string | null;
  readonly count: number;
};

/** Outcomes over time: one array of counts an outcome, aligned with `at`. */
export type Timeline = {
  readonly bucketMs: number;
  readonly at: readonly number[];
  readonly counts: Readonly<Record<Outcome, readonly number[]>>;
};

/** A list cut to what a person can read, and how long it was. */
export type Listed<T> = { readonly total: number; readonly rows: readonly T[] };

/** A whole review. */
export type ReviewReport = {
  readonly records: number;
  readonly skipped: number;
  /** Records without a time: counted everywhere but over time. */
  readonly undated: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly outcomes: Counts;
  readonly reasons: Counts;
  readonly rules: Counts;
  /** Rules that only observe, by how often they would have taken part. */
  readonly observed: Counts;
  /** Approvals by what they rest on: `proof`, `acknowledgement`, `nothing verified`; empty where it is not known. */
  readonly approvals: Counts;
  /** Attestations by their result. */
  readonly attestations: Counts;
  readonly withheld: Counts;
  /** What the companion said beside what the guard decided, as `approve, companion deny`. */
  readonly companion: Counts;
  readonly companionMoves: Listed<CompanionMove>;
  readonly timeline: Timeline;
  readonly groups: Listed<DecisionGroup>;
  readonly withheldGroups: Listed<WithheldGroup>;
  readonly collisions: Listed<Collision>;
  readonly floods: Listed<Flood>;
  readonly observedGroups: Listed<ObservedGroup>;
  readonly degraded: Listed<DegradedMinute>;
  /** Attempts that were slow, the slowest first; `longest` is the time of the longest of all, in milliseconds. */
  readonly slowest: readonly SlowAttempt[];
  readonly longest: number | null;
  readonly policies: readonly PolicyPeriod[];
  readonly candidate: Listed<CandidateGroup>;
  /** What the command knows beside the log. */
  readonly account?: ReviewAccount;
};
