/**
 * Prints what a comparison saw: a generator that only makes trivial cases proves nothing.
 */

/** One line: cases a second, then shares by name. */
export function report(title: string, seen: ReadonlyMap<string, number>, ms: number): void {
  const cases = seen.get('cases') ?? 0;
  const share = (count: number) => `${((100 * count) / cases).toFixed(1)} %`;
  const shares = [...seen].filter(([name]) => name !== 'cases').sort(([, one], [, other]) => other - one);
  const words = shares.map(([name, count]) => `${name} ${share(count)}`);
  console.log(`${title}: ${cases} cases, ${Math.round((1000 * cases) / ms)} a second\n  ${words.join(', ')}`);
}
