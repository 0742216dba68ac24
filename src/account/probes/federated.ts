/** Probes of first federated sign-ins: one pool of the run signs people in for the others, on its own hosted pages. */
import { FIRST_SIGN_IN_CALLS, firstSignIn, REFUSAL } from '../federation/first-sign-in.ts';
import { PROVIDER } from '../federation/provider.ts';
import { addressFor, hasVerified, makeHolder, NO_HOLDER, signUpAs, userBy, VERIFIED, whoHolds } from '../people.ts';
import { type AccountProbe, confirmed, contradicted } from '../probe.ts';

const flags: AccountProbe = {
  id: 'federated-flags',
  question: 'Do the flags of the trigger count for a first federated sign-in?',
  fact: 'F1.6',
  calls: FIRST_SIGN_IN_CALLS,
  answers: {
    ignored: confirmed('they do not: the provider’s mapping decides, and the guard sets none'),
    honoured: contradicted('they do: a companion’s flags for federated users would move aliases; the guard sets none'),
  },
  ask: (stage) =>
    firstSignIn(
      stage,
      'alias',
      { email: addressFor(stage), verified: false, order: VERIFIED },
      async ({ end, user }) => {
        if (end !== 'in') return { answer: end };
        return { answer: user.attributes['email_verified'] === 'true' ? 'honoured' : 'ignored' };
      },
    ),
};

const door: AccountProbe = {
  id: 'door-federated',
  question: 'Does a provider that calls an address verified move an alias from whoever holds it?',
  fact: 'F2.4',
  calls: FIRST_SIGN_IN_CALLS,
  answers: {
    moves: confirmed('it does: a door beside the trigger, which docs/security.md names'),
    both: contradicted('both have it verified: ownership is not unique, and sign-in by that address is unclear'),
    stays: contradicted('the federated user goes without: one door fewer'),
    refused: contradicted('the sign-in is refused: one door fewer'),
  },
  ask: async (stage) => {
    const { alias } = stage.pools;
    const email = addressFor(stage);
    const holder = await makeHolder(stage, alias, email);
    if (holder === null) return NO_HOLDER;
    return firstSignIn(stage, 'alias', { email, verified: true, order: '' }, async ({ end, userName }) => {
      if (end === 'in') return { answer: await whoHolds(stage, alias, holder, userName) };
      return { answer: end === 'taken' ? 'refused' : end };
    });
  },
};

const refusal: AccountProbe = {
  id: 'federated-refusal',
  question: 'Where does the text go that the trigger throws at a first federated sign-in?',
  fact: 'F4.4',
  calls: FIRST_SIGN_IN_CALLS,
  answers: {
    'in-the-address': confirmed('into the address to which the user is sent back: constant, and without causes'),
    'without-text': contradicted('nowhere: the application learns of a refusal, and not why'),
    'not-asked': contradicted('there is none: the trigger is not asked, and rules for providers refuse nobody'),
  },
  ask: (stage) =>
    firstSignIn(
      stage,
      'alias',
      { email: addressFor(stage), verified: true, order: `refuse:${REFUSAL}` },
      async ({ end, inWords }) => {
        if (end === 'in') return { answer: 'not-asked' };
        return { answer: end === 'taken' ? end : inWords ? 'in-the-address' : 'without-text' };
      },
    ),
};

const nameCase: AccountProbe = {
  id: 'federated-name',
  question: 'In a pool that folds case, how is the user name of a federated user written?',
  fact: 'F1.9',
  calls: FIRST_SIGN_IN_CALLS,
  answers: {
    'lower-case': confirmed('in lower case, the provider’s name as well: `provider` compares without case'),
    'as-given': contradicted('as the provider is called: comparing without case is not needed, and stays'),
  },
  ask: (stage) =>
    firstSignIn(stage, 'alias', { email: addressFor(stage), verified: false, order: '' }, async ({ end, user }) => {
      if (end !== 'in') return { answer: end };
      return { answer: user.name.startsWith(PROVIDER) ? 'as-given' : 'lower-case' };
    }),
};

const twin: AccountProbe = {
  id: 'federated-twin',
  question: 'In a pool that signs in by address, whom does one mean that a local and a federated user have?',
  fact: 'F2.9',
  calls: FIRST_SIGN_IN_CALLS,
  answers: {
    local: confirmed('the local one: AdminGetUser by address finds whoever signed up'),
    federated: contradicted('the federated one: AdminGetUser misses a local holder, and only ListUsers sees them'),
    nobody: contradicted('neither: AdminGetUser misses both, and only ListUsers sees them'),
    refused: contradicted('the second is refused: there are no such twins'),
  },
  ask: async (stage) => {
    const pool = stage.pools.username;
    const email = addressFor(stage);
    await signUpAs(stage, pool, email, { email }, VERIFIED);
    const local = await userBy(stage, pool, email);
    if (!local.found || !(await hasVerified(stage, pool, email))) return NO_HOLDER;
    return firstSignIn(stage, 'username', { email, verified: true, order: '' }, async ({ end }) => {
      if (end !== 'in') return { answer: end === 'taken' ? 'refused' : end };
      const { found, refusal: missing, name } = await userBy(stage, pool, email);
      if (!found) return { answer: missing === 'UserNotFoundException' ? 'nobody' : missing };
      return { answer: name === local.name ? 'local' : 'federated' };
    });
  },
};

/** The probes of first federated sign-ins. */
export const FEDERATED_PROBES: readonly AccountProbe[] = [flags, door, refusal, nameCase, twin];
