/**
 * The shipped design less one safeguard at a time, each with the sign-ups that suffice to lose an alias without it.
 */
import { isLive } from '../../src/core/claims.ts';
import { AS_BUILT, type Design, type Kind, type SignUp, signUps } from './design.ts';

/** One safeguard: the title of its test, the design without it, and who signs up. */
export type Safeguard = { readonly title: string; readonly without: Design; readonly signUps: readonly SignUp[] };

/** A refusal as busy becomes Cognito's own flow, for sign-ups of one kind. */
function letsThrough(kind: Kind): Design {
  return {
    ...AS_BUILT,
    decided: (of, decision) =>
      of === kind && decision.reason === 'busy' ? { ...decision, outcome: 'code', message: null } : decision,
  };
}

function leavesNoMark(kind: Kind): Design {
  return { ...AS_BUILT, planned: (of, plan) => (of === kind ? { ...plan, claims: [] } : plan) };
}

function settingsOf(settings: Partial<Design['settings']>): Design {
  return { ...AS_BUILT, settings: { ...AS_BUILT.settings, ...settings } };
}

const WITH_FAILING_TABLE = settingsOf({ unavailable: { directory: 'code', claims: 'code', limits: 'code' } });

/** Every safeguard of law 2. */
export const SAFEGUARDS: readonly Safeguard[] = [
  {
    title: 'sign-ups leave claims',
    without: { ...AS_BUILT, claims: false },
    signUps: signUps(['approved', 'code']),
  },
  {
    title: 'an approval beside a verifying claim is refused',
    without: letsThrough('approved'),
    signUps: signUps(['approved', 'approved']),
  },
  {
    title: 'a code sign-up beside a verifying claim is refused',
    without: letsThrough('code'),
    signUps: signUps(['approved', 'code']),
  },
  {
    title: 'an admin sign-up beside a verifying claim is refused',
    without: letsThrough('admin'),
    signUps: signUps(['approved', 'admin']),
  },
  {
    title: 'a federated login beside a verifying claim is refused',
    without: letsThrough('federated'),
    signUps: signUps(['approved', 'federated']),
  },
  { title: 'code sign-ups leave marks', without: leavesNoMark('code'), signUps: signUps(['approved', 'code']) },
  { title: 'admin sign-ups leave marks', without: leavesNoMark('admin'), signUps: signUps(['approved', 'admin']) },
  {
    title: 'federated logins leave marks',
    without: leavesNoMark('federated'),
    signUps: signUps(['approved', 'federated']),
  },
  {
    title: "one's own mark does not count as won",
    without: {
      ...AS_BUILT,
      finding: (kind, owner, item, now) =>
        item?.owner === owner && isLive(item, now) ? 'clear' : AS_BUILT.finding(kind, owner, item, now),
    },
    signUps: signUps(['approved', 'code'], 1),
  },
  {
    title: 'a mark spares a verifying claim of the same user name',
    without: {
      ...AS_BUILT,
      finding: (kind, owner, item, now) =>
        kind === 'mark' && item?.owner === owner ? 'clear' : AS_BUILT.finding(kind, owner, item, now),
    },
    signUps: signUps(['approved', 'code', 'code']).map((one, index) => ({
      ...one,
      user: index < 2 ? 'user-1' : 'user-2',
    })),
  },
  {
    title: 'a claim outlives the lateness of ListUsers',
    without: { ...AS_BUILT, marksOutliveLateness: false },
    signUps: signUps(['approved', 'code']),
  },
  {
    title: 'unverified holders count',
    without: settingsOf({ collision: { holders: 'verified', then: 'withhold', code: 'allow', federated: 'allow' } }),
    signUps: signUps(['approved', 'code']),
  },
  {
    title: 'a sign-up without an answer from the table is refused',
    without: { ...WITH_FAILING_TABLE, claimsMayFail: true },
    signUps: signUps(['approved', 'code']),
  },
  {
    title: 'look-ups see who is about to confirm',
    without: settingsOf({ lookup: 'alias' }),
    signUps: signUps(['approved', 'code']),
  },
];
