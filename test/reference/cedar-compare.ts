/**
 * Random rules and attempts, judged by the shipped rules and by Cedar.
 */
import { policyAt } from '../../src/core/in-force.ts';
import { limitsToCount } from '../../src/core/limits/requests.ts';
import { limitStates } from '../../src/core/limits/standing.ts';
import { judge } from '../../src/core/rules.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { RESOURCES, randomAttempt, randomCounts, randomPolicy, TIMES, withLimits } from './cases.ts';
import { judgeByCedar, prepare } from './cedar.ts';
import { createRandom } from './random.ts';

/** Cases that one policy serves. */
const CASES_PER_POLICY = 100;

/** How often each verdict was seen, and the first case on which the two disagree. */
export type CedarComparison = { readonly difference: string | null; readonly seen: Readonly<Record<string, number>> };

/** Compares so many verdicts. */
export function compareWithCedar(seed: number, count: number): CedarComparison {
  const random = createRandom(seed);
  const seen: Record<string, number> = { deny: 0, code: 0, approve: 0, none: 0 };
  for (let done = 0; done < count; done += CASES_PER_POLICY) {
    const drawn = randomPolicy(random);
    const document = random.chance(15) ? withLimits(random, drawn) : drawn;
    const policy = compilePolicy(document, RESOURCES);
    prepare('policy', document);
    for (let index = 0; index < CASES_PER_POLICY; index += 1) {
      const attempt = randomAttempt(random);
      const at = random.pick(TIMES);
      const inForce = policyAt(policy, Date.parse(at));
      const counts = randomCounts(random);
      const shipped = judge(inForce, attempt, limitStates(limitsToCount(inForce, attempt), counts));
      const cedar = judgeByCedar('policy', document, attempt, { at, counts });
      const rules = shipped.kind === 'none' ? [] : shipped.rules;
      if (shipped.kind !== cedar.kind || rules.join() !== cedar.rules.join()) {
        return {
          difference: JSON.stringify({ shipped, cedar, document, attempt, at, counts: [...counts] }, null, 2),
          seen,
        };
      }
      seen[cedar.kind] = (seen[cedar.kind] ?? 0) + 1;
    }
  }
  return { difference: null, seen };
}
