/**
 * Every user of a pool, page by page, at a rate that leaves ListUsers' quota to the trigger: 30 a second for the whole
 * account, which cannot be raised (F3.11). For operators' commands only.
 */

import { setTimeout as pause } from 'node:timers/promises';
import {
  CognitoIdentityProviderClient,
  ListUsersCommand,
  type UserType,
} from '@aws-sdk/client-cognito-identity-provider';
import { OPERATOR_CLIENT } from '../client-config.ts';

/** A page, and the token of the next one; null after the last. */
export type UserPage = { readonly users: readonly UserType[]; readonly next: string | null };

/** The API's largest page (F3.8). */
const PAGE_SIZE = 60;

/** Waits for some milliseconds. */
type Rest = (milliseconds: number) => Promise<unknown>;

/**
 * Reads from a token on. Throws what the SDK throws; a token lives for an hour (F3.8).
 *
 * @param rest how to wait between two calls; a call that takes long shortens its rest
 */
export async function* userPages(
  UserPoolId: string,
  from: string | null,
  perSecond: number,
  rest: Rest = pause,
): AsyncGenerator<UserPage> {
  // Repeats are paid for from the same quota, so they wait
  const client = new CognitoIdentityProviderClient(OPERATOR_CLIENT);
  let token = from;
  do {
    const rested = rest(1000 / perSecond);
    const answer = await client.send(
      new ListUsersCommand({ UserPoolId, Limit: PAGE_SIZE, ...(token === null ? {} : { PaginationToken: token }) }),
    );
    token = answer.PaginationToken ?? null;
    yield { users: answer.Users ?? [], next: token };
    if (token !== null) await rested;
  } while (token !== null);
}

/** Whether an error says that a token is no longer good. */
export function isStaleToken(error: unknown): boolean {
  return error instanceof Error && error.name === 'InvalidParameterException';
}
