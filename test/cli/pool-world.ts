/**
 * A pool and its function behind AWS's own protocol, for `attach` and `detach`: the pool resets what an update leaves out.
 */
import type { RawObject } from '../../src/core/json.ts';
import type { Operation } from '../aws/json-server.ts';
import { updatedPool } from '../pool/random-pool.ts';

/** The pool. */
export const ID = 'us-east-1_EXAMPLE';
/** Our function, as the pool calls it. */
export const GUARD = 'arn:aws:lambda:us-east-1:123456789012:function:guard:live';
/** Somebody else's function. */
export const THEIRS = 'arn:aws:lambda:us-east-1:123456789012:function:theirs';
const FUNCTIONS = '/2015-03-31/functions/*';

const STATEMENT = {
  Sid: `signup-guard-${ID}`,
  Effect: 'Allow',
  Principal: { Service: 'cognito-idp.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Condition: { ArnLike: { 'AWS:SourceArn': `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${ID}` } },
};

/** The pool with a trigger, or with none. */
export function poolWith(preSignUp: string | null): RawObject {
  return {
    Id: ID,
    Name: 'members',
    Arn: `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${ID}`,
    UserPoolTier: 'PLUS',
    MfaConfiguration: 'ON',
    UserPoolTags: { owner: 'members' },
    LambdaConfig:
      preSignUp === null ? { PostConfirmation: THEIRS } : { PostConfirmation: THEIRS, PreSignUp: preSignUp },
  };
}

/** What tests look at and change; a spoiled write loses the pool's tags. */
export type PoolWorld = { pool: RawObject; granted: unknown[]; spoiled: boolean };

/** What the account answers. */
export function operationsOf(world: PoolWorld): Readonly<Record<string, Operation>> {
  const missing = { error: 'ResourceNotFoundException', status: 404 };
  return {
    DescribeUserPool: () => ({ body: { UserPool: world.pool } }),
    GetUserPoolMfaConfig: () => ({ body: { MfaConfiguration: world.pool['MfaConfiguration'] } }),
    UpdateUserPool: (request) => {
      const { UserPoolTags: _, ...rest } = request;
      world.pool = updatedPool(world.pool, world.spoiled ? rest : request);
      world.spoiled = false;
      return { body: {} };
    },
    [`GET ${FUNCTIONS}/policy`]: () =>
      world.granted.length === 0 ? missing : { body: { Policy: JSON.stringify({ Statement: [STATEMENT] }) } },
    [`POST ${FUNCTIONS}/policy`]: (input, path) => {
      world.granted.push({ path, sourceArn: input['SourceArn'], sourceAccount: input['SourceAccount'] });
      return { body: {} };
    },
    [`DELETE ${FUNCTIONS}/policy/*`]: () => {
      world.granted.pop();
      return { body: {} };
    },
    [`GET ${FUNCTIONS}/configuration`]: (_input, path) => ({
      body: path.includes('guard')
        ? { Environment: { Variables: { POLICY_PARAMETER: '/signup-guard/dev/policy' } } }
        : {},
    }),
  };
}
