import { expect, test } from 'vitest';
import { decodePolicy, encodePolicy, readManifest } from '../../../src/policy/manifest.ts';
import { parse, withRule } from './read.ts';

/** What stands in SSM after somebody put another rule into the document and computed its digest anew. */
function decodeWith(rule: Readonly<Record<string, unknown>>) {
  const result = parse(withRule('then: deny'));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  const document = { ...result.value.document, rules: [{ id: 'one', then: 'deny' as const, ...rule }] };
  const manifest = readManifest(encodePolicy(document, { stack: 'test', publisher: 'command-line' }).manifest);
  if (manifest === null) throw new Error('no manifest');
  return decodePolicy(manifest, []);
}

test('a rule within the invariants is read', () => {
  expect(decodeWith({ when: { emailTag: true } })).toMatchObject({ ok: true });
});

test.each([
  [{ unless: {} }],
  [{ when: { metadata: {} } }],
  [{ then: 'approve', verify: ['email'] }],
  [{ then: 'approve', unless: { metadata: { a: ['b'] } } }],
  [{ when: { emailDomian: ['example.com'] } }],
  [{ when: { emailDomain: [] } }],
])('the rule %j put into SSM by hand is refused', (rule) => {
  expect(decodeWith(rule)).toMatchObject({ ok: false });
});
