/**
 * InitiateAuth and RespondToAuthChallenge, and the same for administrators. A flow or challenge that the lab does not have is
 * refused by its name.
 */
import * as z from 'zod/mini';
import type { Answer, Operation } from '../../operation.ts';
import type { LabState } from '../../state.ts';
import { refuse } from '../../wire-error.ts';
import { checkPool, operation } from '../shapes.ts';
import { type AuthParameters, byPassword, byRefresh, bySrp, type Flow } from './flows.ts';
import { ANSWERS } from './respond.ts';

/** Every flow that Cognito's model names. */
const FLOW_NAMES = [
  'USER_SRP_AUTH',
  'REFRESH_TOKEN_AUTH',
  'REFRESH_TOKEN',
  'CUSTOM_AUTH',
  'ADMIN_NO_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'USER_AUTH',
] as const;

const EVERYBODYS: Readonly<Record<string, Flow>> = {
  USER_SRP_AUTH: bySrp,
  REFRESH_TOKEN_AUTH: byRefresh,
  REFRESH_TOKEN: byRefresh,
};

const USERS: Readonly<Record<string, Flow>> = { ...EVERYBODYS, USER_PASSWORD_AUTH: byPassword };

const ADMINISTRATORS: Readonly<Record<string, Flow>> = {
  ...EVERYBODYS,
  ADMIN_USER_PASSWORD_AUTH: byPassword,
  ADMIN_NO_SRP_AUTH: byPassword,
};

const text = z.record(z.string(), z.string());
const beginning = { ClientId: z.string(), AuthFlow: z.enum(FLOW_NAMES), AuthParameters: z._default(text, {}) };
const answering = {
  ClientId: z.string(),
  ChallengeName: z.string(),
  Session: z.optional(z.string()),
  ChallengeResponses: z._default(text, {}),
};

type Beginning = {
  readonly ClientId: string;
  readonly AuthFlow: (typeof FLOW_NAMES)[number];
  readonly AuthParameters: AuthParameters;
};

async function begin(flows: typeof USERS, state: LabState, input: Beginning): Promise<Answer> {
  const { ClientId, AuthFlow, AuthParameters } = input;
  const flow = flows[AuthFlow];
  if (flow !== undefined) return flow(state, ClientId, AuthParameters);
  const elsewhere = USERS[AuthFlow] ?? ADMINISTRATORS[AuthFlow];
  return refuse(
    'InvalidParameterException',
    elsewhere === undefined
      ? `${AuthFlow} flow not enabled for this client`
      : `Initiate Auth method not supported: ${AuthFlow}`,
  );
}

type Answering = {
  readonly ClientId: string;
  readonly ChallengeName: string;
  readonly Session?: string | undefined;
  readonly ChallengeResponses: AuthParameters;
};

async function respond(state: LabState, input: Answering): Promise<Answer> {
  const { ClientId, ChallengeName, Session = '', ChallengeResponses } = input;
  const answer = Object.hasOwn(ANSWERS, ChallengeName) ? ANSWERS[ChallengeName] : undefined;
  if (answer !== undefined) return answer(state, ClientId, ChallengeResponses, Session);
  return refuse(
    'InvalidParameterException',
    `the lab sets no challenge ${ChallengeName}: it has neither MFA nor triggers of sign-in`,
  );
}

/** Calls that sign in by name. */
export const AUTH_CALLS: Readonly<Record<string, Operation>> = {
  InitiateAuth: operation({
    signed: false,
    input: z.object(beginning),
    run: (state, input) => begin(USERS, state, input),
  }),
  AdminInitiateAuth: operation({
    signed: true,
    input: z.object({ ...beginning, UserPoolId: z.string() }),
    run: (state, input) => {
      const here = checkPool(state, input.UserPoolId);
      return here.ok ? begin(ADMINISTRATORS, state, input) : here;
    },
  }),
  RespondToAuthChallenge: operation({ signed: false, input: z.object(answering), run: respond }),
  AdminRespondToAuthChallenge: operation({
    signed: true,
    input: z.object({ ...answering, UserPoolId: z.string() }),
    run: (state, input) => {
      const here = checkPool(state, input.UserPoolId);
      return here.ok ? respond(state, input) : here;
    },
  }),
};
