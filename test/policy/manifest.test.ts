/**
 * How a policy is written into Parameter Store: the canonical text, its digest, and the manifest with or without parts.
 */
import { createHash } from 'node:crypto';
import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../src/policy/canonical-json.ts';
import { textOf } from '../../src/policy/long-lists.ts';
import { digestOf, encodePolicy, partName, partNames } from '../../src/policy/manifest.ts';
import { aDocument, anApproval } from '../support/policies.ts';
import { withDomains } from './documents.ts';

const PROVENANCE = { stack: 'guard', publisher: 'command-line' } as const;

function acknowledging(acknowledge: string) {
  return aDocument({ rules: [anApproval({ acknowledge })] });
}

test('canonical JSON sorts keys at every depth and keeps lists', () => {
  const value = { b: [{ z: true, y: null }, 'x', 2, 1], a: { d: 1, c: undefined, B: 'é' } };

  expect(canonicalJson(value)).toBe('{"a":{"B":"é","d":1},"b":[{"y":null,"z":true},"x",2,1]}');
});

test('the digest is the SHA-256 of the canonical text', () => {
  const document = acknowledging('behind single sign-on');
  const { version, ...rest } = document;

  const expected = createHash('sha256').update(canonicalJson(document), 'utf8').digest('hex');

  expect(expected).toMatch(/^[0-9a-f]{64}$/u);
  expect(digestOf(document)).toBe(expected);
  expect(digestOf({ ...rest, version })).toBe(expected);
  expect(digestOf(acknowledging('because'))).not.toBe(expected);
});

test('the digest does not depend on the order of long lists', () => {
  const domains = Array.from({ length: 100 }, (_, index) => `d${index}.example.com`);
  const listing = (emailDomain: readonly string[]) => aDocument({ rules: [anApproval({ when: { emailDomain } })] });

  expect(digestOf(listing(domains.toReversed()))).toBe(digestOf(listing(domains)));
  expect(digestOf(listing(domains.toReversed().slice(1)))).not.toBe(digestOf(listing(domains.slice(1))));
});

test('a small document stands in the manifest', () => {
  const document = acknowledging('behind single sign-on');

  const encoded = encodePolicy(document, PROVENANCE);

  const digest = digestOf(document);
  expect(encoded).toEqual({
    digest,
    manifest: canonicalJson({ schema: 1, digest, ...PROVENANCE, document }),
    parts: [],
  });
});

test('a manifest holds the document up to 4096 bytes', () => {
  const room = 4097 - encodePolicy(acknowledging('x'), PROVENANCE).manifest.length;

  const full = encodePolicy(acknowledging('x'.repeat(room)), PROVENANCE);
  const over = encodePolicy(acknowledging('x'.repeat(room + 1)), PROVENANCE);
  const bytesOver = encodePolicy(acknowledging(`é${'x'.repeat(room - 1)}`), PROVENANCE);

  expect(full.manifest).toHaveLength(4096);
  expect([full, over, bytesOver].map(({ parts }) => parts.length)).toEqual([0, 1, 1]);
});

test('a large document stands in parts, packed tightly', () => {
  const document = withDomains(400);

  const { digest, manifest, parts } = encodePolicy(document, PROVENANCE);

  const packed = parts.join('');
  expect(parts.length).toBeGreaterThan(2);
  expect(brotliDecompressSync(Buffer.from(packed, 'base64')).toString()).toBe(textOf(document));
  expect(parts.slice(0, -1).every((part) => part.length === 4096)).toBe(true);
  expect(parts.at(-1)).toHaveLength(packed.length % 4096);
  expect(manifest).toBe(canonicalJson({ schema: 1, digest, ...PROVENANCE, parts: parts.length }));
  expect(digest).toBe(digestOf(document));
});

test.each([
  '{{name}}',
  '{{{',
  '{{{{',
  '\\{{',
])('the encoding keeps %s out of a manifest that says it', (acknowledge) => {
  const document = acknowledging(acknowledge);

  const { manifest } = encodePolicy(document, PROVENANCE);

  expect(manifest).not.toContain('{{');
  expect(JSON.parse(manifest)).toMatchObject({ document });
});

test('a manifest names parts below the folder and the digest', () => {
  const digest = 'a'.repeat(64);
  const manifest = { schema: 1, digest, ...PROVENANCE } as const;

  expect(partName('/p-parts', 'abc', 12)).toBe('/p-parts/abc/0012');
  expect(partNames('/p-parts', { ...manifest, parts: 3 })).toEqual([
    `/p-parts/${digest}/0001`,
    `/p-parts/${digest}/0002`,
    `/p-parts/${digest}/0003`,
  ]);
  expect(partNames('/p-parts', { ...manifest, document: {} })).toEqual([]);
});
