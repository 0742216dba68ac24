/** Takes the steps one after the other. A failed deployment ends them, since the others stand on it; no other one does. */

import { undeclared, type Watch } from '../ask.ts';
import type { AccountCaller } from '../call.ts';
import type { StepReport } from '../report.ts';
import { poolWorks } from './customers.ts';
import { type Product, type ProductStep, type StepOutcome, wrong } from './step.ts';

/** Steps without which no other can be taken. */
const FOUNDATIONS = ['build', 'deploy'];

/** Before there is a pool, and after its stack is gone, law 11 is the step's own to look at. */
const WITHOUT_POOL = ['build', 'delete'];

/** Takes all of them. */
export async function takeSteps(
  steps: readonly ProductStep[],
  product: Product,
  watch: Watch,
): Promise<readonly StepReport[]> {
  const reports: StepReport[] = [];
  let lost: string | null = null;
  for (const [nth, step] of steps.entries()) {
    watch.begin(step.id, nth, steps.length);
    const started = product.now();
    const outcome = watch.stopped()
      ? wrong('the run was stopped')
      : lost === null
        ? await taken(step, product)
        : wrong(lost);
    if (!outcome.ok && FOUNDATIONS.includes(step.id)) lost = `not tried: \`${step.id}\` failed`;
    const ms = Math.round(product.now() - started);
    reports.push({
      id: step.id,
      what: step.what,
      ok: outcome.ok,
      said: outcome.said,
      figures: outcome.figures ?? {},
      ms,
    });
  }
  return reports;
}

async function taken(step: ProductStep, product: Product): Promise<StepOutcome> {
  try {
    const outcome = await step.take({ ...product, call: declaredOnly(step, product.call) });
    if (!outcome.ok || WITHOUT_POOL.includes(step.id) || (await poolWorks(product))) return outcome;
    return wrong('law 11: after it nobody can sign up');
  } catch (error) {
    return wrong(error instanceof Error ? error.name : 'failed');
  }
}

/** What a step does not declare is refused, so that the printed rights are those it needs. */
function declaredOnly(step: ProductStep, call: AccountCaller): AccountCaller {
  return async (name, input, once) => (step.calls.includes(name) ? call(name, input, once) : undeclared(name));
}
