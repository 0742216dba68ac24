/** Probes of the two look-ups: what AdminGetUser finds by an alias, what a ListUsers filter matches, and how late both are. */
import { listIn, nameOfAnswer } from '../call.ts';
import { addressFor, createAs, PEOPLE_CALLS, signUpAs, userBy, VERIFIED } from '../people.ts';
import {
  type AccountProbe,
  confirmed,
  contradicted,
  type ProbeAnswer,
  type ProbePool,
  type ProbeStage,
} from '../probe.ts';
import { measured } from './spread.ts';

const unverifiedAlias: AccountProbe = {
  id: 'unverified-alias',
  question: 'Does AdminGetUser find a user by an address that is not verified?',
  fact: 'F3.14',
  calls: PEOPLE_CALLS,
  answers: {
    'not-found': confirmed('it does not: `lookup: alias` cannot see who is about to confirm, ListUsers must'),
    found: contradicted('it does: `lookup: alias` sees more than the documents say'),
  },
  ask: async (stage) => {
    const email = addressFor(stage);
    await signUpAs(stage, stage.pools.alias, stage.unique(), { email });
    const { found, refusal } = await userBy(stage, stage.pools.alias, email);
    return { answer: found ? 'found' : refusal === 'UserNotFoundException' ? 'not-found' : refusal };
  },
};

const FILTER_CALLS = ['cognito-idp:ListUsers', 'cognito-idp:AdminCreateUser'] as const;

/** What a filter finds: users, or a refusal by name. */
type Matches = { readonly count: number; readonly refusal: string };

/** Asked until somebody is there or patience ends. */
async function matches(stage: ProbeStage, pool: ProbePool, Filter: string): Promise<Matches> {
  for (const until = stage.now() + Math.min(stage.patience, 10_000); ; ) {
    const answer = await stage.call('cognito-idp:ListUsers', { UserPoolId: pool.id, Filter });
    if (!answer.ok) return { count: 0, refusal: answer.error.name };
    const count = listIn(answer.output, 'Users').length;
    if (count > 0 || stage.now() >= until) return { count, refusal: '' };
    await stage.pause(500);
  }
}

/** A filter that Cognito does not understand is an answer; every other refusal is not. */
const NOT_UNDERSTOOD = ['', 'InvalidParameterException'];

const filterCase: AccountProbe = {
  id: 'filter-case',
  question: 'Does a ListUsers filter on email mind case?',
  fact: 'F3.3',
  calls: FILTER_CALLS,
  answers: {
    minds: confirmed('it does: the second query in lower case is needed'),
    ignores: contradicted('it does not: the second query in lower case is not needed'),
  },
  ask: async (stage) => {
    const email = `AccountProbe-${stage.unique()}@Example.com`;
    await createAs(stage, stage.pools.plain, stage.unique(), { email });
    const exact = await matches(stage, stage.pools.plain, `email = "${email}"`);
    if (exact.count !== 1) return { answer: exact.refusal || 'not-listed' };
    const lower = await matches(stage, stage.pools.plain, `email = "${email.toLowerCase()}"`);
    return { answer: lower.refusal || (lower.count > 0 ? 'ignores' : 'minds') };
  },
};

const filterQuote: AccountProbe = {
  id: 'filter-quote',
  question: 'Does a backslash before a quote in a ListUsers filter find a value with a quote?',
  fact: 'F3.4',
  calls: FILTER_CALLS,
  answers: {
    found: confirmed('it does, as documented; addresses with quotes are refused before they get that far all the same'),
    'not-found': contradicted(
      'it does not: a look-up for such a value would miss its holder; such addresses are never verified',
    ),
    refused: contradicted('Cognito refuses it: such addresses are never verified, so nothing changes'),
  },
  ask: async (stage) => {
    const word = stage.unique();
    await createAs(stage, stage.pools.plain, stage.unique(), { name: `${word}"q` });
    const found = await matches(stage, stage.pools.plain, `name = "${word}\\"q"`);
    if (!NOT_UNDERSTOOD.includes(found.refusal)) return { answer: found.refusal };
    return { answer: found.refusal !== '' ? 'refused' : found.count > 0 ? 'found' : 'not-found' };
  },
};

const filterBackslash: AccountProbe = {
  id: 'filter-backslash',
  question: 'Is a backslash in a ListUsers filter written once or doubled?',
  fact: 'F3.4',
  calls: FILTER_CALLS,
  answers: {
    doubled: confirmed('doubled, as quotes are escaped'),
    once: contradicted('once: escaping it would miss the holder; addresses with a backslash are never verified'),
    both: confirmed('either finds it'),
    neither: contradicted('neither finds it: addresses with a backslash are never verified'),
  },
  ask: async (stage) => {
    const word = stage.unique();
    await createAs(stage, stage.pools.plain, stage.unique(), { name: `${word}\\q` });
    const doubled = await matches(stage, stage.pools.plain, `name = "${word}\\\\q"`);
    const once = await matches(stage, stage.pools.plain, `name = "${word}\\q"`);
    const strange = [doubled, once].find(({ refusal }) => !NOT_UNDERSTOOD.includes(refusal));
    if (strange !== undefined) return { answer: strange.refusal };
    if (doubled.count > 0) return { answer: once.count > 0 ? 'both' : 'doubled' };
    return { answer: once.count > 0 ? 'once' : 'neither' };
  },
};

/** Law 2 holds while ListUsers shows a user within this time, in milliseconds. */
const LATEST_MS = 117_000;

const listLateness: AccountProbe = {
  id: 'list-lateness',
  question: 'How late does ListUsers show somebody who signed up?',
  fact: 'F3.7',
  calls: ['cognito-idp:SignUp', 'cognito-idp:ListUsers'],
  answers: {
    'in-time': confirmed('within the 117 seconds that law 2 allows'),
    late: contradicted('later than 117 seconds: claims must live longer, or law 2 does not hold'),
  },
  ask: async (stage) => {
    const delays = await inTurn(stage, async (email) => {
      const answer = await signUpAs(stage, stage.pools.alias, stage.unique(), { email });
      return answer.ok ? lateness(stage, async () => (await listed(stage, email)) > 0) : null;
    });
    return punctual(delays, LATEST_MS);
  },
};

async function listed(stage: ProbeStage, email: string): Promise<number> {
  const answer = await stage.call('cognito-idp:ListUsers', {
    UserPoolId: stage.pools.alias.id,
    Filter: `email = "${email}"`,
  });
  return answer.ok ? listIn(answer.output, 'Users').length : 0;
}

/** A verifying claim excludes others for so long, in milliseconds. */
const CLAIM_MS = 15_000;

const persistence: AccountProbe = {
  id: 'persistence',
  question: 'How late after the call is a user there for AdminGetUser whom the trigger verified?',
  fact: 'F4.1',
  calls: PEOPLE_CALLS,
  answers: {
    'in-time': confirmed('within the 15 seconds for which a claim excludes others'),
    late: contradicted('later than 15 seconds: claims must exclude others for longer, or law 2 does not hold'),
  },
  ask: async (stage) => {
    const delays = await inTurn(stage, async (email) => {
      const started = stage.now();
      const going = signUpAs(stage, stage.pools.alias, stage.unique(), { email }, VERIFIED);
      const seen = lateness(stage, async () => (await userBy(stage, stage.pools.alias, email)).found, started);
      return nameOfAnswer(await going) === 'done' ? seen : null;
    });
    return punctual(delays, CLAIM_MS);
  },
};

function punctual(delays: readonly number[], latest: number): ProbeAnswer {
  if (delays.length === 0) return { answer: '', untried: 'no sign-up went through' };
  return { answer: delays.every((ms) => ms <= latest) ? 'in-time' : 'late', figures: measured(delays) };
}

/** One measurement after the other, each with a fresh address; a refused sign-up gives none. */
async function inTurn(
  stage: ProbeStage,
  measure: (email: string) => Promise<number | null>,
): Promise<readonly number[]> {
  const delays: number[] = [];
  for (let nth = 0; nth < stage.signUps; nth += 1) {
    const ms = await measure(addressFor(stage));
    if (ms !== null) delays.push(ms);
  }
  return delays;
}

/** Milliseconds until something is seen, a tenth too many at most; infinite where patience ends. */
async function lateness(stage: ProbeStage, seen: () => Promise<boolean>, started = stage.now()): Promise<number> {
  while (stage.now() - started <= stage.patience) {
    if (await seen()) return stage.now() - started;
    await stage.pause(Math.max(250, (stage.now() - started) / 10));
  }
  return Number.POSITIVE_INFINITY;
}

/** The probes of the look-ups. */
export const DIRECTORY_PROBES: readonly AccountProbe[] = [
  unverifiedAlias,
  filterCase,
  filterQuote,
  filterBackslash,
  listLateness,
  persistence,
];
