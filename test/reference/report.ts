/**
 * Prints what a comparison saw: a generator that only makes trivial cases proves nothing.
 */
import type { Seen } from './compare.ts';

/** Cases a second, then shares of the cases by name. */
export function report(title: string, seen: Seen, ms: number): void {
  const shares = (of: ReadonlyMap<string | number, number>) =>
    [...of]
      .sort(([, one], [, other]) => other - one)
      .map(([name, count]) => `${name} ${((100 * count) / seen.cases).toFixed(1)} %`)
      .join(', ');
  const lines = [
    `${title}: ${seen.cases} cases, ${Math.round((1000 * seen.cases) / ms)} a second`,
    `outcomes: ${shares(seen.outcomes)}`,
    `reasons: ${shares(seen.reasons)}`,
    `attributes verified: ${shares(seen.verified)}`,
    `withheld: ${shares(seen.withheld)}`,
    `decided by unconditional rules alone: ${shares(new Map([['trivial', seen.trivial]]))}`,
  ];
  console.log(lines.join('\n  '));
}
