/**
 * Whether the trigger's role may look holders up in one pool, by IAM's own simulation; and whether a web ACL stands before
 * the pool. Reads only.
 */

import { IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { GetWebACLForResourceCommand, WAFNonexistentItemException, WAFV2Client } from '@aws-sdk/client-wafv2';
import { fail, ok, type Result } from '../../../core/result.ts';
import { OPERATOR_CLIENT } from '../client-config.ts';
import { sentenceOf } from '../sentence.ts';

/** What the trigger asks of a pool. */
const LOOK_UPS = ['cognito-idp:ListUsers', 'cognito-idp:AdminGetUser'];

/** The look-ups that the role may not make. Where the answer depends on what IAM was not told, it cannot be told. */
export async function deniedLookUps(roleArn: string, poolArn: string): Promise<Result<readonly string[], string>> {
  try {
    const answer = await new IAMClient(OPERATOR_CLIENT).send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: roleArn,
        ActionNames: LOOK_UPS,
        ResourceArns: [poolArn],
      }),
    );
    const denied = (answer.EvaluationResults ?? []).filter(({ EvalDecision }) => EvalDecision !== 'allowed');
    const open = denied.flatMap(({ MissingContextValues = [] }) => MissingContextValues);
    if (open.length > 0) return fail(`the rights of \`${roleArn}\` cannot be told: they depend on ${open.join(', ')}`);
    const actions = denied.map((result) => result.EvalActionName);
    return ok(LOOK_UPS.filter((action) => actions.includes(action)));
  } catch (error) {
    return fail(`the rights of \`${roleArn}\` cannot be simulated: ${sentenceOf(error)}`);
  }
}

/** The web ACL of a pool, or null where it has none (F6.4). */
export async function webAclOf(poolArn: string): Promise<Result<string | null, string>> {
  try {
    const answer = await new WAFV2Client(OPERATOR_CLIENT).send(
      new GetWebACLForResourceCommand({ ResourceArn: poolArn }),
    );
    return ok(answer.WebACL?.Name ?? null);
  } catch (error) {
    if (error instanceof WAFNonexistentItemException) return ok(null);
    return fail(`the web ACL cannot be read: ${sentenceOf(error)}`);
  }
}
