/** First sign-ins through the run's provider: somebody is made there, signs in on its pages, and what comes of it is looked at. */
import { type CallName, nameOfAnswer } from '../call.ts';
import {
  attributeList,
  createAs,
  type FoundUser,
  type Order,
  PEOPLE_CALLS,
  PROBE_PASSWORD,
  userBy,
} from '../people.ts';
import type { Federation, ProbeAnswer, ProbePool, ProbeStage } from '../probe.ts';
import { signInByPages } from './pages.ts';
import { CALLBACK, FEDERATION_CALLS, federationOf, PROVIDER } from './provider.ts';

/** What it calls. */
export const FIRST_SIGN_IN_CALLS: readonly CallName[] = [
  ...PEOPLE_CALLS,
  ...FEDERATION_CALLS,
  'cognito-idp:AdminCreateUser',
  'cognito-idp:AdminSetUserPassword',
  'cognito-idp:AdminUpdateUserAttributes',
];

/** Somebody as the provider knows them; `order` is for the function before sign-up, and travels as a mapped attribute. */
type Profile = { readonly email: string; readonly verified: boolean; readonly order: Order };

/**
 * How a first sign-in ended: let in, refused by the trigger, refused because somebody has the address. Every other end, a
 * provider that is not understood say, tells nothing about the question.
 */
export type FirstSignIn = {
  readonly end: 'in' | 'trigger' | 'taken';
  /** Whether the application is told the trigger's own words. */
  readonly inWords: boolean;
  readonly userName: string;
  readonly user: FoundUser;
};

/** A probe that could not bring about what it asks about. */
function untried(why: string): ProbeAnswer {
  return { answer: '', untried: why };
}

/** What the trigger is told to refuse with. */
export const REFUSAL = 'Federated';

/** Makes somebody at the provider, signs them in through a pool for the first time, and asks what came of it. */
export async function firstSignIn(
  stage: ProbeStage,
  through: keyof Federation,
  profile: Profile,
  see: (signIn: FirstSignIn) => Promise<ProbeAnswer>,
): Promise<ProbeAnswer> {
  const made = await federationOf(stage);
  if (!made.ok) return untried(made.error);
  const name = stage.unique();
  const complaint = await makePerson(stage, name, profile);
  if (complaint !== null) return untried(`nobody to sign in: ${complaint}`);
  const { attributes } = await userBy(stage, stage.pools.plain, name);
  const { signInUrl, pool } = made.value[through];
  const told = await signInByPages(stage.pages.ask, signInUrl, CALLBACK, { name, password: PROBE_PASSWORD });
  if (!told.ok) return untried(told.error);
  const end = endOf(told.value);
  if (end === null) return untried(failure(told.value));
  const userName = `${PROVIDER}_${attributes['sub'] ?? ''}`;
  const user = await userBy(stage, pool, userName);
  if (end === 'in' && !user.found) return untried(`signed in, and nobody is there: ${user.refusal}`);
  if (user.found && (user.attributes['nickname'] ?? '') !== profile.order)
    return untried('what the function should do did not reach it');
  return see({ end, inWords: descriptionOf(told.value).includes(REFUSAL), userName, user });
}

/** What the application is told, read by the words that Cognito is known to use. */
function endOf(told: URLSearchParams): FirstSignIn['end'] | null {
  if (told.has('code')) return 'in';
  const description = descriptionOf(told);
  if (/PreSignUp/iu.test(description)) return 'trigger';
  return /already (?:exists|found)|alias/iu.test(description) ? 'taken' : null;
}

function descriptionOf(told: URLSearchParams): string {
  return told.get('error_description') ?? '';
}

function failure(told: URLSearchParams): string {
  return `the sign-in failed: ${told.get('error') ?? 'neither code nor error'} ${descriptionOf(told)}`.trim();
}

/** The order comes last: the provider's own pool calls the function too, when it creates somebody. */
async function makePerson(stage: ProbeStage, Username: string, profile: Profile): Promise<string | null> {
  const pool: ProbePool = stage.pools.plain;
  const attributes = { email: profile.email, email_verified: String(profile.verified) };
  const created = await createAs(stage, pool, Username, attributes);
  if (created !== 'done') return created;
  const who = { UserPoolId: pool.id, Username };
  const password = { ...who, Password: PROBE_PASSWORD, Permanent: true };
  const set = nameOfAnswer(await stage.call('cognito-idp:AdminSetUserPassword', password));
  if (set !== 'done') return set;
  if (profile.order === '') return null;
  const ordered = { ...who, UserAttributes: attributeList({ nickname: profile.order }) };
  const answer = nameOfAnswer(await stage.call('cognito-idp:AdminUpdateUserAttributes', ordered));
  return answer === 'done' ? null : answer;
}
