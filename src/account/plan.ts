/** What a run would ask, make and cost. Needs no account. Pure. */
import type { CallName } from './call.ts';
import { CLEAN_UP_CALLS } from './clean-up.ts';
import { USD_A_USER, usdFor } from './cost.ts';
import { PRODUCT_TYPES } from './creation.ts';
import { permissionsFor, type RightsDocument } from './permissions.ts';
import { probeResourceTypes } from './probe-stack.ts';
import { PROBES, UNTRIED, type Untried } from './probes/registry.ts';
import { STACK_CALLS } from './stack.ts';
import { STEPS } from './steps/registry.ts';

/** `--plan --json`. */
export type AccountPlan = {
  readonly probes: readonly {
    readonly id: string;
    readonly question: string;
    readonly fact: string;
    readonly calls: readonly CallName[];
    readonly answers: Readonly<Record<string, string>>;
  }[];
  readonly untried: readonly Untried[];
  readonly steps: readonly { readonly id: string; readonly what: string; readonly calls: readonly CallName[] }[];
  readonly permissions: RightsDocument;
  readonly makes: readonly string[];
  readonly cost: { readonly usd: number; readonly why: readonly string[] };
};

/** Users beyond those of the two measurements. */
const OTHER_USERS = 250;

/** The plan of a run with so many sign-ups a measurement. */
export function planRun(signUps: number): AccountPlan {
  const calls = [
    ...STACK_CALLS,
    ...CLEAN_UP_CALLS,
    ...PROBES.flatMap((probe) => probe.calls),
    ...STEPS.flatMap((step) => step.calls),
  ];
  const users = signUps * 2 + OTHER_USERS;
  return {
    probes: PROBES.map(({ id, question, fact, calls: own, answers }) => ({
      id,
      question,
      fact,
      calls: own,
      answers: Object.fromEntries(Object.entries(answers).map(([answer, { means }]) => [answer, means])),
    })),
    untried: UNTRIED,
    steps: STEPS.map(({ id, what, calls: own }) => ({ id, what, calls: own })),
    permissions: permissionsFor(calls, [...probeResourceTypes(), ...PRODUCT_TYPES]),
    makes: probeResourceTypes(),
    cost: {
      usd: usdFor(users),
      why: [
        `about ${users} users made and deleted; each may count as a monthly user, at most ${USD_A_USER} dollars, nothing within Cognito's free tier`,
        'functions, table, parameters, logs and alarms for a quarter of an hour: less than ten cents together',
        'no SMS is sent, and no mail by the pools of the probes; in the product’s pool Cognito mails codes to example.com, which takes none, up to its 50 mails of a day',
      ],
    },
  };
}
