/**
 * The law of policies: nothing typed proves a mailbox, so an approval that verifies says why that is acceptable, or the
 * policy is invalid, whoever wrote it into SSM.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleDocument } from '../../src/core/policy.ts';
import { ok } from '../../src/core/result.ts';
import { breachesOf } from '../../src/policy/invariants.ts';
import { digestOf } from '../../src/policy/manifest.ts';
import { readPublished } from '../../src/policy/published.ts';
import { aDocument } from '../support/policies.ts';
import { Tally } from '../support/tally.ts';

const rule: fc.Arbitrary<RuleDocument> = fc.record(
  {
    id: fc.constant('rule'),
    then: fc.constant('approve' as const),
    when: fc.constantFrom(
      { emailDomain: ['example.com'] },
      { client: ['client1'] },
      { attribute: { 'custom:team': ['sales'] } },
    ),
    verify: fc.constantFrom<readonly ('email' | 'phone_number')[]>([], ['email'], ['email', 'phone_number']),
    acknowledge: fc.constantFrom('', '  ', 'behind single sign-on'),
  },
  { requiredKeys: ['id', 'then'] },
);

describe('the laws', () => {
  it('nothing typed proves a mailbox', async () => {
    const tally = new Tally();
    await fc.assert(
      fc.asyncProperty(rule, async (written) => {
        const document = aDocument({ rules: [written] });
        const verifies = (written.verify ?? []).length > 0;
        const typed = Object.hasOwn(written.when ?? {}, 'attribute');
        const silent = (written.acknowledge ?? '').trim() === '';
        const manifest = JSON.stringify({
          schema: 1,
          digest: digestOf(document),
          stack: 's',
          publisher: 'command-line',
          document,
        });

        const published = await readPublished(manifest, '/p', async () => ok([]));

        if ((verifies && silent) || typed) {
          expect(breachesOf(document)).not.toEqual([]);
          expect(published.ok).toBe(false);
        }
        tally.saw(published.ok ? (verifies ? 'acknowledged' : 'verifies nothing') : 'refused');
      }),
      { numRuns: 2_000 },
    );
    tally.expectSeen(50, 'acknowledged', 'verifies nothing', 'refused');
  });
});
