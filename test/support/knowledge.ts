/**
 * What a pool would answer to each look-up, asked or not, and what a policy alone in it would find: the truth that a
 * shadow or a replay is held against.
 */
import fc from 'fast-check';
import type { Alias, AliasAttribute, Attempt } from '../../src/core/attempt.ts';
import type { ClaimOutcome } from '../../src/core/claims.ts';
import { type AliasFact, combineSightings, type Holder, type Sighting } from '../../src/core/facts.ts';
import { fitsUserName, listedValuesOf, listFilter, settles } from '../../src/core/look-ups.ts';
import { plan } from '../../src/core/plan.ts';
import type { CompiledPolicy } from '../../src/core/policy.ts';
import type { Findings } from '../../src/core/withholding.ts';
import { holders } from './arbitraries.ts';

/** What each look-up would say of one alias. */
export type Knowledge = { readonly list: Sighting; readonly alias: Sighting };

/** Of both aliases. */
export type PoolKnowledge = Readonly<Record<AliasAttribute, Knowledge>>;

function sightings(call: 'listUsers' | 'adminGetUser'): fc.Arbitrary<Sighting> {
  const held = fc.array(holders, { minLength: 1, maxLength: 2 });
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant<Sighting>({ kind: 'seen', holders: [] }) },
    { weight: 2, arbitrary: held.map((users): Sighting => ({ kind: 'seen', holders: users })) },
    { weight: 1, arbitrary: fc.constant<Sighting>({ kind: 'unknown', failure: { call, cause: 'timeout' } }) },
  );
}

/** Look-ups may be late about an attribute, but a user came by a provider or did not: one status, whoever is asked. */
function ofOneStatus({ list, alias }: Knowledge): Knowledge {
  const statuses = new Map<string, string>();
  const settled = (sighting: Sighting): Sighting => {
    if (sighting.kind !== 'seen') return sighting;
    const users = sighting.holders.map((holder) => {
      const status = statuses.get(holder.userName) ?? holder.status;
      statuses.set(holder.userName, status);
      return { ...holder, status };
    });
    return { kind: 'seen', holders: users };
  };
  return { list: settled(list), alias: settled(alias) };
}

const knowledge = fc.record({ list: sightings('listUsers'), alias: sightings('adminGetUser') }).map(ofOneStatus);

/** Pools in which anything may be known of either alias. */
export const pools: fc.Arbitrary<PoolKnowledge> = fc.record({ email: knowledge, phone_number: knowledge });

/** What can be asked at all. */
function askable({ list, alias }: Knowledge, asking: Alias): Knowledge {
  const listed = listedValuesOf(asking).every((value) => listFilter(asking.attribute, value) !== null);
  return { list: listed ? list : { kind: 'too-long' }, alias: fitsUserName(asking) ? alias : { kind: 'too-long' } };
}

/** A list of pages of one user, which goes no further than whoever settles it. */
function stopped(list: Sighting, settled: (holder: Holder) => boolean): Sighting {
  if (list.kind !== 'seen') return list;
  const at = list.holders.findIndex(settled);
  if (at === -1 || at === list.holders.length - 1) return list;
  return { kind: 'seen', holders: list.holders.slice(0, at + 1), more: true };
}

/** What the shell brings back for a policy that is alone with the attempt. */
export function findingsOf(attempt: Attempt, policy: CompiledPolicy, pool: PoolKnowledge): Findings {
  const planned = plan(attempt, policy);
  const { lookup, collision } = policy;
  const settled = (holder: Holder) => settles(holder, planned.counting, collision, attempt.userName);
  const facts = planned.lookUps.map((asking): [AliasAttribute, AliasFact] => {
    const { list, alias } = askable(pool[asking.attribute], asking);
    const asked = [...(lookup === 'alias' ? [] : [stopped(list, settled)]), ...(lookup === 'list' ? [] : [alias])];
    return [asking.attribute, combineSightings(asked, planned.counting, attempt.userName)];
  });
  const claims = planned.claims.map(({ alias, kind }): [AliasAttribute, ClaimOutcome] => [
    alias.attribute,
    { kind: kind === 'mark' ? 'marked' : 'won' },
  ]);
  return { facts: new Map(facts), claims: new Map(claims) };
}
