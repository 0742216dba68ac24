/**
 * Whether a pool may go over to a function: it exists, and Cognito may call it for that pool (law 11). Reads only.
 */
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { readFunctionArn } from './function-arn.ts';
import { type PermittedPool, permissionOf } from './permission-reader.ts';
import { isGuard, lookAtFunction } from './trigger-function.ts';

/** What can be said of a function that a pool would call. `why` is a sentence for the operator. */
type Callability =
  | { readonly kind: 'callable'; readonly guard: boolean }
  | { readonly kind: 'uncallable'; readonly why: string }
  | { readonly kind: 'unclear'; readonly why: string };

/** Looks whether the pool may call the function of that ARN. */
export async function callabilityOf(
  client: LambdaClient,
  arn: string,
  pool: Pick<PermittedPool, 'arn'>,
): Promise<Callability> {
  const fn = readFunctionArn(arn);
  if (!fn.ok) return { kind: 'uncallable', why: fn.error };
  const reading = await lookAtFunction(client, fn.value);
  if (reading.kind === 'gone') return { kind: 'uncallable', why: `\`${arn}\` no longer exists` };
  if (reading.kind === 'unreadable') return { kind: 'unclear', why: reading.why };
  const permission = await permissionOf(client, fn.value, pool);
  if (!permission.ok) return { kind: 'unclear', why: permission.error };
  switch (permission.value.kind) {
    case 'granted':
    case 'too-wide':
      return { kind: 'callable', guard: isGuard(reading.fn) };
    case 'missing':
      return { kind: 'uncallable', why: `the pool may not call \`${arn}\`` };
    case 'unclear':
      return {
        kind: 'unclear',
        why: `whether the pool may call \`${arn}\` cannot be told: its resource policy has statements that are not understood whole`,
      };
  }
}
