/** Probes of what other facts are reasoned from: who owns an address, who may sign in by it, what calls the trigger at all. */
import { nameOfAnswer } from '../call.ts';
import {
  acceptedOr,
  addressFor,
  attributeList,
  createAs,
  makeHolder,
  NO_HOLDER,
  PEOPLE_CALLS,
  PROBE_PASSWORD,
  signUpAs,
  userBy,
} from '../people.ts';
import { type AccountProbe, confirmed, contradicted, type ProbePool, type ProbeStage } from '../probe.ts';

const attributeChange: AccountProbe = {
  id: 'attribute-change-calls-trigger',
  question: 'Does a later change of attributes call the trigger?',
  fact: 'F1.2',
  calls: ['cognito-idp:AdminCreateUser', 'cognito-idp:AdminUpdateUserAttributes'],
  answers: {
    'not-called': confirmed('it does not: a door beside the trigger, which docs/security.md names'),
    called: contradicted('it does: the guard could close that door too'),
  },
  ask: async (stage) => {
    const Username = stage.unique();
    const { id: UserPoolId } = stage.pools.plain;
    const created = await createAs(stage, stage.pools.plain, Username, {});
    if (created !== 'done') return { answer: created };
    const UserAttributes = attributeList({ nickname: 'refuse:Changed' });
    const input = { UserPoolId, Username, UserAttributes };
    const answer = nameOfAnswer(await stage.call('cognito-idp:AdminUpdateUserAttributes', input));
    return {
      answer: answer === 'done' ? 'not-called' : answer === 'UserLambdaValidationException' ? 'called' : answer,
    };
  },
};

/** Whom an address means in a pool: somebody, nobody, or a refusal by name. */
async function meantBy(stage: ProbeStage, pool: ProbePool, email: string): Promise<string> {
  const { found, name, refusal } = await userBy(stage, pool, email);
  if (found) return name;
  return refusal === 'UserNotFoundException' ? '' : refusal;
}

const disabledHolder: AccountProbe = {
  id: 'disabled-holder',
  question: 'Does somebody who is disabled go on owning an address?',
  fact: 'F2.3',
  calls: [...PEOPLE_CALLS, 'cognito-idp:AdminDisableUser'],
  answers: {
    owns: confirmed('they do: the guard counts disabled holders'),
    'not-found': contradicted('they do not: the guard withholds an address that is free'),
  },
  ask: async (stage) => {
    const { alias } = stage.pools;
    const email = addressFor(stage);
    const Username = await makeHolder(stage, alias, email);
    if (Username === null) return NO_HOLDER;
    const disabled = await stage.call('cognito-idp:AdminDisableUser', { UserPoolId: alias.id, Username });
    if (!disabled.ok) return { answer: disabled.error.name };
    const meant = await meantBy(stage, alias, email);
    return { answer: meant === Username ? 'owns' : meant || 'not-found' };
  },
};

const missingFlag: AccountProbe = {
  id: 'missing-flag',
  question: 'Does somebody own an address who was created with it and without a word on whether it is verified?',
  fact: 'F3.10',
  calls: [...PEOPLE_CALLS, 'cognito-idp:AdminCreateUser'],
  answers: {
    'not-found': confirmed('they do not: a missing flag counts as not verified'),
    owns: contradicted('they do: a missing flag must count as verified'),
  },
  ask: async (stage) => {
    const name = stage.unique();
    const email = addressFor(stage);
    const created = await createAs(stage, stage.pools.alias, name, { email });
    if (created !== 'done') return { answer: created };
    const meant = await meantBy(stage, stage.pools.alias, email);
    return { answer: meant === name ? 'owns' : meant || 'not-found' };
  },
};

const preferredName: AccountProbe = {
  id: 'preferred-name-as-address',
  question: 'May a preferred_username equal the address of somebody else?',
  fact: 'F2.8',
  calls: [...PEOPLE_CALLS, 'cognito-idp:AdminCreateUser', 'cognito-idp:AdminUpdateUserAttributes'],
  answers: {
    accepted: confirmed('it may: any hit of a look-up by address counts as holding it, whoever it is'),
    refused: contradicted('it may not: a hit of a look-up by address always carries the address'),
  },
  ask: async (stage) => {
    const { full } = stage.pools;
    const email = addressFor(stage);
    if ((await makeHolder(stage, full, email)) === null) return NO_HOLDER;
    const Username = stage.unique();
    const created = await createAs(stage, full, Username, {}, { TemporaryPassword: PROBE_PASSWORD });
    if (created !== 'done') return { answer: created };
    const UserAttributes = attributeList({ preferred_username: email });
    const input = { UserPoolId: full.id, Username, UserAttributes };
    const answer = await stage.call('cognito-idp:AdminUpdateUserAttributes', input);
    return acceptedOr(answer, ['AliasExistsException', 'UsernameExistsException', 'InvalidParameterException']);
  },
};

const unverifiedSignIn: AccountProbe = {
  id: 'unverified-sign-in',
  question: 'Does somebody sign in by an address that is not verified, once confirmed?',
  fact: 'F5.4',
  calls: ['cognito-idp:SignUp', 'cognito-idp:InitiateAuth'],
  answers: {
    refused: confirmed('by user name only: who is left without a verified contact is not confirmed either (law 6)'),
    'signs-in': contradicted('they do: confirming without verifying locks nobody out'),
  },
  ask: async (stage) => {
    const name = stage.unique();
    const email = addressFor(stage);
    await signUpAs(stage, stage.pools.alias, name, { email }, 'flags:autoConfirmUser');
    const byName = await signIn(stage, name);
    if (byName !== 'done') return { answer: '', untried: `nobody signs in by user name: ${byName}` };
    const byAddress = await signIn(stage, email);
    if (byAddress === 'done') return { answer: 'signs-in' };
    const refusal = ['NotAuthorizedException', 'UserNotFoundException'].includes(byAddress);
    return { answer: refusal ? 'refused' : byAddress };
  },
};

async function signIn({ call, pools }: ProbeStage, USERNAME: string): Promise<string> {
  const answer = await call('cognito-idp:InitiateAuth', {
    ClientId: pools.alias.clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD: PROBE_PASSWORD },
  });
  return nameOfAnswer(answer);
}

/** The probes of premises. */
export const PREMISE_PROBES: readonly AccountProbe[] = [
  attributeChange,
  disabledHolder,
  missingFlag,
  preferredName,
  unverifiedSignIn,
];
