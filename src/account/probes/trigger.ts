/** Probes of the trigger: when Cognito calls it, how often, and what its flags do alone. */
import { type CallName, listIn, textIn } from '../call.ts';
import { addressFor, createAs, hasVerified, makeHolder, NO_HOLDER, PEOPLE_CALLS, signUpAs, userBy } from '../people.ts';
import { type AccountProbe, confirmed, contradicted, type ProbeStage } from '../probe.ts';

/** What Cognito says where it does not like what a trigger answered. */
const REFUSALS = ['InvalidLambdaResponseException', 'InvalidParameterException'];

const verifyWithoutConfirm: AccountProbe = {
  id: 'verify-without-confirm',
  question: 'What does a verify flag do without the confirm flag, to an address that somebody holds?',
  fact: 'F1.8',
  calls: PEOPLE_CALLS,
  answers: {
    moves: confirmed(
      'the alias moves with the verify flag alone: law 6 (never verify without confirm) stands as it is',
    ),
    verifies: confirmed('both have it verified: law 6 stands, and two verified holders of one address can exist'),
    ignored: contradicted('the flag does nothing alone: law 6 is stricter than it needs to be, and stays'),
    refused: contradicted('Cognito refuses the combination itself: law 6 stays'),
  },
  ask: async (stage) => {
    const pool = stage.pools.alias;
    const email = addressFor(stage);
    const holder = await makeHolder(stage, pool, email);
    if (holder === null) return NO_HOLDER;
    const newcomer = stage.unique();
    const answer = await signUpAs(stage, pool, newcomer, { email }, 'flags:autoVerifyEmail');
    if (!answer.ok) return { answer: REFUSALS.includes(answer.error.name) ? 'refused' : answer.error.name };
    const kept = await hasVerified(stage, pool, holder);
    if (!kept) return { answer: 'moves' };
    return { answer: (await hasVerified(stage, pool, newcomer)) ? 'verifies' : 'ignored' };
  },
};

const triggerBeforeNameCheck: AccountProbe = {
  id: 'trigger-before-name-check',
  question: 'Does Cognito call the trigger for a user name that is taken?',
  fact: 'F1.11',
  calls: PEOPLE_CALLS,
  answers: {
    'trigger-first': confirmed('it does: a taken name would leave a claim behind, so approvals look the name up first'),
    'name-first': contradicted(
      'it does not: looking names up costs a call and buys nothing; `takenNames: ignore` is safe',
    ),
  },
  ask: async (stage) => {
    const name = stage.unique();
    await signUpAs(stage, stage.pools.alias, name, { email: addressFor(stage) });
    const again = await signUpAs(stage, stage.pools.alias, name, { email: addressFor(stage) }, 'refuse:Taken');
    if (again.ok) return { answer: 'accepted' };
    const { name: refusal } = again.error;
    return {
      answer:
        refusal === 'UserLambdaValidationException'
          ? 'trigger-first'
          : refusal === 'UsernameExistsException'
            ? 'name-first'
            : refusal,
    };
  },
};

const resendCallsTrigger: AccountProbe = {
  id: 'resend-calls-trigger',
  question: 'Does AdminCreateUser with MessageAction RESEND call the trigger?',
  fact: 'F1.1',
  calls: ['cognito-idp:AdminCreateUser'],
  answers: {
    'not-called': confirmed('a resent invitation is no sign-up: nothing to decide'),
    called: contradicted(
      'it is: rules that name `admin-create` also refuse invitations sent again, and docs must say so',
    ),
  },
  ask: async (stage) => {
    const name = stage.unique();
    const email = addressFor(stage);
    await createAs(stage, stage.pools.plain, name, { email });
    const again = await createAs(
      stage,
      stage.pools.plain,
      name,
      { email },
      {
        MessageAction: 'RESEND',
        ClientMetadata: { probe: 'refuse:Again' },
      },
    );
    return { answer: again === 'UserLambdaValidationException' ? 'called' : again === 'done' ? 'not-called' : again };
  },
};

const fullStop: AccountProbe = {
  id: 'refusal-full-stop',
  question: 'What does a caller read of a message that the trigger throws?',
  fact: 'F4.4',
  calls: ['cognito-idp:SignUp'],
  answers: {
    'prefix-and-full-stop': confirmed('a prefix of its own and a full stop: messages in policies end without one'),
    'as-thrown': contradicted('the message alone: messages in policies should end with a full stop'),
  },
  ask: async (stage) => {
    const answer = await signUpAs(stage, stage.pools.alias, stage.unique(), {}, 'refuse:Asked');
    if (answer.ok) return { answer: 'accepted' };
    const { message } = answer.error;
    if (message.trim() === 'Asked') return { answer: 'as-thrown' };
    return {
      answer: /^PreSignUp failed with error Asked\.\s*$/u.test(message) ? 'prefix-and-full-stop' : 'other-words',
    };
  },
};

/** Longer than the five seconds after which Cognito gives up. */
const TOO_LONG_MS = 6_000;

const repeatedCalls: AccountProbe = {
  id: 'repeated-calls',
  question: 'How often does Cognito call a trigger that does not answer in five seconds?',
  fact: 'F4.1',
  calls: ['cognito-idp:SignUp', 'logs:FilterLogEvents'],
  answers: {
    repeats: confirmed('more than once: the same attempt must get the same answer (law 9)'),
    once: contradicted('once: law 9 is stricter than it needs to be, and stays'),
  },
  ask: async (stage) => {
    const name = stage.unique();
    await signUpAs(stage, stage.pools.alias, name, {}, `wait:${TOO_LONG_MS}`);
    const calls = await callsLogged(stage, name);
    return { answer: calls > 1 ? 'repeats' : calls === 1 ? 'once' : 'none-logged', figures: { calls } };
  },
};

const LOG_CALL: CallName = 'logs:FilterLogEvents';

/** How often the function says it was called for a name; log lines come late, so it asks until the number stands. */
async function callsLogged(stage: ProbeStage, name: string): Promise<number> {
  let before = -1;
  for (const until = stage.now() + stage.patience; stage.now() < until; ) {
    const answer = await stage.call(LOG_CALL, {
      logGroupName: `/aws/lambda/${stage.functionName}`,
      filterPattern: `"${name}"`,
    });
    const lines = answer.ok ? listIn(answer.output, 'events').map((event) => textIn(event, 'message')) : [];
    const calls = lines.filter((line) => line.includes('"probe"')).length;
    if (calls > 0 && calls === before) return calls;
    before = calls;
    await stage.pause(Math.min(stage.patience / 4, 5_000));
  }
  return Math.max(before, 0);
}

const addressAsName: AccountProbe = {
  id: 'address-as-name',
  question: 'May a user name of a pool with email aliases look like an email address?',
  fact: 'F1.9',
  calls: PEOPLE_CALLS,
  answers: {
    refused: confirmed('no: a user name never stands in the way of an alias'),
    accepted: contradicted(
      'yes: a name may equal an alias; every hit of a look-up by alias counts as holding it already',
    ),
  },
  ask: async (stage) => {
    const email = addressFor(stage);
    const answer = await signUpAs(stage, stage.pools.alias, email, { email });
    if (answer.ok) return { answer: (await userBy(stage, stage.pools.alias, email)).found ? 'accepted' : 'lost' };
    return { answer: answer.error.name === 'InvalidParameterException' ? 'refused' : answer.error.name };
  },
};

/** The probes of the trigger. */
export const TRIGGER_PROBES: readonly AccountProbe[] = [
  verifyWithoutConfirm,
  triggerBeforeNameCheck,
  resendCallsTrigger,
  fullStop,
  repeatedCalls,
  addressAsName,
];
