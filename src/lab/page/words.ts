/**
 * The page's sentences for what records and events say by code. Text only.
 */

import type { DecisionRecord } from '../../record/decision-record.ts';
import type { AttemptItem } from '../feed.ts';

type PoolEvent = AttemptItem['events'][number];

/** What a decision's reason means. */
export const REASON_WORDS: Readonly<Record<DecisionRecord['reason'], string>> = {
  rule: 'a rule of the policy decided',
  otherwise: 'no rule matched',
  mode: 'the policy approves nobody for now',
  collision: 'somebody in the pool holds the address',
  claimed: 'another sign-up was under way for the address',
  'name-taken': 'somebody in the pool has the user name',
  busy: 'another sign-up is being verified for it this very moment',
  'directory-unavailable': 'nobody could say in time who holds the address',
  'claims-unavailable': 'the claims table gave no answer',
  'policy-unavailable': 'there was no policy to decide by',
  'malformed-attribute': 'an address is not well-formed, or too long to be looked up',
  'source-untouched': 'a way in that the guard leaves alone',
  companion: 'the function that the pool called before took it away',
  'companion-unavailable': 'the function that the pool called before gave no answer',
  'internal-error': 'a defect: nobody was granted anything',
};

/** What an outcome means for whoever signed up. */
export const OUTCOME_WORDS: Readonly<Record<DecisionRecord['outcome'], string>> = {
  approve: 'approved',
  code: 'by code',
  deny: 'refused',
  untouched: 'untouched',
};

/** Where an attempt came from. */
export const SOURCES: Readonly<Record<AttemptItem['source'], string>> = {
  PreSignUp_SignUp: 'signs up',
  PreSignUp_AdminCreateUser: 'is created by an administrator',
  PreSignUp_ExternalProvider: 'signs in through a provider',
};

const DOORS: Readonly<Record<string, string>> = {
  'sign-up': "by the trigger's flags",
  'confirm-sign-up': 'by typing the code',
  'admin-create': 'by an administrator',
  'admin-update': 'by an administrator',
  'verify-attribute': 'by typing the code',
  'federated-sign-in': "by the provider's word",
};

/** What the pool did, in a sentence. */
export function eventSentence(event: PoolEvent): string {
  switch (event.kind) {
    case 'user-created':
      return `${event.userName} is ${event.status}`;
    case 'alias-gained':
      return `${event.value} now signs ${event.to} in, ${DOORS[event.door]}`;
    case 'alias-moved':
      return `${event.value} was taken from ${event.from} and given to ${event.to}, ${DOORS[event.door]}`;
    case 'code-sent':
      return `the code ${event.code} went to ${event.destination}`;
  }
}

type Attestation = NonNullable<DecisionRecord['attestation']>;

const ATTESTATION_WORDS: Readonly<Record<Attestation['result'], string>> = {
  valid: 'it proves the address',
  expired: 'it is over',
  'too-early': 'it does not count yet',
  'too-long-lived': 'it would count for longer than the policy allows',
  signature: 'nobody whom the policy trusts signed it',
  key: 'it is signed with a key that the policy does not know',
  issuer: 'it is from nobody whom the policy trusts',
  audience: 'it is for another pool',
  client: 'it is for another app client',
  address: 'it names another address',
  malformed: 'it is no well-formed statement',
};

/** What became of the statement that an attempt carried. */
export function attestationSentence({ attester, result }: Attestation): string {
  return `invitation${attester === null ? '' : ` by ${attester}`}: ${ATTESTATION_WORDS[result]}`;
}

/** How often the key of a limit was seen. */
export function seenSentence({ rule, count, exceeded }: NonNullable<DecisionRecord['limits']>[number]): string {
  if (exceeded === null) return `${rule}: nobody could say how often this was seen`;
  const seen = count === null ? 'seen too often to be counted' : count === 1 ? 'seen once' : `seen ${count} times`;
  return `${rule}: ${seen}, ${exceeded ? 'more than may pass' : 'and may pass'}`;
}

/** Why an attribute was not verified. */
export function withheldSentence({
  attribute,
  because,
  holders,
  holdersAtLeast,
  verifiedHolders,
}: DecisionRecord['withheld'][number]): string {
  const what = attribute === 'email' ? 'email' : 'phone number';
  const users = holders === 1 ? '1 user' : `${holders} users`;
  switch (because) {
    case 'held':
      return `${what} not verified: held by ${holdersAtLeast ? 'at least ' : ''}${users}, ${verifiedHolders === 0 ? 'none' : verifiedHolders} verified`;
    case 'claimed':
      return `${what} not verified: another sign-up claimed it`;
    case 'unknown':
      return `${what} not verified: nobody could say who holds it`;
    case 'malformed':
      return `${what} not verified: it is not well-formed`;
    case 'too-long':
      return `${what} not verified: Cognito cannot be asked about one so long`;
  }
}

/** The whole attempt in one sentence, for those who listen. */
export function attemptSentence({ userName, answer, record, events }: AttemptItem): string {
  if (answer === null) return `${userName}: deciding`;
  const moved = events.filter(({ kind }) => kind === 'alias-moved').map(eventSentence);
  const outcome = record === null ? 'answered without asking who holds the address' : OUTCOME_WORDS[record.outcome];
  const why = record === null ? [] : [REASON_WORDS[record.reason]];
  return [`${userName}: ${outcome}`, ...why, ...moved].join('. ');
}

/** Milliseconds, short. */
export function milliseconds(value: number): string {
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
