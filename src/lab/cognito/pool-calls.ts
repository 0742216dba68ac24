/**
 * The calls on the pool as a whole: its users, its settings, its client.
 */
import * as z from 'zod/mini';
import { ok } from '../../core/result.ts';
import { listUsers, MAX_LIMIT } from '../../sim/operations/list-users.ts';
import type { User } from '../../sim/pool.ts';
import type { Operation } from '../operation.ts';
import { refuse } from '../wire-error.ts';
import { poolShape } from './pool-shape.ts';
import { checkPool, operation, refusalOf, userShape } from './shapes.ts';

const listCall = operation({
  signed: true,
  input: z.object({
    UserPoolId: z.string(),
    Filter: z.optional(z.string()),
    Limit: z.optional(z.int()),
    PaginationToken: z.optional(z.string()),
    AttributesToGet: z.optional(z.array(z.string())),
  }),
  run: (state, { UserPoolId, Filter = '', Limit = MAX_LIMIT, PaginationToken = null, AttributesToGet }) => {
    const here = checkPool(state, UserPoolId);
    if (!here.ok) return here;
    const page = listUsers(state.pool, { filter: Filter, limit: Limit, token: PaginationToken });
    if (!page.ok) return refusalOf(page.error);
    // F3.9: one user without a wanted attribute fails the whole page
    const missing = AttributesToGet?.find((name) => page.value.users.some(({ attributes }) => !attributes.has(name)));
    if (missing !== undefined) return refuse('InvalidParameterException', `User has no attribute ${missing}.`);
    const Users = page.value.users.map((user) => selected(user, AttributesToGet));
    return ok(page.value.token === null ? { Users } : { Users, PaginationToken: page.value.token });
  },
});

function selected(user: User, names: readonly string[] | undefined) {
  const shape = userShape(user);
  if (names === undefined) return shape;
  return { ...shape, Attributes: shape.Attributes.filter(({ Name }) => names.includes(Name)) };
}

const describePool = operation({
  signed: true,
  input: z.object({ UserPoolId: z.string() }),
  run: (state, { UserPoolId }) => {
    const here = checkPool(state, UserPoolId);
    return here.ok ? ok({ UserPool: poolShape(state) }) : here;
  },
});

const FLOWS = [
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
];

const describeClient = operation({
  signed: true,
  input: z.object({ UserPoolId: z.string(), ClientId: z.string() }),
  run: (state, { UserPoolId, ClientId }) => {
    const here = checkPool(state, UserPoolId);
    if (!here.ok) return here;
    const { client, publicClient } = state;
    if (ClientId !== client.id && ClientId !== publicClient.id) {
      return refuse('ResourceNotFoundException', `User pool client ${ClientId} does not exist.`);
    }
    return ok({
      UserPoolClient: {
        UserPoolId,
        ClientId,
        ...(ClientId === client.id
          ? { ClientName: 'signup-guard-lab', ClientSecret: client.secret }
          : { ClientName: 'signup-guard-lab-public' }),
        ExplicitAuthFlows: FLOWS,
        PreventUserExistenceErrors: 'ENABLED',
      },
    });
  },
});

/** Calls on the pool by name. */
export const POOL_CALLS: Readonly<Record<string, Operation>> = {
  ListUsers: listCall,
  DescribeUserPool: describePool,
  DescribeUserPoolClient: describeClient,
};
