/**
 * The sliding estimate against the exact count: how far off it can be, and how far off it is.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slidingCount, windowAt } from '../../../src/core/limits/estimate.ts';
import { createRandom } from '../../reference/random.ts';

const PER = 60_000;
const COUNT = 10;

/** What the table holds of attempts, for a sandbox that looks at `now`. */
function countsAt(attempts: readonly number[], now: number) {
  const present = windowAt(now, PER);
  const of = (window: number) => attempts.filter((at) => windowAt(at, PER) === window).length;
  return { before: of(present - 1), current: of(present), after: of(present + 1) };
}

function estimateAt(attempts: readonly number[], now: number): number {
  return slidingCount(countsAt(attempts, now), now, PER);
}

function exactAt(attempts: readonly number[], now: number): number {
  return attempts.filter((at) => now - PER < at && at <= now).length;
}

describe('the sliding estimate', () => {
  it('is off by at most what the window before held, weighed by what is left of it', () => {
    const times = fc.array(fc.integer({ min: 0, max: 3 * PER }), { maxLength: 200 });
    fc.assert(
      fc.property(times, fc.integer({ min: 2 * PER, max: 3 * PER - 1 }), (all, now) => {
        const attempts = all.filter((at) => at <= now);
        const { before } = countsAt(attempts, now);
        const gone = now / PER - windowAt(now, PER);
        const error = estimateAt(attempts, now) - exactAt(attempts, now);

        expect(error).toBeGreaterThanOrEqual(-before * gone);
        expect(error).toBeLessThan(before * (1 - gone) + 1);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is off by a few in a hundred where attempts come by chance', () => {
    const random = createRandom(23);
    const attempts = Array.from({ length: 60_000 }, () => random.below(20 * PER)).sort((a, b) => a - b);
    const moments = Array.from({ length: 400 }, (_, index) => 2 * PER + index * 2_650);
    const errors = moments.map((now) => {
      const seen = attempts.filter((at) => at <= now && at > now - 3 * PER);
      const exact = exactAt(seen, now);
      return Math.abs(estimateAt(seen, now) - exact) / exact;
    });
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const worst = Math.max(...errors);
    console.log(
      `sliding estimate: off by ${(100 * mean).toFixed(2)} % in the mean, ${(100 * worst).toFixed(2)} % at most`,
    );

    expect(mean).toBeLessThan(0.02);
    expect(worst).toBeLessThan(0.08);
  });

  it('lets fewer than twice the count pass within any `per`, however cleverly attempts are timed', () => {
    const bursts = fc.array(fc.tuple(fc.integer({ min: 0, max: PER }), fc.integer({ min: 1, max: 2 * COUNT })), {
      maxLength: 12,
    });
    let most = 0;
    const tryOut = (waits: readonly (readonly [number, number])[], start: number) => {
      const [attempts, passed]: [number[], number[]] = [[], []];
      let now = start;
      for (const [wait, size] of waits) {
        now += wait;
        for (let index = 0; index < size; index += 1) {
          attempts.push(now);
          if (estimateAt(attempts, now) <= COUNT) passed.push(now);
        }
        most = Math.max(most, exactAt(passed, now));
      }
      expect(most).toBeLessThan(2 * COUNT);
    };
    fc.assert(fc.property(bursts, fc.integer({ min: 0, max: PER - 1 }), tryOut), { numRuns: 2_000 });
    // the worst there is: all at the end of one window, the rest as late in the next as the first still count
    tryOut(
      [
        [0, COUNT],
        [PER - 2, COUNT],
      ],
      PER - 1,
    );

    expect(most).toBe(2 * COUNT - 1);
  });

  it('misses no more than two seconds of attempts where a clock is two seconds behind', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 * PER }), { maxLength: 200 }),
        fc.integer({ min: 2 * PER, max: 3 * PER - 1 }),
        (all, now) => {
          const attempts = all.filter((at) => at <= now);
          const late = estimateAt(attempts, now - 2_000);
          const { before } = countsAt(attempts, now);
          // what is counted ahead of the slow clock counts in full
          expect(late).toBeGreaterThanOrEqual(estimateAt(attempts, now) - 1);
          expect(late - estimateAt(attempts, now)).toBeLessThanOrEqual(
            Math.ceil(Math.max(before, attempts.length) * (2_000 / PER)) + countsAt(attempts, now - 2_000).before + 1,
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
