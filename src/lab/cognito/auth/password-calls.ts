/**
 * Forgotten passwords, and those that administrators set.
 */
import * as z from 'zod/mini';
import { ok } from '../../../core/result.ts';
import { resolveUser } from '../../../sim/find.ts';
import { confirmForgotPassword, forgotPassword } from '../../../sim/operations/forgot-password.ts';
import { adminSetUserPassword } from '../../../sim/operations/set-password.ts';
import type { Operation } from '../../operation.ts';
import { apply, givenNow } from '../../state.ts';
import { refuse } from '../../wire-error.ts';
import { answerOf, callerShape, checkClient, checkPool, deliveryShape, operation, targetShape } from '../shapes.ts';

/** Where a code would have gone that was sent to nobody: Cognito makes it up from the name (F6.1). */
function simulatedDelivery(userName: string) {
  const value = userName.includes('@') ? userName : `${userName}@example.com`;
  return deliveryShape({ attribute: 'email', value });
}

/** Calls about passwords by name. */
export const PASSWORD_CALLS: Readonly<Record<string, Operation>> = {
  ForgotPassword: operation({
    signed: false,
    input: z.object(callerShape),
    run: (state, { ClientId, Username, SecretHash }) => {
      const allowed = checkClient(state, ClientId, Username, SecretHash);
      if (!allowed.ok) return allowed;
      const result = apply(state, forgotPassword(state.pool, Username, givenNow(state)));
      return answerOf(result, (sent) => ({
        CodeDeliveryDetails: sent === null ? simulatedDelivery(Username) : deliveryShape(sent),
      }));
    },
  }),
  ConfirmForgotPassword: operation({
    signed: false,
    input: z.object({ ...callerShape, ConfirmationCode: z.string(), Password: z.string() }),
    run: (state, { ClientId, Username, SecretHash, ConfirmationCode, Password }) => {
      const allowed = checkClient(state, ClientId, Username, SecretHash);
      if (!allowed.ok) return allowed;
      const request = { userName: Username, code: ConfirmationCode, password: Password };
      return answerOf(apply(state, confirmForgotPassword(state.pool, request, state.now())), () => ({}));
    },
  }),
  AdminSetUserPassword: operation({
    signed: true,
    input: z.object({ ...targetShape, Password: z.string(), Permanent: z._default(z.boolean(), false) }),
    run: (state, { UserPoolId, Username, Password, Permanent }) => {
      const here = checkPool(state, UserPoolId);
      if (!here.ok) return here;
      const wanted = { password: Password, permanent: Permanent };
      return answerOf(apply(state, adminSetUserPassword(state.pool, Username, wanted, state.now())), () => ({}));
    },
  }),
  AdminUserGlobalSignOut: operation({
    signed: true,
    input: z.object(targetShape),
    run: (state, { UserPoolId, Username }) => {
      const here = checkPool(state, UserPoolId);
      if (!here.ok) return here;
      const user = resolveUser(state.pool, Username);
      if (user === undefined) return refuse('UserNotFoundException', 'User does not exist.');
      state.tokens.signOut(user.sub);
      return ok({});
    },
  }),
};
