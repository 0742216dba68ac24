/**
 * The sign-ups and users of the probes. All made up: addresses of example.com, which takes no mail, and numbers that are
 * nobody's; the pools of the run send no message at all.
 */
import { type CallAnswer, type CallName, listIn, nameOfAnswer, textIn } from './call.ts';
import type { ProbeAnswer, ProbePool, ProbeStage } from './probe.ts';

/** What most probes call. */
export const PEOPLE_CALLS = ['cognito-idp:SignUp', 'cognito-idp:AdminGetUser'] as const satisfies readonly CallName[];

/** What the function before sign-up is told to do: see `probe-function.ts`. */
export type Order = `refuse:${string}` | `flags:${string}` | `wait:${number}` | '';

/** Confirmed, the email verified. */
export const VERIFIED: Order = 'flags:autoConfirmUser,autoVerifyEmail';

/** Fits every default password policy; it opens nothing that outlives the run. */
export const PROBE_PASSWORD = 'Correct-horse-9-staple';

/** A fresh address. */
export function addressFor(stage: ProbeStage): string {
  return `${stage.unique()}@example.com`;
}

/** Signs up. */
export function signUpAs(
  { call }: ProbeStage,
  pool: ProbePool,
  Username: string,
  attributes: Readonly<Record<string, string>> = {},
  order: Order = '',
): Promise<CallAnswer> {
  return call('cognito-idp:SignUp', {
    ClientId: pool.clientId,
    Username,
    Password: PROBE_PASSWORD,
    UserAttributes: attributeList(order === '' ? attributes : { ...attributes, nickname: order }),
  });
}

/** Attributes as Cognito lists them. */
export function attributeList(attributes: Readonly<Record<string, string>>) {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}

/** A user as the pool has it, or the name of the refusal. */
export type FoundUser = {
  readonly found: boolean;
  readonly refusal: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
};

/** Looks a user up by name or alias. */
export async function userBy({ call }: ProbeStage, pool: ProbePool, Username: string): Promise<FoundUser> {
  const answer = await call('cognito-idp:AdminGetUser', { UserPoolId: pool.id, Username });
  if (!answer.ok) return { found: false, refusal: answer.error.name, name: '', attributes: {} };
  const attributes = listIn(answer.output, 'UserAttributes').map(
    (each) => [textIn(each, 'Name'), textIn(each, 'Value')] as const,
  );
  return {
    found: true,
    refusal: '',
    name: textIn(answer.output, 'Username'),
    attributes: Object.fromEntries(attributes),
  };
}

/** Whether a user has an attribute verified. */
export async function hasVerified(
  stage: ProbeStage,
  pool: ProbePool,
  name: string,
  attribute = 'email',
): Promise<boolean> {
  const { attributes } = await userBy(stage, pool, name);
  return attributes[`${attribute}_verified`]?.toLowerCase() === 'true';
}

/** Who of two has an attribute verified after something happened: whether it moved. */
export async function whoHolds(
  stage: ProbeStage,
  pool: ProbePool,
  before: string,
  after: string,
  attribute = 'email',
): Promise<'moves' | 'stays' | 'both' | 'neither'> {
  const former = await hasVerified(stage, pool, before, attribute);
  const newcomer = await hasVerified(stage, pool, after, attribute);
  if (former && newcomer) return 'both';
  if (former) return 'stays';
  return newcomer ? 'moves' : 'neither';
}

/** What a probe says that asks whether something is taken: `refused` by one of these names, or another name. */
export function acceptedOr(answer: CallAnswer, refusals: readonly string[]): ProbeAnswer {
  if (answer.ok) return { answer: 'accepted' };
  const { name } = answer.error;
  return refusals.includes(name) ? { answer: 'refused', details: [name] } : { answer: name };
}

/** Somebody who holds a fresh address, or null: a probe without its premise sees nothing, and says so. */
export async function makeHolder(stage: ProbeStage, pool: ProbePool, email: string): Promise<string | null> {
  const name = stage.unique();
  await signUpAs(stage, pool, name, { email }, VERIFIED);
  return (await hasVerified(stage, pool, name)) ? name : null;
}

/** What such a probe says. */
export const NO_HOLDER: ProbeAnswer = { answer: '', untried: 'nobody could be made to hold an address' };

/** `AdminCreateUser` without a message. */
export async function createAs(
  { call }: ProbeStage,
  pool: ProbePool,
  Username: string,
  attributes: Readonly<Record<string, string>>,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  return nameOfAnswer(
    await call('cognito-idp:AdminCreateUser', {
      UserPoolId: pool.id,
      Username,
      UserAttributes: attributeList(attributes),
      MessageAction: 'SUPPRESS',
      ...more,
    }),
  );
}
