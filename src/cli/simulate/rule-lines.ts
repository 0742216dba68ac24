/**
 * Rule by rule why, as lines: for a simulation and for a case that failed.
 */
import { styleText } from 'node:util';
import type { CompiledRule } from '../../core/policy.ts';
import type { RuleExplanation } from '../../policy/cases/explain.ts';

/** One block of lines a rule, in the policy's own order; of the policy's rules only the outcomes matter. */
export function ruleLines(
  rules: readonly RuleExplanation[],
  written: readonly Pick<CompiledRule, 'then'>[],
): readonly string[] {
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  const margin = ' '.repeat(width + 13);
  return rules.flatMap(({ id, matched, because }, index) => {
    const mark = matched ? styleText('green', '✔') : styleText('dim', '✘');
    const then = (written[index]?.then ?? '').padEnd(7);
    const [first = '', ...rest] = because;
    return [`${mark} ${id.padEnd(width)}  ${then}  ${first}`, ...rest.map((one) => `${margin}${one}`)];
  });
}
