/**
 * The resource `HeldCompanion`: the function that the guard calls after its decisions. Before a version of the trigger that
 * calls it is published, it is looked at: there, able to run, and no guard. Reads only. Its id names it, and the one before,
 * by digest: going back to that one is what a roll-back does, and passes in any case.
 */
import { createHash } from 'node:crypto';
import type { FunctionArn } from '../aws/operator/function/function-arn.ts';
import { readFunctionArn } from '../aws/operator/function/function-arn.ts';
import { type FunctionReading, isGuard } from '../aws/operator/function/trigger-function.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { Work } from './custom-resource.ts';

/** What the work needs: the Region that it runs in, and a look at a function of it. */
type HolderParts = {
  readonly region: string;
  readonly lookAt: (fn: FunctionArn) => Promise<FunctionReading>;
};

const PREFIX = 'companion-';

/** Stands between a companion and the one before; the template cuts the id here. */
const BEFORE = '-before-';

/** The work: an id that names the companion, or why it could not be called. */
export function createCompanionHolder(parts: HolderParts): Work {
  return async ({ RequestType, PhysicalResourceId = '', ResourceProperties }) => {
    if (RequestType === 'Delete') return ok({ physicalId: PhysicalResourceId });
    const arn = String(ResourceProperties['CompanionFunctionArn'] ?? '');
    const wanted = digestOf(arn);
    const [present = '', former] = PhysicalResourceId.slice(PREFIX.length).split(BEFORE);
    if (RequestType === 'Update' && wanted === present) return ok({ physicalId: PhysicalResourceId });
    const known = RequestType === 'Update' && wanted === former;
    const refused = known || arn === '' ? null : await whyNot(arn, parts);
    if (refused !== null) return fail(`\`CompanionFunctionArn\`: ${refused}`);
    return ok({ physicalId: `${PREFIX}${wanted}${RequestType === 'Update' ? `${BEFORE}${present}` : ''}` });
  };
}

function digestOf(arn: string): string {
  return arn === '' ? 'none' : createHash('sha256').update(arn).digest('hex').slice(0, 16);
}

async function whyNot(arn: string, { region, lookAt }: HolderParts): Promise<string | null> {
  const fn = readFunctionArn(arn);
  if (!fn.ok) return fn.error;
  if (fn.value.region !== region) return `\`${arn}\` is in ${fn.value.region}, and the guard in ${region}`;
  const reading = companionIn(await lookAt(fn.value), arn);
  return reading.ok ? null : reading.error;
}

/** What a look at a companion comes to; the error is a sentence. */
export function companionIn(reading: FunctionReading, arn: string): Result<null, string> {
  if (reading.kind === 'gone') return fail(`\`${arn}\` does not exist`);
  if (reading.kind === 'unreadable') return fail(reading.why);
  if (isGuard(reading.fn)) return fail(`\`${arn}\` is a guard itself: give the function that the pool called before`);
  return reading.fn.state === 'Failed'
    ? fail(`\`${arn}\` cannot run: Lambda says that it is in state \`Failed\``)
    : ok(null);
}
