/**
 * The calls of a signed-in user on their own record.
 */
import * as z from 'zod/mini';
import { ALIAS_ATTRIBUTES } from '../../../core/attempt.ts';
import { ok } from '../../../core/result.ts';
import { deleteUser } from '../../../sim/operations/delete-user.ts';
import { changePassword } from '../../../sim/operations/set-password.ts';
import { updateUserAttributes } from '../../../sim/operations/update-user-attributes.ts';
import {
  getUserAttributeVerificationCode,
  verifyUserAttribute,
} from '../../../sim/operations/verify-user-attribute.ts';
import type { User } from '../../../sim/pool.ts';
import type { Answer, Operation } from '../../operation.ts';
import { apply, givenNow, type LabState } from '../../state.ts';
import { answerOf, attributeMap, attributesShape, deliveryShape, operation, userShape } from '../shapes.ts';
import { signedInUser } from './sign-in.ts';

/** A call that begins with an access token. */
function ofUser<S extends z.core.$ZodShape>(
  shape: S,
  run: (state: LabState, user: User, input: z.output<z.ZodMiniObject<S>>) => Answer | Promise<Answer>,
): Operation {
  return operation({
    signed: false,
    input: z.intersection(z.object({ AccessToken: z.string() }), z.object(shape)),
    run: async (state, input) => {
      const user = await signedInUser(state, input.AccessToken);
      return user.ok ? run(state, user.value, input) : user;
    },
  });
}

const attribute = { AttributeName: z.enum(ALIAS_ATTRIBUTES) };

/** Calls with an access token by name. */
export const ACCOUNT_CALLS: Readonly<Record<string, Operation>> = {
  GetUser: ofUser({}, (_, user) => {
    const { Username, Attributes } = userShape(user);
    return ok({ Username, UserAttributes: Attributes });
  }),
  GetUserAttributeVerificationCode: ofUser(attribute, (state, { userName }, { AttributeName }) => {
    const request = { userName, attribute: AttributeName };
    const result = apply(state, getUserAttributeVerificationCode(state.pool, request, givenNow(state)));
    return answerOf(result, (sent) => ({ CodeDeliveryDetails: deliveryShape(sent) }));
  }),
  VerifyUserAttribute: ofUser({ ...attribute, Code: z.string() }, (state, { userName }, { AttributeName, Code }) => {
    const request = { userName, attribute: AttributeName, code: Code };
    return answerOf(apply(state, verifyUserAttribute(state.pool, request, state.now())), () => ({}));
  }),
  UpdateUserAttributes: ofUser({ UserAttributes: attributesShape }, (state, { userName }, { UserAttributes }) => {
    const changes = attributeMap(UserAttributes);
    const result = apply(state, updateUserAttributes(state.pool, userName, changes, givenNow(state)));
    return answerOf(result, (user) => ({
      CodeDeliveryDetailsList: [...user.attributeCodes.values()]
        .filter((sent) => changes.has(sent.attribute))
        .map(deliveryShape),
    }));
  }),
  ChangePassword: ofUser(
    { PreviousPassword: z._default(z.string(), ''), ProposedPassword: z.string() },
    (state, { userName }, { PreviousPassword, ProposedPassword }) => {
      const passwords = { previous: PreviousPassword, proposed: ProposedPassword };
      return answerOf(apply(state, changePassword(state.pool, userName, passwords, state.now())), () => ({}));
    },
  ),
  GlobalSignOut: ofUser({}, ({ tokens }, { sub }) => {
    tokens.signOut(sub);
    return ok({});
  }),
  DeleteUser: ofUser({}, (state, { userName, sub }) => {
    state.tokens.signOut(sub);
    return answerOf(apply(state, deleteUser(state.pool, userName)), () => ({}));
  }),
};
