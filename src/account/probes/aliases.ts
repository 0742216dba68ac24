/** Probes of the doors through which an alias moves: each has a holder first, then somebody who comes after. */
import { nameOfAnswer } from '../call.ts';
import {
  addressFor,
  attributeList,
  createAs,
  hasVerified,
  makeHolder,
  NO_HOLDER,
  PEOPLE_CALLS,
  signUpAs,
  VERIFIED,
  whoHolds,
} from '../people.ts';
import {
  type AccountProbe,
  confirmed,
  contradicted,
  type ProbeAnswer,
  type ProbePool,
  type ProbeStage,
} from '../probe.ts';

/** Somebody holds an address, somebody else comes through the door, and who holds it then; `come` gives labels. */
async function throughDoor(
  stage: ProbeStage,
  come: (pool: ProbePool, email: string, newcomer: string) => Promise<readonly string[]>,
): Promise<ProbeAnswer> {
  const pool = stage.pools.alias;
  const email = addressFor(stage);
  const holder = await makeHolder(stage, pool, email);
  if (holder === null) return NO_HOLDER;
  const newcomer = stage.unique();
  const details = await come(pool, email, newcomer);
  return { answer: await whoHolds(stage, pool, holder, newcomer), details };
}

const autoVerify: AccountProbe = {
  id: 'door-auto-verify',
  question: 'Does the verify flag of the trigger move an alias from whoever holds it?',
  fact: 'F2.4',
  calls: PEOPLE_CALLS,
  answers: {
    moves: confirmed("it does, silently: what the article warns of, and this product's reason"),
    stays: contradicted('it does not any more: the guard is not needed for this door'),
    both: contradicted('both have it: sign-in by that address is unclear, and the guard is still needed'),
  },
  ask: (stage) =>
    throughDoor(stage, async (pool, email, newcomer) => {
      await signUpAs(stage, pool, newcomer, { email }, VERIFIED);
      return [];
    }),
};

const adminUpdate: AccountProbe = {
  id: 'door-admin-update',
  question: 'Does AdminUpdateUserAttributes move an alias from whoever holds it?',
  fact: 'F2.4',
  calls: [...PEOPLE_CALLS, 'cognito-idp:AdminCreateUser', 'cognito-idp:AdminUpdateUserAttributes'],
  answers: {
    moves: confirmed('it does, silently: repairing a verification by hand needs the same care as the trigger'),
    stays: contradicted('it refuses: administrators cannot take an address away by this call'),
    both: contradicted('both have it verified afterwards'),
  },
  ask: (stage) =>
    throughDoor(stage, async (pool, email, newcomer) => {
      await createAs(stage, pool, newcomer, {});
      const answer = await stage.call('cognito-idp:AdminUpdateUserAttributes', {
        UserPoolId: pool.id,
        Username: newcomer,
        UserAttributes: attributeList({ email, email_verified: 'true' }),
      });
      return [nameOfAnswer(answer)];
    }),
};

const adminConfirm: AccountProbe = {
  id: 'door-admin-confirm',
  question: 'Does AdminConfirmSignUp move an alias from whoever holds it?',
  fact: 'F2.4',
  calls: [...PEOPLE_CALLS, 'cognito-idp:AdminConfirmSignUp'],
  answers: {
    stays: confirmed('it does not: it confirms a user and verifies nothing'),
    moves: contradicted('it does: a door more, which docs/security.md must name'),
    both: contradicted('both have it verified: ownership is not unique, and the audit must look for it'),
  },
  ask: (stage) =>
    throughDoor(stage, async (pool, email, newcomer) => {
      await signUpAs(stage, pool, newcomer, { email });
      const input = { UserPoolId: pool.id, Username: newcomer };
      return [nameOfAnswer(await stage.call('cognito-idp:AdminConfirmSignUp', input))];
    }),
};

/** `AdminCreateUser` with and without `ForceAliasCreation`. */
function adminCreate(forced: boolean): AccountProbe {
  return {
    id: forced ? 'door-admin-create-forced' : 'door-admin-create',
    question: `Does AdminCreateUser ${forced ? 'with' : 'without'} ForceAliasCreation move an alias from whoever holds it?`,
    fact: 'F2.4',
    calls: [...PEOPLE_CALLS, 'cognito-idp:AdminCreateUser'],
    answers: forced
      ? {
          moves: confirmed('it does: a door beside the trigger, which docs/security.md names'),
          stays: contradicted('it does not: one door fewer'),
          both: contradicted('both have it verified: ownership is not unique, and the audit must look for it'),
        }
      : {
          stays: confirmed('it refuses, as documented'),
          moves: contradicted('it moves without being told to: docs/security.md must say so'),
          both: contradicted('both have it verified: ownership is not unique, and the audit must look for it'),
        },
    ask: (stage) =>
      throughDoor(stage, async (pool, email, newcomer) => {
        const attributes = { email, email_verified: 'true' };
        return [await createAs(stage, pool, newcomer, attributes, { ForceAliasCreation: forced })];
      }),
  };
}

const twoCreations: AccountProbe = {
  id: 'two-creations',
  question: 'What becomes of two users created at one moment with one verified address?',
  fact: 'F2.12',
  calls: [...PEOPLE_CALLS, 'cognito-idp:AdminCreateUser'],
  answers: {
    one: confirmed('one holds it, the other is refused or left without'),
    both: contradicted('both hold it: a verified address is not unique under races; claims are all the more needed'),
  },
  ask: async (stage) => {
    const pool = stage.pools.alias;
    const email = addressFor(stage);
    const names = [stage.unique(), stage.unique()];
    const attributes = { email, email_verified: 'true' };
    const told = await Promise.all(names.map((name) => createAs(stage, pool, name, attributes)));
    const holding = await Promise.all(names.map((name) => hasVerified(stage, pool, name)));
    const holders = holding.filter(Boolean).length;
    return { answer: holders === 2 ? 'both' : holders === 1 ? 'one' : 'none', details: told, figures: { holders } };
  },
};

/** How Cognito refuses an address that is not free. */
const TAKEN = ['UsernameExistsException', 'AliasExistsException'];

const secondAttribute: AccountProbe = {
  id: 'second-attribute',
  question: 'In a pool that signs in by email or phone, is the attribute beside the user name unique?',
  fact: 'F2.9',
  calls: PEOPLE_CALLS,
  answers: {
    both: confirmed('it is not: the guard looks both attributes up in such pools too'),
    moves: confirmed('it moves: the guard looks both attributes up in such pools too'),
    refused: contradicted('Cognito refuses the second: the look-up there is stricter than it needs to be'),
    stays: contradicted('the second user goes without: the look-up there is stricter than it needs to be'),
  },
  ask: async (stage) => {
    const pool = stage.pools.username;
    const phone_number = `+1206555${String(stage.now() % 10_000).padStart(4, '0')}`;
    const both = 'flags:autoConfirmUser,autoVerifyEmail,autoVerifyPhone';
    const [first, second] = [addressFor(stage), addressFor(stage)];
    await signUpAs(stage, pool, first, { email: first, phone_number }, both);
    if (!(await hasVerified(stage, pool, first, 'phone_number'))) return NO_HOLDER;
    const answer = await signUpAs(stage, pool, second, { email: second, phone_number }, both);
    if (!answer.ok) return { answer: TAKEN.includes(answer.error.name) ? 'refused' : answer.error.name };
    return { answer: await whoHolds(stage, pool, first, second, 'phone_number') };
  },
};

/** The probes of the doors. */
export const ALIAS_PROBES: readonly AccountProbe[] = [
  autoVerify,
  adminUpdate,
  adminConfirm,
  adminCreate(false),
  adminCreate(true),
  twoCreations,
  secondAttribute,
];
