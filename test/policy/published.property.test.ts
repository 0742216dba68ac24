/**
 * A published policy that was altered, cut or mixed up is refused, or says exactly what was published.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../src/core/policy.ts';
import { ok } from '../../src/core/result.ts';
import { digestOf, encodePolicy } from '../../src/policy/manifest.ts';
import { readPublished } from '../../src/policy/published.ts';
import { aDocument, anApproval } from '../support/policies.ts';
import { Tally } from '../support/tally.ts';

const PROVENANCE = { stack: 'test', publisher: 'deployment' } as const;
const SMALL = aDocument({ rules: [anApproval({ when: { emailDomain: ['example.com'] } })] });
const LARGE = aDocument({
  rules: [
    anApproval({ when: { emailDomain: Array.from({ length: 3_000 }, (_, index) => `d${index * 7919}.example.com`) } }),
  ],
});

type Stored = { readonly manifest: string; readonly parts: readonly string[] };

async function read({ manifest, parts }: Stored) {
  const published = await readPublished(manifest, '/p', async (names) =>
    ok(names.map((_, index) => parts[index] ?? '')),
  );
  return published.ok ? published.value.digest : null;
}

function altered(text: string, at: number, code: number): string {
  const index = at % text.length;
  return text.slice(0, index) + String.fromCharCode(code) + text.slice(index + 1);
}

/** Whatever is read from an alteration is the published policy, by its digest, or nothing. */
async function expectSameOrNothing(document: PolicyDocument, stored: Stored, tally: Tally): Promise<void> {
  const digest = await read(stored);
  if (digest !== null) expect(digest).toBe(digestOf(document));
  tally.saw(digest === null ? 'refused' : 'the same');
}

const position = fc.nat({ max: 1_000_000 });
const character = fc.integer({ min: 32, max: 126 });

describe('a published policy', () => {
  it.each([
    ['inside its manifest', SMALL],
    ['in parts', LARGE],
  ])('is read back: %s', async (_, document) => {
    const stored = encodePolicy(document, PROVENANCE);

    expect(await read(stored)).toBe(digestOf(document));
    expect(stored.parts.length === 0).toBe(document === SMALL);
    expect(
      Math.max(0, ...[stored.manifest, ...stored.parts].map((text) => Buffer.byteLength(text))),
    ).toBeLessThanOrEqual(4096);
  });

  it('with any character of its manifest changed is refused or the same', async () => {
    const tally = new Tally();
    const stored = encodePolicy(SMALL, PROVENANCE);
    await fc.assert(
      fc.asyncProperty(position, character, (at, code) =>
        expectSameOrNothing(SMALL, { ...stored, manifest: altered(stored.manifest, at, code) }, tally),
      ),
      { numRuns: 2_000 },
    );
    tally.expectSeen(20, 'refused', 'the same');
  });

  it('with any character of a part changed is refused or the same', async () => {
    const tally = new Tally();
    const stored = encodePolicy(LARGE, PROVENANCE);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: stored.parts.length - 1 }), position, character, (part, at, code) => {
        const parts = stored.parts.map((text, index) => (index === part ? altered(text, at, code) : text));
        return expectSameOrNothing(LARGE, { ...stored, parts }, tally);
      }),
      { numRuns: 300 },
    );
    tally.expectSeen(100, 'refused');
  });

  it('with any part missing, doubled or out of order is refused', async () => {
    const stored = encodePolicy(LARGE, PROVENANCE);
    const { parts } = stored;
    const broken = parts.flatMap((text, index) => [
      parts.toSpliced(index, 1),
      parts.with(index, ''),
      parts.with(index, parts[(index + 1) % parts.length] ?? text),
    ]);

    expect(parts.length).toBeGreaterThan(1);
    for (const each of [...broken, parts.toReversed()]) expect(await read({ ...stored, parts: each })).toBe(null);
  });
});
