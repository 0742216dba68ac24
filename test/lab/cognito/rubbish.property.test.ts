/**
 * Whatever a caller sends to whichever call, the answer is an answer: a refusal by a name, and nobody is signed in by it.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COGNITO_OPERATIONS } from '../../../src/lab/cognito/registry.ts';
import { createLabState } from '../../../src/lab/state.ts';
import { MASS } from '../../support/mass.ts';

const NAMES = ['ann', 'nobody', 'ann@example.com', '', '__proto__', 'constructor', 'n'.repeat(130), '\u0000', '😀'];
const text = fc.oneof(fc.constantFrom(...NAMES), fc.string(), fc.stringMatching(/^[0-9a-f]{1,40}$/u));
const anything = fc.oneof(
  text,
  fc.integer(),
  fc.constant(null),
  fc.boolean(),
  fc.array(text),
  fc.dictionary(text, text),
);
const often = <T>(likely: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: likely }, { weight: 1, arbitrary: anything });

/** The parameters that sign-ins are made of. */
const parameters = fc.record(
  {
    USERNAME: text,
    PASSWORD: text,
    SRP_A: text,
    REFRESH_TOKEN: text,
    SECRET_HASH: text,
    NEW_PASSWORD: text,
    PASSWORD_CLAIM_SECRET_BLOCK: text,
    PASSWORD_CLAIM_SIGNATURE: text,
    TIMESTAMP: text,
    'userAttributes.sub': text,
  },
  { requiredKeys: [] },
);

function bodies(clientId: string, poolId: string) {
  const flows = ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH', 'REFRESH_TOKEN_AUTH', 'USER_AUTH'];
  return fc.record(
    {
      ClientId: often(fc.constant(clientId)),
      UserPoolId: often(fc.constant(poolId)),
      Username: often(text),
      Password: often(text),
      AccessToken: often(text),
      RefreshToken: often(text),
      Token: often(text),
      Session: often(text),
      AuthFlow: often(fc.constantFrom(...flows)),
      AuthParameters: often(parameters),
      ChallengeName: often(fc.constantFrom('PASSWORD_VERIFIER', 'NEW_PASSWORD_REQUIRED', 'SMS_MFA')),
      ChallengeResponses: often(parameters),
      ConfirmationCode: often(text),
      Code: often(text),
      AttributeName: often(fc.constantFrom('email', 'phone_number')),
      ProposedPassword: often(text),
      UserAttributes: often(fc.array(fc.record({ Name: text, Value: text }), { maxLength: 3 })),
      MessageAction: often(fc.constantFrom('RESEND', 'SUPPRESS')),
      Filter: often(text),
      Limit: anything,
      Permanent: anything,
    },
    { requiredKeys: [] },
  );
}

it('rubbish is answered, and signs nobody in', { timeout: 60_000 + 60_000 * MASS }, async () => {
  const state = createLabState({ now: Date.now });
  const calls = Object.entries(COGNITO_OPERATIONS);
  const seen = new Set<string>();

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...calls),
      bodies(state.publicClient.id, state.pool.settings.id),
      async ([name, operation], body) => {
        const answer = await operation.serve(state, JSON.parse(JSON.stringify(body)));

        seen.add(`${name} ${answer.ok ? 'done' : answer.error.name}`);
        if (answer.ok) expect(answer.value).not.toHaveProperty('AuthenticationResult');
        else expect(answer.error).toMatchObject({ status: 400, name: expect.stringMatching(/^[A-Z]\w+$/u) });
      },
    ),
    { numRuns: 1500 * MASS },
  );

  expect(seen.size).toBeGreaterThan(50);
});
