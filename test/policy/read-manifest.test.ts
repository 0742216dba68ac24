/**
 * What counts as a manifest, and which documents it brings back: whatever does not fit is refused with its reason.
 */
import { createHash } from 'node:crypto';
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { PolicyDocument } from '../../src/core/policy.ts';
import { textOf } from '../../src/policy/long-lists.ts';
import { decodePolicy, digestOf, encodePolicy, readManifest } from '../../src/policy/manifest.ts';
import { aDocument, anApproval } from '../support/policies.ts';
import { withDomains } from './documents.ts';

const DIGEST = '0123456789abcdef'.repeat(4);
const HEAD = { schema: 1, digest: DIGEST, stack: 'guard', publisher: 'command-line' } as const;
const PROVENANCE = { stack: 'guard', publisher: 'deployment' } as const;
const LARGE = withDomains(200);

function listOf({ rules: [rule] }: PolicyDocument): readonly string[] {
  return [rule?.when?.['emailDomain'] ?? []].flat() as readonly string[];
}

test.each([
  ['with a document', { ...HEAD, document: { version: 1 } }],
  ['of a deployment', { ...HEAD, publisher: 'deployment', document: null }],
  ['with one part', { ...HEAD, parts: 1 }],
  ['with as many parts as there may be', { ...HEAD, parts: 9999 }],
  ['without anything', HEAD],
])('the reader of manifests reads a manifest %s', (_, manifest) => {
  expect(readManifest(JSON.stringify(manifest))).toEqual(manifest);
});

test.each([
  ['another schema', { ...HEAD, schema: 2 }],
  ['no schema', { ...HEAD, schema: undefined }],
  ['no digest', { ...HEAD, digest: undefined }],
  ['no stack', { ...HEAD, stack: undefined }],
  ['no publisher', { ...HEAD, publisher: undefined }],
  ['another publisher', { ...HEAD, publisher: '' }],
  ['a short digest', { ...HEAD, digest: DIGEST.slice(1) }],
  ['a long digest', { ...HEAD, digest: `${DIGEST}0` }],
  ['something before the digest', { ...HEAD, digest: `/${DIGEST}` }],
  ['something after the digest', { ...HEAD, digest: `${DIGEST}\n` }],
  ['a digest in capitals', { ...HEAD, digest: DIGEST.toUpperCase() }],
  ['no parts', { ...HEAD, parts: 0 }],
  ['too many parts', { ...HEAD, parts: 10_000 }],
  ['half a part', { ...HEAD, parts: 1.5 }],
  ['a stray key', { ...HEAD, extra: true }],
])('the reader of manifests refuses a manifest with %s', (_, manifest) => {
  expect(readManifest(JSON.stringify(manifest))).toBeNull();
});

test.each(['', 'null', '[]', '{', '"text"'])('the reader of manifests refuses the text %j', (text) => {
  expect(readManifest(text)).toBeNull();
});

test('the reader of manifests brings back a document from its manifest', () => {
  const document = aDocument({ rules: [anApproval()] });

  expect(decodePolicy({ ...HEAD, digest: digestOf(document), document }, [])).toEqual({ ok: true, value: document });
});

test('the reader of manifests brings back a document from its parts', () => {
  const digest = digestOf(LARGE);
  const { parts } = encodePolicy(LARGE, PROVENANCE);

  const decoded = decodePolicy({ ...HEAD, digest, parts: parts.length }, parts);

  expect(decoded.ok && digestOf(decoded.value)).toBe(digest);
  expect(decoded.ok && listOf(decoded.value).toSorted()).toEqual(listOf(LARGE).toSorted());
  expect(decoded).toMatchObject({ ok: true, value: { ...LARGE, rules: [{ id: 'everyone' }] } });
});

test('the reader of manifests brings back a document from parts that somebody wrote in another order', () => {
  const text = JSON.stringify(aDocument(), null, 2);
  const digest = createHash('sha256').update(text).digest('hex');

  const decoded = decodePolicy({ ...HEAD, digest, parts: 1 }, [brotliCompressSync(text).toString('base64')]);

  expect(decoded).toEqual({ ok: true, value: aDocument() });
  expect(digestOf(aDocument())).not.toBe(digest);
});

test('the reader of manifests refuses parts that unpack to more than allowed', () => {
  const { parts } = encodePolicy(LARGE, PROVENANCE);
  const manifest = { ...HEAD, digest: digestOf(LARGE), parts: parts.length };
  // what a list shares is written once, and is there as often as it was
  const bytes = listOf(LARGE).join('').length;

  expect(decodePolicy(manifest, parts, bytes)).toMatchObject({ ok: true });
  expect(decodePolicy(manifest, parts, bytes - 1)).toEqual({ ok: false, error: 'the policy is not a valid document' });
});

test('the reader of manifests refuses parts whose text alone is longer than allowed', () => {
  const wordy = aDocument({ rules: [anApproval({ acknowledge: 'x'.repeat(5_000) })] });
  const { digest, parts } = encodePolicy(wordy, PROVENANCE);
  const manifest = { ...HEAD, digest, parts: parts.length };
  const bytes = textOf(wordy).length;

  expect(decodePolicy(manifest, parts, bytes)).toMatchObject({ ok: true });
  expect(decodePolicy(manifest, parts, bytes - 1)).toEqual({ ok: false, error: 'the policy is not a valid document' });
});

test.each([
  ['are no Base64', ['!']],
  ['are not compressed', ['aGVsbG8=']],
  ['are missing', []],
  ['hold no JSON', [brotliCompressSync('{').toString('base64')]],
  ['hold no policy', [brotliCompressSync('{}').toString('base64')]],
])('the reader of manifests refuses parts that %s', (_, parts) => {
  expect(decodePolicy({ ...HEAD, parts: 1 }, parts)).toEqual({
    ok: false,
    error: 'the policy is not a valid document',
  });
});

test('the reader of manifests refuses a document other than the digest says', () => {
  expect(decodePolicy({ ...HEAD, document: aDocument() }, [])).toEqual({
    ok: false,
    error: 'the policy does not fit its digest',
  });
});

test('the reader of manifests refuses a document that breaks an invariant', () => {
  const document = aDocument({ rules: [anApproval({ acknowledge: ' ' })] });

  expect(decodePolicy({ ...HEAD, digest: digestOf(document), document }, [])).toEqual({
    ok: false,
    error:
      '`verify: [email, phone_number]` needs `emailAttested` and `phoneAttested` under `when`, or `acknowledge`: write down why whoever signs up may be trusted to own what they typed',
  });
});
