/**
 * What the pool knows of an alias, and how several sources of that knowledge combine. Doubt is a fact of its own:
 * `unknown` never turns into `free`.
 */

/** A user seen holding an alias. `verified` is the attribute's own flag; a missing flag is false (F3.10). */
export type Holder = {
  readonly userName: string;
  readonly verified: boolean;
  readonly enabled: boolean;
  readonly status: string;
  /** False where the pool resolves the alias to a user who does not carry it, or is not known to. Left out: true. */
  readonly carries?: boolean | undefined;
};

/** Why a dependency gave no usable answer. Kebab-case, stable: operators filter by it. */
export const FAILURE_CAUSES = [
  'timeout',
  'throttled',
  'access-denied',
  'not-enabled',
  'not-found',
  'unreadable',
  'too-many-pages',
  'skipped',
  'network',
  'service-error',
  'invalid',
] as const;

/** The cause of a failure. */
export type FailureCause = (typeof FAILURE_CAUSES)[number];

/** A call that failed and why; recorded, never shown to whoever signs up. */
export type Failure = {
  readonly call: 'ssm' | 'listUsers' | 'adminGetUser' | 'claims' | 'companion' | 'limits';
  readonly cause: FailureCause;
};

/**
 * What one look-up says of an alias: everyone it saw (`more`: it went no further, so there may be others), that it cannot
 * tell, or that it takes no value so long.
 */
export type Sighting =
  | { readonly kind: 'seen'; readonly holders: readonly Holder[]; readonly more?: true | undefined }
  | { readonly kind: 'unknown'; readonly failure: Failure }
  | { readonly kind: 'too-long' };

/** What the pool knows of an alias. `atLeast`: there may be more holders. Unknown without a failure: it could not be asked. */
export type AliasFact =
  | { readonly kind: 'free'; readonly holders: readonly Holder[] }
  | { readonly kind: 'held'; readonly holders: readonly Holder[]; readonly atLeast?: true | undefined }
  | { readonly kind: 'unknown'; readonly failures: readonly Failure[] };

/** Who counts as holding an alias: anybody, or only verified holders (policy field `collision.holders`). */
export const HOLDER_SCOPES = ['any', 'verified'] as const;

/** One of them. */
export type HolderScope = (typeof HOLDER_SCOPES)[number];

/** Who counts in a look-up: as the policy says for an approval, or whoever owns the alias, where a duplicate is refused. */
export type Counting = HolderScope | 'owners';

/**
 * Whether a user owns an alias: they have verified it, or come from a provider and have it at all. Whoever does not carry
 * it owns nothing, however the pool resolves it; and nobody is a duplicate of themselves.
 */
export function isOwner({ userName, verified, status, carries = true }: Holder, self: string | null): boolean {
  return carries && (verified || status === FEDERATED) && userName !== self;
}

/** Cognito's status of a user who came in by an identity provider. */
export const FEDERATED = 'EXTERNAL_PROVIDER';

/** Whether a holder counts. `self` is the user name of the attempt. */
export function countsAs(counting: Counting, holder: Holder, self: string | null): boolean {
  switch (counting) {
    case 'any':
      return true;
    case 'verified':
      return holder.verified;
    case 'owners':
      return isOwner(holder, self);
  }
}

/**
 * Combines every look-up of one alias: held if any saw a holder that counts, free only if all answered, unknown otherwise.
 * No look-up at all is unknown.
 */
export function combineSightings(
  sightings: readonly Sighting[],
  counting: Counting,
  self: string | null = null,
): AliasFact {
  const holders = distinctHolders(sightings);
  if (holders.some((holder) => countsAs(counting, holder, self))) {
    // Stryker disable next-line ConditionalExpression: for the compiler; only what was seen says that there is more
    const atLeast = sightings.some((sighting) => sighting.kind === 'seen' && sighting.more === true);
    return atLeast ? { kind: 'held', holders, atLeast } : { kind: 'held', holders };
  }
  const failures = sightings.flatMap((sighting) => (sighting.kind === 'unknown' ? [sighting.failure] : []));
  const complete = sightings.length > 0 && sightings.every(({ kind }) => kind === 'seen');
  if (!complete) return { kind: 'unknown', failures };
  return { kind: 'free', holders };
}

/** Whether some look-up saw an owner, other than the attempt's own user. */
export function hasOwner(fact: AliasFact | undefined, self: string | null): boolean {
  return fact !== undefined && fact.kind !== 'unknown' && fact.holders.some((holder) => isOwner(holder, self));
}

/** Whether some look-up proved a verified holder. */
export function hasVerifiedHolder(fact: AliasFact | undefined): boolean {
  return fact?.kind === 'held' && fact.holders.some((holder) => holder.verified);
}

/** One entry a user: two look-ups that see the same user agree on the more verified reading, and on the surer. */
function distinctHolders(sightings: readonly Sighting[]): readonly Holder[] {
  const byName = new Map<string, Holder>();
  for (const sighting of sightings) {
    if (sighting.kind !== 'seen') continue;
    for (const holder of sighting.holders) {
      const known = byName.get(holder.userName);
      byName.set(holder.userName, known !== undefined && weight(known) >= weight(holder) ? known : holder);
    }
  }
  return [...byName.values()];
}

function weight({ verified, carries = true }: Holder): number {
  if (!verified) return 0;
  return carries ? 2 : 1;
}
