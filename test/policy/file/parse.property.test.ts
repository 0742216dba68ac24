import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { CONDITIONS } from '../../../src/core/conditions/registry.ts';
import { decodePolicy, encodePolicy, readManifest } from '../../../src/policy/manifest.ts';
import { readPolicyDocument } from '../../../src/policy/schema.ts';
import { MASS } from '../../support/mass.ts';
import { fuzzParser } from './fuzzing.ts';
import { EC_KEY, ED_KEY } from './keys.ts';
import { parse, withRule } from './read.ts';

test('whatever is in a file, the parser answers with issues', () => {
  const seen = fuzzParser({ numRuns: 800 * MASS });

  expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(8);
});

const conditions = fc
  .subarray([...CONDITIONS], { minLength: 1 })
  .map((chosen) =>
    Object.fromEntries(
      chosen.map(({ field, examples, shape }) => [
        field,
        shape === 'list' ? (examples[0] ?? []) : (examples[0] ?? true),
      ]),
    ),
  );

const rule = fc.record(
  {
    id: fc.stringMatching(/^[a-z0-9-]{1,20}$/u),
    when: conditions,
    unless: conditions,
    then: fc.constantFrom('deny', 'code'),
  },
  { requiredKeys: ['id', 'then'] },
);

const policy = fc.record({
  version: fc.constant(1),
  mode: fc.constantFrom('enforce', 'observe', 'code-only'),
  attesters: fc.constant([
    { id: 'invitations', keys: [ED_KEY], maxAge: '7d' },
    { id: 'sms', keys: [EC_KEY], maxAge: '10m' },
  ]),
  rules: fc.uniqueArray(rule, { selector: ({ id }) => id, maxLength: 5 }),
  otherwise: fc.constantFrom('code', 'deny'),
});

test('a written policy reads back as the document that SSM holds', () => {
  fc.assert(
    fc.property(policy, (written) => {
      const result = parse(stringify(written));

      if (!result.ok) throw new Error(JSON.stringify(result.error));
      const { document } = result.value;
      expect(document).toMatchObject(written);
      expect(readPolicyDocument(JSON.parse(JSON.stringify(document)))).toEqual(document);
    }),
    { numRuns: 100 * MASS },
  );
});

test('fifty thousand domains parse, encode and decode', () => {
  const domains = Array.from({ length: 50_000 }, (_, index) => `d${index}.example`).toSorted();
  const list = domains.join('\n');
  const result = parse(withRule('when: { emailDomain: [{ file: a.txt }] }', 'then: deny'), { 'a.txt': list });
  if (!result.ok) throw new Error(JSON.stringify(result.error[0]));

  const { document } = result.value;
  const encoded = encodePolicy(document, { stack: 'test', publisher: 'command-line' });
  const manifest = readManifest(encoded.manifest);

  expect(manifest && decodePolicy(manifest, encoded.parts)).toEqual({ ok: true, value: document });
});
