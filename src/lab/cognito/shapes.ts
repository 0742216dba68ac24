/**
 * Cognito's shapes on the wire: attribute lists, users, code deliveries, and the schemas that several calls share.
 */
import * as z from 'zod/mini';
import { ok, type Result } from '../../core/result.ts';
import { secretHash } from '../../identity/secret-hash.ts';
import type { SentCode, User } from '../../sim/pool.ts';
import type { PoolError } from '../../sim/step.ts';
import { type Answer, operations } from '../operation.ts';
import type { LabState } from '../state.ts';
import { refuse, type WireError } from '../wire-error.ts';

/** Defines a Cognito call. */
export const operation = operations('InvalidParameterException');

/** A user name: 128 characters, nothing invisible (F3.5). */
const userNameShape = z.string().check(z.minLength(1), z.maxLength(128), z.regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u));

/** Whoever calls through an app client. */
export const callerShape = { ClientId: z.string(), Username: userNameShape, SecretHash: z.optional(z.string()) };

/** The user whom an administrator means. */
export const targetShape = { UserPoolId: z.string(), Username: userNameShape };

/** A list of attributes. */
export const attributesShape = z._default(
  z.array(z.object({ Name: z.string(), Value: z._default(z.string(), '') })),
  [],
);

/** What callers hand to triggers. */
export const metadataShape = z.optional(z.record(z.string(), z.string()));

/** Attributes as the model takes them. */
export function attributeMap(list: z.output<typeof attributesShape>): ReadonlyMap<string, string> {
  return new Map(list.map(({ Name, Value }) => [Name, Value]));
}

/** Validation data as triggers see it: null when none was sent (F1.4). */
export function sentValidationData(list: z.output<typeof attributesShape>): Readonly<Record<string, string>> | null {
  return list.length === 0 ? null : Object.fromEntries(attributeMap(list));
}

/** The model's refusal on the wire. */
export function refusalOf({ name, message }: PoolError) {
  return refuse(name, message);
}

/** Answers with what the model gave. */
export function answerOf<T>(
  result: Result<T, PoolError>,
  body: (value: T) => Readonly<Record<string, unknown>>,
): Answer {
  return result.ok ? ok(body(result.value)) : refusalOf(result.error);
}

/** A user in a list; AdminGetUser calls the attributes otherwise. */
export function userShape(user: User) {
  return {
    Username: user.userName,
    Attributes: attributeList(user),
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

/** A user's attributes as a list. */
function attributeList(user: User) {
  return [...user.attributes].map(([Name, Value]) => ({ Name, Value }));
}

/** Where a code went, masked as Cognito does. */
export function deliveryShape({ attribute, value }: Pick<SentCode, 'attribute' | 'value'>) {
  const medium = attribute === 'email' ? 'EMAIL' : 'SMS';
  return { AttributeName: attribute, DeliveryMedium: medium, Destination: masked(value) };
}

function masked(value: string): string {
  const [local = '', domain] = value.split('@');
  if (domain === undefined) return `+${'*'.repeat(Math.max(0, value.length - 5))}${value.slice(-4)}`;
  return `${local.slice(0, 1)}***@${domain.slice(0, 1)}***`;
}

/** Refuses another pool's id. */
export function checkPool({ pool }: LabState, id: string): Result<null, WireError> {
  if (id === pool.settings.id) return ok(null);
  return refuse('ResourceNotFoundException', `User pool ${id} does not exist.`);
}

/** Refuses a client that is none of the pool's, and a secret hash that does not fit it (F8.1). */
export function checkClient(
  { client, publicClient }: LabState,
  clientId: string,
  userName: string,
  hash: string | undefined,
): Result<null, WireError> {
  if (clientId === publicClient.id) {
    if (hash === undefined) return ok(null);
    const words = `App client ${clientId} is not configured for secret but secret hash was received`;
    return refuse('InvalidParameterException', words);
  }
  if (clientId !== client.id) {
    return refuse('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
  }
  if (hash === undefined) {
    return refuse(
      'NotAuthorizedException',
      `Client ${clientId} is configured with secret but SECRET_HASH was not received`,
    );
  }
  if (hash === secretHash(userName, client.id, client.secret)) return ok(null);
  return refuse('NotAuthorizedException', `Unable to verify secret hash for client ${clientId}`);
}
