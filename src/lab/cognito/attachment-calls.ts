/**
 * The calls that look at the pool's settings and set its trigger, as `doctor`, `attach` and `detach` make them. Every other
 * setting is the lab's own, and a request that would change one is refused.
 */
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { isObject } from '../../core/json.ts';
import { ok } from '../../core/result.ts';
import { triggerArn } from '../lambda/lambda.ts';
import type { Operation } from '../operation.ts';
import { refuse } from '../wire-error.ts';
import { poolShape } from './pool-shape.ts';
import { checkPool, operation } from './shapes.ts';

const mfa = operation({
  signed: true,
  input: z.object({ UserPoolId: z.string() }),
  run: (state, { UserPoolId }) => {
    const here = checkPool(state, UserPoolId);
    return here.ok ? ok({ MfaConfiguration: 'OFF' }) : here;
  },
});

const clients = operation({
  signed: true,
  input: z.object({ UserPoolId: z.string() }),
  run: (state, { UserPoolId }) => {
    const here = checkPool(state, UserPoolId);
    if (!here.ok) return here;
    const { client, publicClient } = state;
    return ok({
      UserPoolClients: [
        { UserPoolId, ClientId: client.id, ClientName: 'signup-guard-lab' },
        { UserPoolId, ClientId: publicClient.id, ClientName: 'signup-guard-lab-public' },
      ],
    });
  },
});

const imports = operation({
  signed: true,
  input: z.object({ UserPoolId: z.string() }),
  run: (state, { UserPoolId }) => {
    const here = checkPool(state, UserPoolId);
    return here.ok ? ok({ UserImportJobs: [] }) : here;
  },
});

const update = operation({
  signed: true,
  input: z.looseObject({ UserPoolId: z.string() }),
  run: (state, { UserPoolId, LambdaConfig, ...settings }) => {
    const here = checkPool(state, UserPoolId);
    if (!here.ok) return here;
    const { Name: PoolName, ...others } = poolShape(state);
    const shown: Readonly<Record<string, unknown>> = { ...others, PoolName };
    const changed = Object.keys(settings).find((name) => !isDeepStrictEqual(settings[name], shown[name]));
    if (changed !== undefined) {
      return refuse('InvalidParameterException', `the lab's pool keeps its ${changed}: it is set by the lab's options`);
    }
    const { PreSignUp, ...triggers } = isObject(LambdaConfig) ? LambdaConfig : {};
    if (Object.keys(triggers).length > 0 || (PreSignUp !== undefined && PreSignUp !== triggerArn(state))) {
      return refuse('InvalidParameterException', `the lab has no other function than ${triggerArn(state)}`);
    }
    state.attached = PreSignUp !== undefined;
    state.onPool();
    return ok({});
  },
});

/** These calls by name. */
export const ATTACHMENT_CALLS: Readonly<Record<string, Operation>> = {
  GetUserPoolMfaConfig: mfa,
  ListUserPoolClients: clients,
  ListUserImportJobs: imports,
  UpdateUserPool: update,
};
