/**
 * The calls of administrators on single users.
 */
import * as z from 'zod/mini';
import { adminConfirmSignUp } from '../../sim/operations/admin-confirm-sign-up.ts';
import { adminGetUser } from '../../sim/operations/admin-get-user.ts';
import { adminUpdateUserAttributes } from '../../sim/operations/admin-update-user-attributes.ts';
import { deleteUser } from '../../sim/operations/delete-user.ts';
import { resendInvitation } from '../../sim/operations/resend-invitation.ts';
import { setEnabled } from '../../sim/operations/set-enabled.ts';
import type { Step } from '../../sim/step.ts';
import { adminCreateUser, newTemporaryPassword } from '../attempts.ts';
import type { Operation } from '../operation.ts';
import { apply, givenNow, type LabState } from '../state.ts';
import {
  answerOf,
  attributeMap,
  attributesShape,
  checkPool,
  metadataShape,
  operation,
  sentValidationData,
  targetShape,
  userShape,
} from './shapes.ts';

/** A call that does one thing to one user and answers nothing. */
function onUser(change: (state: LabState, userName: string) => Step<unknown>): Operation {
  return operation({
    signed: true,
    input: z.object(targetShape),
    run: (state, { UserPoolId, Username }) => {
      const here = checkPool(state, UserPoolId);
      return here.ok ? answerOf(apply(state, change(state, Username)), () => ({})) : here;
    },
  });
}

const createCall = operation({
  signed: true,
  input: z.object({
    ...targetShape,
    TemporaryPassword: z.optional(z.string()),
    UserAttributes: attributesShape,
    ValidationData: attributesShape,
    ForceAliasCreation: z.optional(z.boolean()),
    MessageAction: z.optional(z.enum(['RESEND', 'SUPPRESS'])),
    ClientMetadata: metadataShape,
  }),
  run: async (state, input) => {
    const here = checkPool(state, input.UserPoolId);
    if (!here.ok) return here;
    if (input.MessageAction === 'RESEND') {
      // whether the trigger is asked again is unconfirmed: here it is not
      const password = input.TemporaryPassword ?? newTemporaryPassword();
      const again = resendInvitation(state.pool, input.Username, password, state.now());
      return answerOf(apply(state, again), (user) => ({ User: userShape(user) }));
    }
    const request = {
      userName: input.Username,
      temporaryPassword: input.TemporaryPassword ?? null,
      attributes: attributeMap(input.UserAttributes),
      forceAliasCreation: input.ForceAliasCreation ?? false,
    };
    const passed = {
      validationData: sentValidationData(input.ValidationData),
      clientMetadata: input.ClientMetadata ?? null,
    };
    return answerOf(await adminCreateUser(state, request, passed), (user) => ({ User: userShape(user) }));
  },
});

const getCall = operation({
  signed: true,
  input: z.object(targetShape),
  run: (state, { UserPoolId, Username }) => {
    const here = checkPool(state, UserPoolId);
    if (!here.ok) return here;
    return answerOf(adminGetUser(state.pool, Username), (user) => {
      const { Attributes, ...rest } = userShape(user);
      return { ...rest, UserAttributes: Attributes };
    });
  },
});

const updateCall = operation({
  signed: true,
  input: z.object({ ...targetShape, UserAttributes: attributesShape }),
  run: (state, { UserPoolId, Username, UserAttributes }) => {
    const here = checkPool(state, UserPoolId);
    if (!here.ok) return here;
    const changes = attributeMap(UserAttributes);
    return answerOf(
      apply(state, adminUpdateUserAttributes(state.pool, Username, changes, givenNow(state))),
      () => ({}),
    );
  },
});

/** Calls on single users by name. */
export const ADMIN_CALLS: Readonly<Record<string, Operation>> = {
  AdminCreateUser: createCall,
  AdminGetUser: getCall,
  AdminUpdateUserAttributes: updateCall,
  AdminConfirmSignUp: onUser((state, name) => adminConfirmSignUp(state.pool, name, state.now())),
  AdminDeleteUser: onUser((state, name) => deleteUser(state.pool, name)),
  AdminDisableUser: onUser((state, name) => setEnabled(state.pool, name, false, state.now())),
  AdminEnableUser: onUser((state, name) => setEnabled(state.pool, name, true, state.now())),
};
