import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderPolicy } from '../../../src/policy/file/render-policy.ts';
import { digestOf } from '../../../src/policy/manifest.ts';
import { randomPolicy } from '../../reference/cases.ts';
import { createRandom } from '../../reference/random.ts';
import { parse } from './read.ts';

test('a rendered policy parses back to itself', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.constantFrom('yes', 'on: off', '"', "it's #1", '{{x}}', '0x10'),
      (seed, denyMessage) => {
        const random = randomPolicy(createRandom(seed));
        const rules = random.rules.map(({ verify, ...rule }, index) => {
          const known = verify === undefined || verify.length === 0 ? {} : { verify };
          return { ...rule, ...known, id: `r-${index}` };
        });
        // Attributes may not earn an approval; such a policy has no file
        const written = rules.filter(({ then }) => then !== 'approve');
        const unavailable = { ...random.unavailable, companion: 'deny' } as const;
        const document = { ...random, denyMessage, unavailable, rules: written };

        const parsed = parse(renderPolicy(document));

        expect(parsed.ok ? digestOf(parsed.value.document) : parsed.error).toBe(digestOf(document));
      },
    ),
  );
});
