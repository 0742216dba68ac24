/**
 * Whether the trigger that a pool calls now is ours: `detach` touches no other. Reads only.
 */
import { readFunctionArn } from '../../aws/operator/function/function-arn.ts';
import type { createLambdaClient } from '../../aws/operator/function/lambda-client.ts';
import { isGuard, lookAtFunction } from '../../aws/operator/function/trigger-function.ts';
import type { SavedCopy } from './saved-copy.ts';

/** Whose it is; `why` is a sentence for the operator. */
type Ownership =
  | { readonly kind: 'ours' }
  | { readonly kind: 'theirs'; readonly why: string }
  | { readonly kind: 'unclear'; readonly why: string };

/** Told by the function itself, or by the operator; by attach's copy where the function is gone or cannot be read. */
export async function whoseTrigger(
  lambda: ReturnType<typeof createLambdaClient>,
  present: string,
  copies: readonly SavedCopy[],
  named: string | undefined,
): Promise<Ownership> {
  if (named === present) return { kind: 'ours' };
  const anyway = `to remove it all the same say \`--function ${present}\``;
  const fn = readFunctionArn(present);
  if (!fn.ok) return { kind: 'unclear', why: `${fn.error}; ${anyway}` };
  const reading = await lookAtFunction(lambda, fn.value);
  if (reading.kind === 'there') {
    if (isGuard(reading.fn)) return { kind: 'ours' };
    const why = `the pool calls \`${present}\`, which is not this trigger: nothing to change; ${anyway}`;
    return { kind: 'theirs', why };
  }
  if (copies.some((copy) => copy.madeBy === 'attach' && copy.function === present)) return { kind: 'ours' };
  const told = `${reading.why}; nothing else tells whether it is this trigger`;
  const harm = reading.kind === 'gone' ? ', and every sign-up of the pool fails' : '';
  return { kind: 'unclear', why: `${told}${harm}: ${anyway}` };
}
