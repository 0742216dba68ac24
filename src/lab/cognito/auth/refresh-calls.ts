/**
 * The calls that begin with a refresh token, without a user name: whoever has it needs no other.
 */
import * as z from 'zod/mini';
import { ok, type Result } from '../../../core/result.ts';
import type { Operation } from '../../operation.ts';
import type { LabState } from '../../state.ts';
import { refuse, type WireError } from '../../wire-error.ts';
import { operation } from '../shapes.ts';
import { issuerOf, resultOf, userBySub } from './sign-in.ts';

/** The client by its id and, where it has one, its secret itself: there is no user name to hash. */
function checkSecret(
  { client, publicClient }: LabState,
  clientId: string,
  secret: string | undefined,
): Result<null, WireError> {
  if (clientId === publicClient.id && secret === undefined) return ok(null);
  if (clientId === client.id && secret === client.secret) return ok(null);
  if (clientId === client.id || clientId === publicClient.id) {
    return refuse('NotAuthorizedException', `Unable to verify secret for client ${clientId}`);
  }
  return refuse('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
}

const client = { ClientId: z.string(), ClientSecret: z.optional(z.string()) };

/** Calls with a refresh token by name. */
export const REFRESH_CALLS: Readonly<Record<string, Operation>> = {
  GetTokensFromRefreshToken: operation({
    signed: false,
    input: z.object({ ...client, RefreshToken: z.string() }),
    run: async (state, { ClientId, ClientSecret, RefreshToken }) => {
      const allowed = checkSecret(state, ClientId, ClientSecret);
      if (!allowed.ok) return allowed;
      const signIn = state.tokens.readRefresh(RefreshToken);
      if (!signIn.ok || signIn.value.clientId !== ClientId) {
        return refuse('NotAuthorizedException', 'Invalid Refresh Token');
      }
      const user = userBySub(state, signIn.value.sub);
      if (!user.ok) return user;
      const issue = { issuer: issuerOf(state), user: user.value, clientId: ClientId };
      return resultOf(await state.tokens.renew(signIn.value, issue));
    },
  }),
  // a token that is none is no error (RFC 7009)
  RevokeToken: operation({
    signed: false,
    input: z.object({ ...client, Token: z.string() }),
    run: (state, { ClientId, ClientSecret, Token }) => {
      const allowed = checkSecret(state, ClientId, ClientSecret);
      if (!allowed.ok) return allowed;
      const signIn = state.tokens.readRefresh(Token);
      if (signIn.ok && signIn.value.clientId === ClientId) state.tokens.revoke(signIn.value);
      return ok({});
    },
  }),
};
