/**
 * Whom a pool calls once the guard is detached: the trigger that `attach` replaced, if it is still there and may be called.
 * Reads only.
 */
import { callabilityOf } from '../../aws/operator/function/callability.ts';
import type { createLambdaClient } from '../../aws/operator/function/lambda-client.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { PoolReading } from '../../pool/pool-settings.ts';
import type { SavedCopy } from './saved-copy.ts';

/** The trigger to set, or none, and what the operator must know of it. */
type FormerTrigger = { readonly next: string | null; readonly notes: readonly string[] };

const UNKNOWN =
  'no copy of `attach` for this trigger is here: one that it replaced from another machine, or with other `--copies`, is not known';

/** A change of the pool this long after a copy was not attach's own, in milliseconds. */
const OWN_WRITE_MS = 5 * 60 * 1000;

/** Follows the copies back to a trigger that is not the guard: an attachment may have replaced another of ours. */
export async function formerTrigger(
  lambda: ReturnType<typeof createLambdaClient>,
  copies: readonly SavedCopy[],
  present: string,
  reading: PoolReading,
): Promise<Result<FormerTrigger, string>> {
  const index = copies.findLastIndex((copy) => copy.madeBy === 'attach' && copy.function === present);
  const copy = copies[index];
  if (copy === undefined) return ok({ next: null, notes: [UNKNOWN] });
  if (copy.former === null) return ok({ next: null, notes: [] });
  const { former, savedAt, file } = copy;
  const source = `by the copy that \`attach\` made at ${savedAt}, ${file}`;
  const callable = await callabilityOf(lambda, former, { arn: String(reading.pool['Arn'] ?? '') });
  switch (callable.kind) {
    case 'callable':
      if (callable.guard) return formerTrigger(lambda, copies.slice(0, index), former, reading);
      return ok({ next: former, notes: [`the former trigger is told ${source}`, ...changedSince(reading, savedAt)] });
    case 'uncallable':
      return ok({ next: null, notes: [`the former trigger does not come back: ${callable.why} (${source})`] });
    case 'unclear':
      return fail(
        `the pool called \`${former}\` ${source}, and whether it may go back cannot be told: ${callable.why}; ` +
          'say `--none` to leave the pool without a trigger',
      );
  }
}

/** Whoever changed the pool since may have changed their mind about its trigger, too. */
function changedSince({ pool }: PoolReading, savedAt: string): readonly string[] {
  const seconds = pool['LastModifiedDate'];
  if (typeof seconds !== 'number' || seconds * 1000 < Date.parse(savedAt) + OWN_WRITE_MS) return [];
  const last = new Date(seconds * 1000).toISOString();
  return [`the pool was changed since, last at ${last}: look whether this is still the trigger that it shall call`];
}
