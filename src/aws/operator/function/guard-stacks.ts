/**
 * Which stacks guard a pool, whatever that pool calls: each has a check that names pool and alias. Found by listing the
 * account's functions; reads only.
 */
import { type LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { fail, ok, type Result } from '../../../core/result.ts';
import { sentenceOf } from '../sentence.ts';

/** A stack that guards a pool. */
export type GuardStack = {
  /** The alias that the pool should call. */
  readonly functionArn: string;
  /** Whether that is for the pool's owner to set (`AttachTrigger=false`). */
  readonly ownerSets: boolean;
};

/** So many functions are looked at, at most; an answer holds 50. */
const MOST_FUNCTIONS = 2000;

/** Looks for them. */
export async function guardStacksOf(
  client: LambdaClient,
  userPoolId: string,
): Promise<Result<readonly GuardStack[], string>> {
  const found: GuardStack[] = [];
  let seen = 0;
  let Marker: string | undefined;
  try {
    do {
      const page = await client.send(new ListFunctionsCommand({ Marker }));
      for (const { Environment } of page.Functions ?? []) {
        const { USER_POOL_ID, FUNCTION_ARN, ATTACH_TRIGGER } = Environment?.Variables ?? {};
        if (USER_POOL_ID === userPoolId && FUNCTION_ARN !== undefined && ATTACH_TRIGGER !== undefined)
          found.push({ functionArn: FUNCTION_ARN, ownerSets: ATTACH_TRIGGER === 'false' });
      }
      seen += page.Functions?.length ?? 0;
      Marker = page.NextMarker;
    } while (Marker !== undefined && seen < MOST_FUNCTIONS);
    return ok(found);
  } catch (error) {
    return fail(`whether a stack guards the pool cannot be told: ${sentenceOf(error)}`);
  }
}
