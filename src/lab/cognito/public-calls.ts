/**
 * The calls that need no credentials: whoever signs up makes them.
 */

import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { ALIAS_ATTRIBUTES } from '../../core/attempt.ts';
import { ok } from '../../core/result.ts';
import { authenticate } from '../../sim/operations/authenticate.ts';
import { confirmSignUp, resendConfirmationCode } from '../../sim/operations/confirm-sign-up.ts';
import { updateUserAttributes } from '../../sim/operations/update-user-attributes.ts';
import { getUserAttributeVerificationCode, verifyUserAttribute } from '../../sim/operations/verify-user-attribute.ts';
import { signUp } from '../attempts.ts';
import type { Operation } from '../operation.ts';
import { apply, givenNow } from '../state.ts';
import { refuse } from '../wire-error.ts';
import {
  answerOf,
  attributeMap,
  attributesShape,
  checkClient,
  deliveryShape,
  metadataShape,
  operation,
  refusalOf,
  sentValidationData,
  signedInUser,
  userNameShape,
} from './shapes.ts';

const caller = { ClientId: z.string(), Username: userNameShape, SecretHash: z.optional(z.string()) };

const NO_PASSWORD =
  "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null";

const signUpCall = operation({
  signed: false,
  input: z.object({
    ...caller,
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
  input: z.object({ ...caller, ConfirmationCode: z.string(), ForceAliasCreation: z.optional(z.boolean()) }),
  run: (state, { ClientId, Username, SecretHash, ConfirmationCode, ForceAliasCreation = false }) => {
    const allowed = checkClient(state, ClientId, Username, SecretHash);
    if (!allowed.ok) return allowed;
    const request = { userName: Username, code: ConfirmationCode, forceAliasCreation: ForceAliasCreation };
    return answerOf(apply(state, confirmSignUp(state.pool, request, state.now())), () => ({}));
  },
});

const resendCall = operation({
  signed: false,
  input: z.object(caller),
  run: (state, { ClientId, Username, SecretHash }) => {
    const allowed = checkClient(state, ClientId, Username, SecretHash);
    if (!allowed.ok) return allowed;
    const result = apply(state, resendConfirmationCode(state.pool, Username, givenNow(state)));
    return answerOf(result, (sent) => ({ CodeDeliveryDetails: deliveryShape(sent) }));
  },
});

const initiateAuth = operation({
  signed: false,
  input: z.object({
    ClientId: z.string(),
    AuthFlow: z.string(),
    AuthParameters: z.object({
      USERNAME: userNameShape,
      PASSWORD: z.string(),
      SECRET_HASH: z.optional(z.string()),
    }),
  }),
  run: (state, { ClientId, AuthFlow, AuthParameters }) => {
    const { USERNAME, PASSWORD, SECRET_HASH } = AuthParameters;
    const allowed = checkClient(state, ClientId, USERNAME, SECRET_HASH);
    if (!allowed.ok) return allowed;
    if (AuthFlow !== 'USER_PASSWORD_AUTH') {
      return refuse('InvalidParameterException', `Auth flow ${AuthFlow} is not enabled for this client`);
    }
    const result = authenticate(state.pool, USERNAME, PASSWORD);
    if (!result.ok) return refusalOf(result.error);
    if (result.value.status === 'FORCE_CHANGE_PASSWORD') return ok({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    const AccessToken = randomBytes(32).toString('base64url');
    state.sessions.set(AccessToken, result.value.userName);
    return ok({ AuthenticationResult: { AccessToken, ExpiresIn: 3600, TokenType: 'Bearer' }, ChallengeParameters: {} });
  },
});

const token = { AccessToken: z.string(), AttributeName: z.enum(ALIAS_ATTRIBUTES) };

const getCode = operation({
  signed: false,
  input: z.object(token),
  run: (state, { AccessToken, AttributeName }) => {
    const user = signedInUser(state, AccessToken);
    if (!user.ok) return user;
    const request = { userName: user.value, attribute: AttributeName };
    const result = apply(state, getUserAttributeVerificationCode(state.pool, request, givenNow(state)));
    return answerOf(result, (sent) => ({ CodeDeliveryDetails: deliveryShape(sent) }));
  },
});

const verifyCall = operation({
  signed: false,
  input: z.object({ ...token, Code: z.string() }),
  run: (state, { AccessToken, AttributeName, Code }) => {
    const user = signedInUser(state, AccessToken);
    if (!user.ok) return user;
    const request = { userName: user.value, attribute: AttributeName, code: Code };
    return answerOf(apply(state, verifyUserAttribute(state.pool, request, state.now())), () => ({}));
  },
});

const updateCall = operation({
  signed: false,
  input: z.object({ AccessToken: z.string(), UserAttributes: attributesShape }),
  run: (state, { AccessToken, UserAttributes }) => {
    const name = signedInUser(state, AccessToken);
    if (!name.ok) return name;
    const changes = attributeMap(UserAttributes);
    const result = apply(state, updateUserAttributes(state.pool, name.value, changes, givenNow(state)));
    return answerOf(result, (user) => ({
      CodeDeliveryDetailsList: [...user.attributeCodes.values()]
        .filter(({ attribute }) => changes.has(attribute))
        .map(deliveryShape),
    }));
  },
});

/** Public calls by name. */
export const PUBLIC_CALLS: Readonly<Record<string, Operation>> = {
  SignUp: signUpCall,
  ConfirmSignUp: confirmSignUpCall,
  ResendConfirmationCode: resendCall,
  InitiateAuth: initiateAuth,
  GetUserAttributeVerificationCode: getCode,
  VerifyUserAttribute: verifyCall,
  UpdateUserAttributes: updateCall,
};
