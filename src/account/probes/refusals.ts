/** Probes of sign-ups that Cognito itself refuses, whatever the trigger says. */
import { acceptedOr, signUpAs, VERIFIED } from '../people.ts';
import { type AccountProbe, confirmed, contradicted } from '../probe.ts';

const flagWithout: AccountProbe = {
  id: 'flag-without-attribute',
  question: 'What does a verify flag do to a sign-up that gives no such attribute?',
  fact: 'F1.7',
  calls: ['cognito-idp:SignUp'],
  answers: {
    refused: confirmed('the whole sign-up fails: the guard sets a flag only for an attribute that is there'),
    accepted: contradicted('nothing: the guard’s care is not needed, and stays'),
  },
  ask: async (stage) => {
    const answer = await signUpAs(stage, stage.pools.alias, stage.unique(), {}, VERIFIED);
    const refusals = ['InvalidLambdaResponseException', 'InvalidParameterException', 'UserLambdaValidationException'];
    return acceptedOr(answer, refusals);
  },
};

const barred: AccountProbe = {
  id: 'barred-trigger',
  question: 'What becomes of a sign-up in a pool that may not call its trigger?',
  fact: 'F4.6',
  calls: ['cognito-idp:SignUp'],
  answers: {
    refused: confirmed('it fails, so that nobody gets past the guard: permission and trigger go together (law 11)'),
    accepted: contradicted('it goes through without the trigger: a lost permission opens the pool'),
  },
  ask: async (stage) => {
    const answer = await signUpAs(stage, stage.pools.barred, stage.unique());
    const refusals = ['UnexpectedLambdaException', 'InvalidLambdaResponseException', 'AccessDeniedException'];
    return acceptedOr(answer, refusals);
  },
};

const noPassword: AccountProbe = {
  id: 'no-password',
  question: 'Is a sign-up without a password taken where nobody signs in by one-time codes?',
  fact: 'F8.2',
  calls: ['cognito-idp:SignUp'],
  answers: {
    refused: confirmed('it is not: an approval always goes to somebody who can sign in'),
    accepted: contradicted('it is: the guard may confirm somebody who has no way in'),
  },
  ask: async (stage) => {
    const input = { ClientId: stage.pools.alias.clientId, Username: stage.unique() };
    const answer = await stage.call('cognito-idp:SignUp', input);
    return acceptedOr(answer, ['InvalidPasswordException', 'InvalidParameterException']);
  },
};

/** The probes of refusals. */
export const REFUSAL_PROBES: readonly AccountProbe[] = [flagWithout, barred, noPassword];
