/**
 * The ways to begin a sign-in, by the names that InitiateAuth and AdminInitiateAuth give them.
 */
import { createHash, randomBytes } from 'node:crypto';
import { ok, type Result } from '../../../core/result.ts';
import { resolveUser } from '../../../sim/find.ts';
import { authenticate } from '../../../sim/operations/authenticate.ts';
import type { Answer } from '../../operation.ts';
import type { LabState } from '../../state.ts';
import { refuse, type WireError } from '../../wire-error.ts';
import { checkClient, refusalOf } from '../shapes.ts';
import { issuerOf, letIn, resultOf, userBySub } from './sign-in.ts';
import { beginSrp } from './srp.ts';

/** What a caller gave, by Cognito's names. */
export type AuthParameters = Readonly<Record<string, string>>;

/** Begins a sign-in, or ends it at once. */
export type Flow = (state: LabState, clientId: string, given: AuthParameters) => Promise<Answer>;

/** By password, as it is typed. */
export const byPassword: Flow = async (state, clientId, given) => {
  const name = named(state, clientId, given);
  if (!name.ok) return name;
  const password = needed(given, 'PASSWORD');
  if (!password.ok) return password;
  const user = authenticate(state.pool, name.value, password.value);
  return user.ok ? letIn(state, user.value, clientId) : refusalOf(user.error);
};

/** By password, which stays with the client. Somebody who does not exist is asked like anybody (F6.1). */
export const bySrp: Flow = async (state, clientId, given) => {
  const name = named(state, clientId, given);
  if (!name.ok) return name;
  const clientNumber = needed(given, 'SRP_A');
  if (!clientNumber.ok) return clientNumber;
  const user = resolveUser(state.pool, name.value);
  const userId = user?.userName ?? nobodysId(state, name.value);
  const password = user?.password ?? randomBytes(32).toString('hex');
  const salt = user === undefined ? { saltHex: nobodysSalt(state, name.value) } : {};
  const exchange = beginSrp({ pool: state.pool.settings.id, userId, password }, clientNumber.value, salt.saltHex);
  if (exchange === null) return refuse('InvalidParameterException', 'SRP_A is not a number of the group');
  const block = randomBytes(256).toString('base64');
  state.challenges.add(block, { kind: 'password', sub: user?.sub ?? null, clientId, exchange });
  return ok({
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      USERNAME: userId,
      USER_ID_FOR_SRP: userId,
      SALT: exchange.saltHex,
      SRP_B: exchange.bHex,
      SECRET_BLOCK: block,
    },
  });
};

/** By a refresh token; the hash is of the user's own name, whatever they signed in by. */
export const byRefresh: Flow = async (state, clientId, given) => {
  const token = needed(given, 'REFRESH_TOKEN');
  if (!token.ok) return token;
  const signIn = state.tokens.readRefresh(token.value);
  if (!signIn.ok || signIn.value.clientId !== clientId) {
    return refuse('NotAuthorizedException', 'Invalid Refresh Token');
  }
  const user = userBySub(state, signIn.value.sub);
  if (!user.ok) return user;
  const { userName, sub } = user.value;
  const allowed = [userName, sub].map((name) => checkClient(state, clientId, name, given['SECRET_HASH']));
  const [refused] = allowed;
  if (refused?.ok === false && allowed.every((one) => !one.ok)) return refused;
  return resultOf(await state.tokens.renew(signIn.value, { issuer: issuerOf(state), user: user.value, clientId }));
};

function named(state: LabState, clientId: string, given: AuthParameters): Result<string, WireError> {
  const name = needed(given, 'USERNAME');
  if (!name.ok) return name;
  const allowed = checkClient(state, clientId, name.value, given['SECRET_HASH']);
  return allowed.ok ? name : allowed;
}

/** A parameter that a flow cannot do without. */
export function needed(given: AuthParameters, name: string): Result<string, WireError> {
  const value = given[name];
  return value === undefined ? refuse('InvalidParameterException', `Missing required parameter ${name}`) : ok(value);
}

/** The same id and salt each time that the same unknown name is asked for, as Cognito makes them up. */
function nobodysId(state: LabState, name: string): string {
  const hex = madeUp(state, `id ${name}`);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

function nobodysSalt(state: LabState, name: string): string {
  return madeUp(state, `salt ${name}`).slice(0, 32);
}

function madeUp({ client }: LabState, what: string): string {
  return createHash('sha256').update(`${client.secret} ${what}`).digest('hex');
}
