/**
 * The calls that need no credentials: whoever signs up makes them.
 */
import * as z from 'zod/mini';
import { confirmSignUp, resendConfirmationCode } from '../../sim/operations/confirm-sign-up.ts';
import { signUp } from '../attempts.ts';
import type { Operation } from '../operation.ts';
import { apply, givenNow } from '../state.ts';
import { refuse } from '../wire-error.ts';
import {
  answerOf,
  attributeMap,
  attributesShape,
  callerShape,
  checkClient,
  deliveryShape,
  metadataShape,
  operation,
  sentValidationData,
} from './shapes.ts';

const NO_PASSWORD =
  "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null";

const signUpCall = operation({
  signed: false,
  input: z.object({
    ...callerShape,
    Password: z.optional(z.string()),
    UserAttributes: attributesShape,
    ValidationData: attributesShape,
    ClientMetadata: metadataShape,
  }),
  run: async (state, input) => {
    const allowed = checkClient(state, input.ClientId, input.Username, input.SecretHash);
    if (!allowed.ok) return allowed;
    // absent or blank is a sign-up without a password, which a pool without one-time passwords refuses (F8.2)
    if (!input.Password) return refuse('InvalidParameterException', NO_PASSWORD);
    const attributes = attributeMap(input.UserAttributes);
    const result = await signUp(
      state,
      { userName: input.Username, password: input.Password, attributes },
      {
        validationData: sentValidationData(input.ValidationData),
        clientMetadata: input.ClientMetadata ?? null,
        clientId: input.ClientId,
      },
    );
    return answerOf(result, ({ user, codeSentTo }) => ({
      UserConfirmed: user.status === 'CONFIRMED',
      UserSub: user.sub,
      ...(codeSentTo === null ? {} : { CodeDeliveryDetails: deliveryShape(codeSentTo) }),
    }));
  },
});

const confirmSignUpCall = operation({
  signed: false,
  input: z.object({ ...callerShape, ConfirmationCode: z.string(), ForceAliasCreation: z.optional(z.boolean()) }),
  run: (state, { ClientId, Username, SecretHash, ConfirmationCode, ForceAliasCreation = false }) => {
    const allowed = checkClient(state, ClientId, Username, SecretHash);
    if (!allowed.ok) return allowed;
    const request = { userName: Username, code: ConfirmationCode, forceAliasCreation: ForceAliasCreation };
    return answerOf(apply(state, confirmSignUp(state.pool, request, state.now())), () => ({}));
  },
});

const resendCall = operation({
  signed: false,
  input: z.object(callerShape),
  run: (state, { ClientId, Username, SecretHash }) => {
    const allowed = checkClient(state, ClientId, Username, SecretHash);
    if (!allowed.ok) return allowed;
    const result = apply(state, resendConfirmationCode(state.pool, Username, givenNow(state)));
    return answerOf(result, (sent) => ({ CodeDeliveryDetails: deliveryShape(sent) }));
  },
});

/** Public calls by name. */
export const PUBLIC_CALLS: Readonly<Record<string, Operation>> = {
  SignUp: signUpCall,
  ConfirmSignUp: confirmSignUpCall,
  ResendConfirmationCode: resendCall,
};
