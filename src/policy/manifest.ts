/**
 * How a policy stands in SSM: a manifest that holds the document while it fits, else names compressed parts that were
 * written before it. The digest covers the document's text, so a half-written or altered policy is refused. Pure.
 */

import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import * as z from 'zod/mini';
import { parseJson } from '../core/json.ts';
import type { PolicyDocument } from '../core/policy.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { canonicalJson } from './canonical-json.ts';
import { breachesOf } from './invariants.ts';
import { documentIn, textOf } from './long-lists.ts';
import { readPolicyDocument } from './schema.ts';

/** A standard parameter's limit in bytes (F7.1). */
const PARAMETER_BYTES = 4096;

/** Refuses to inflate more than this: a policy of 50,000 domains is about 1.5 MB. */
const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024;

const ManifestSchema = z.strictObject({
  schema: z.literal(1),
  digest: z.string().check(z.regex(/^[0-9a-f]{64}$/u)),
  stack: z.string(),
  publisher: z.enum(['deployment', 'command-line']),
  /** The document itself, while it fits; else how many parts hold it. */
  document: z.optional(z.unknown()),
  parts: z.optional(z.int().check(z.gte(1), z.lte(9999))),
});

/** The value of the policy parameter. */
export type Manifest = z.infer<typeof ManifestSchema>;

/** A policy ready to be written: the parts first, then the manifest. */
export type EncodedPolicy = { readonly digest: string; readonly manifest: string; readonly parts: readonly string[] };

/** Who publishes, for the manifest. */
type Provenance = { readonly stack: string; readonly publisher: Manifest['publisher'] };

/** SHA-256 of the document's text, in hexadecimal. */
export function digestOf(document: PolicyDocument): string {
  return sha256(textOf(document));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Encodes a document for SSM. */
export function encodePolicy(document: PolicyDocument, provenance: Provenance): EncodedPolicy {
  const text = textOf(document);
  const digest = sha256(text);
  const head = { schema: 1, digest, ...provenance };
  const inline = withoutBraces(canonicalJson({ ...head, document }));
  if (Buffer.byteLength(inline) <= PARAMETER_BYTES) return { digest, manifest: inline, parts: [] };
  const packed = brotliCompressSync(text).toString('base64');
  const parts = Array.from(packed.matchAll(new RegExp(`.{1,${PARAMETER_BYTES}}`, 'gu')), ([part]) => part);
  return { digest, manifest: canonicalJson({ ...head, parts: parts.length }), parts };
}

/** SSM refuses values with `{{` (F7.1); in JSON it only stands in strings, where an escape means the same. */
function withoutBraces(json: string): string {
  return json.replaceAll('{{', '{\\u007b');
}

/** The name of one part below the policy's own folder, counted from 1. */
export function partName(folder: string, digest: string, index: number): string {
  return `${folder}/${digest}/${String(index).padStart(4, '0')}`;
}

/** The names of a manifest's parts, in order; none when it holds the document itself. */
export function partNames(folder: string, { digest, parts = 0 }: Manifest): readonly string[] {
  return Array.from({ length: parts }, (_, index) => partName(folder, digest, index + 1));
}

/** Reads a manifest, or null if the text is none. */
export function readManifest(text: string): Manifest | null {
  const result = ManifestSchema.safeParse(parseJson(text));
  return result.success ? result.data : null;
}

/** Brings the document back from a manifest and its parts; refuses whatever does not fit its digest. */
export function decodePolicy(
  manifest: Manifest,
  parts: readonly string[],
  mostBytes = MAX_DOCUMENT_BYTES,
): Result<PolicyDocument, string> {
  const packed = manifest.parts === undefined ? null : inflate(parts, mostBytes);
  const document = readPolicyDocument(packed === null ? manifest.document : documentIn(packed, mostBytes));
  if (document === null) return fail('the policy is not a valid document');
  if ((packed === null ? digestOf(document) : sha256(packed)) !== manifest.digest)
    return fail('the policy does not fit its digest');
  const [breach] = breachesOf(document);
  return breach === undefined ? ok(document) : fail(breach.message);
}

/** What does not unpack is an empty text, and no document. */
function inflate(parts: readonly string[], mostBytes: number): string {
  try {
    return brotliDecompressSync(Buffer.from(parts.join(''), 'base64'), { maxOutputLength: mostBytes }).toString();
  } catch {
    // Stryker disable next-line StringLiteral: any text that is no JSON
    return '';
  }
}
