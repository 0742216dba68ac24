/** For each probe of federated sign-ins and each of its answers: what AWS and the hosted pages say. */
import { REFUSAL } from '../../src/account/federation/first-sign-in.ts';
import { PROVIDER } from '../../src/account/federation/provider.ts';
import { VERIFIED } from '../../src/account/people.ts';
import type { Answer } from '../support/fake-aws.ts';
import type { AnswerScript } from './scripted-answers.ts';
import { LET_IN, type PageScript } from './scripted-pages.ts';

type SignInScript = PageScript & { readonly calls: AnswerScript };

const done: Answer = { json: {} };
const NOBODY: Answer = { error: 'UserNotFoundException' };

const user = (attributes: Readonly<Record<string, string>>, Username = 'somebody'): Answer => ({
  json: { Username, UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })) },
});

/** The person at the provider. */
const PERSON = user({ sub: 'S1' });
const HELD = user({ email_verified: 'true' });
const LOST = user({ email_verified: 'false' });

/** A run in which all can be made; AdminGetUser as given. */
const made = (...users: readonly Answer[]): AnswerScript => ({
  ...Object.fromEntries(
    ['SignUp', 'CreateUserPoolDomain', 'CreateIdentityProvider', 'AdminCreateUser', 'AdminSetUserPassword'].map(
      (operation) => [operation, [done]],
    ),
  ),
  AdminUpdateUserAttributes: [done],
  CreateUserPoolClient: [{ json: { UserPoolClient: { ClientId: 'client', ClientSecret: 'secret' } } }],
  AdminGetUser: users,
});

const letIn = (...users: readonly Answer[]): SignInScript => ({ back: LET_IN, calls: made(...users) });
const told = (description: string, ...users: readonly Answer[]): SignInScript => ({
  back: new URLSearchParams({ error: 'invalid_request', error_description: description }).toString(),
  calls: made(...users),
});

const BY_TRIGGER = `PreSignUp failed with error ${REFUSAL}.`;
const TAKEN = 'Alias entry already exists for a different username';
const ordered = (email_verified: string) => user({ nickname: VERIFIED, email_verified });

/** Scripts by probe and answer. */
export const SIGN_INS: Readonly<Record<string, Readonly<Record<string, SignInScript>>>> = {
  'federated-flags': { ignored: letIn(PERSON, ordered('false')), honoured: letIn(PERSON, ordered('true')) },
  'door-federated': {
    moves: letIn(HELD, PERSON, HELD, LOST, HELD),
    both: letIn(HELD, PERSON, HELD, HELD, HELD),
    stays: letIn(HELD, PERSON, LOST, HELD, LOST),
    refused: told(TAKEN, HELD, PERSON, NOBODY),
  },
  'federated-refusal': {
    'in-the-address': told(BY_TRIGGER, PERSON, NOBODY),
    'without-text': told('PreSignUp failed', PERSON, NOBODY),
    'not-asked': letIn(PERSON, user({ nickname: `refuse:${REFUSAL}` })),
  },
  'federated-name': {
    'lower-case': letIn(PERSON, user({}, `${PROVIDER}_s1`.toLowerCase())),
    'as-given': letIn(PERSON, user({}, `${PROVIDER}_S1`)),
  },
  'federated-twin': {
    local: letIn(HELD, HELD, PERSON, HELD, HELD),
    federated: letIn(HELD, HELD, PERSON, HELD, user({}, `${PROVIDER}_s1`)),
    nobody: letIn(HELD, HELD, PERSON, HELD, NOBODY),
    refused: told(TAKEN, HELD, HELD, PERSON, NOBODY),
  },
};
