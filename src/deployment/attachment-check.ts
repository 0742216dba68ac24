/**
 * The hourly look: whether the pool still calls the stack's function before sign-up, and may; and whether the companion that
 * the function calls in turn is still there. Reads only. Whatever else is the case it fails, which Lambda counts as an error
 * and an alarm watches.
 */

import { readFunctionArn } from '../aws/operator/function/function-arn.ts';
import { createLambdaClient } from '../aws/operator/function/lambda-client.ts';
import { createPermissionReader } from '../aws/operator/function/permission-reader.ts';
import { lookAtFunction } from '../aws/operator/function/trigger-function.ts';
import { createPoolClient } from '../aws/operator/pool/pool-client.ts';
import { readPoolTrigger } from '../aws/operator/pool/pool-trigger.ts';
import { companionIn } from './held-companion.ts';

const pools = createPoolClient();
const functions = createLambdaClient();
const mayCall = createPermissionReader(functions);

/** Looks, and throws what it found unless all is well. */
export async function handler(): Promise<{ readonly attached: true }> {
  const { USER_POOL_ID: userPoolId = '', FUNCTION_ARN: functionArn = '', ATTACH_TRIGGER } = process.env;
  const remedy = ATTACH_TRIGGER === 'false' ? OWNERS_REMEDY : REMEDY;
  const wrong = (await findWrong(userPoolId, functionArn, remedy)) ?? (await companionWrong(process.env));
  if (wrong !== null) throw new Error(wrong);
  return { attached: true };
}

async function findWrong(userPoolId: string, functionArn: string, remedy: string): Promise<string | null> {
  const pool = await readPoolTrigger(pools, userPoolId);
  if (!pool.ok) return pool.error;
  const { preSignUp, arn } = pool.value;
  if (preSignUp !== functionArn) {
    const instead = preSignUp === null ? 'nobody' : `\`${preSignUp}\``;
    return `the pool \`${userPoolId}\` calls ${instead} before sign-up, not \`${functionArn}\`: ${remedy}`;
  }
  const callable = await mayCall(functionArn, arn);
  if (!callable.ok) return callable.error;
  return callable.value ? null : `the pool \`${userPoolId}\` may not call \`${functionArn}\`: every sign-up fails`;
}

async function companionWrong({ COMPANION_FUNCTION_ARN: arn = '' }: NodeJS.ProcessEnv): Promise<string | null> {
  if (arn === '') return null;
  const fn = readFunctionArn(arn);
  const companion = fn.ok ? companionIn(await lookAtFunction(functions, fn.value), arn) : fn;
  return companion.ok ? null : `the companion: ${companion.error}; ${COMPANIONS_REMEDY}`;
}

const REMEDY = 'somebody wrote the pool; set its trigger again with `signup-guard attach`';
const OWNERS_REMEDY =
  'with `AttachTrigger=false` whoever owns the pool sets `LambdaConfig.PreSignUp`, from the output `PreSignUpFunctionArn`';
const COMPANIONS_REMEDY =
  'without its answer sign-ups are refused, unless the policy says `unavailable.companion: code`; deploy with another `CompanionFunctionArn`, or with none';
